import { existsSync } from "node:fs";
import { argv, env, getuid } from "node:process";
import { chromium, type Page } from "@playwright/test";

/** What a first visit to the leaderboard costs a browser: `node --import tsx tests/load/first-load.ts http://localhost:3000`.
 * Compressed bytes as they pass over the wire, and the figures that Lighthouse's performance score is made of. Five visits
 * with an empty cache; the median of each figure. */

const site = argv[2] ?? "http://localhost:3000";
const path = "/en/challenges/tissuenet/leaderboard";
const visits = 5;
const found = [env["CHROMIUM_PATH"] ?? "", "/usr/bin/chromium", "/usr/bin/google-chrome"].find(
  (candidate) => candidate !== "" && existsSync(candidate),
);

type Figures = Record<
  | "scriptKb"
  | "styleKb"
  | "fontKb"
  | "documentKb"
  | "firstPaintMs"
  | "largestPaintMs"
  | "shift"
  | "blockedMs",
  number
>;

const browser = await chromium.launch({
  args: getuid?.() === 0 ? ["--no-sandbox"] : [],
  ...(found === undefined ? {} : { executablePath: found }),
});
const all: Figures[] = [];
for (let visit = 0; visit < visits; visit++) {
  const context = await browser.newContext({ viewport: { width: 1350, height: 940 } });
  all.push(await visitOnce(await context.newPage()));
  await context.close();
}
await browser.close();
for (const name of Object.keys(all[0] ?? {}))
  console.log(`${name}: ${median(name).toFixed(name === "shift" ? 3 : 0)}`);

function median(name: string): number {
  const values = all.map((figures) => Object.entries(figures).find(([key]) => key === name)?.[1] ?? NaN);
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

async function visitOnce(page: Page): Promise<Figures> {
  const bytes = await countBytes(page);
  // No function in here has a name: tsx would mark it with a helper that the page does not have.
  await page.addInitScript(() => {
    const seen = { largest: 0, shift: 0, blocked: 0 };
    Object.assign(window, { seen });
    for (const type of ["largest-contentful-paint", "longtask", "layout-shift"])
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          if (type === "longtask") seen.blocked += Math.max(0, entry.duration - 50);
          else if (type === "largest-contentful-paint") seen.largest = entry.startTime;
          else if ("value" in entry && typeof entry.value === "number") seen.shift += entry.value;
        }
      }).observe({ type, buffered: true });
  });
  await page.goto(site + path, { waitUntil: "load" });
  await page.waitForTimeout(2_000);
  const seen = await page.evaluate(() => {
    const [paint] = performance.getEntriesByName("first-contentful-paint");
    const noted: unknown = Reflect.get(window, "seen");
    return { paint: paint?.startTime ?? NaN, noted: JSON.stringify(noted) };
  });
  const { largest, shift, blocked }: { largest: number; shift: number; blocked: number } = JSON.parse(
    seen.noted,
  );
  return {
    scriptKb: bytes("Script"),
    styleKb: bytes("Stylesheet"),
    fontKb: bytes("Font"),
    documentKb: bytes("Document"),
    firstPaintMs: seen.paint,
    largestPaintMs: largest,
    shift,
    blockedMs: blocked,
  };
}

/** Counts what passes over the wire, by kind; as the browser's own network panel does. */
async function countBytes(page: Page): Promise<(kind: string) => number> {
  const session = await page.context().newCDPSession(page);
  const kinds = new Map<string, string>();
  const sums = new Map<string, number>();
  session.on("Network.responseReceived", ({ requestId, type }) => kinds.set(requestId, type));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId) ?? "Other";
    sums.set(kind, (sums.get(kind) ?? 0) + encodedDataLength);
  });
  await session.send("Network.enable");
  return (kind) => (sums.get(kind) ?? 0) / 1000;
}
