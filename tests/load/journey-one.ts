import { argv } from "node:process";

/** Measures a running demonstration: `node --import tsx tests/load/journey-one.ts http://localhost:3000`.
 * Bounded: fifteen submissions one after the other, then five seconds of a hundred board pages a second.
 * The submissions count: once a day per demonstration. */

const site = argv[2] ?? "http://localhost:3000";
const submissions = 15;
const pages = 500;
const pagesPerSecond = 100;

const credentials = { email: "competitor@demo.local", password: "demo-palmares" };
const token = await answer("/api/v1/tokens", {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(credentials),
});
const headers = { Authorization: `Bearer ${token["token"] ?? ""}` };
const sample = await (await fetch(`${site}/sample/tissuenet`)).text();

report("a 1,015-row file, from the request to scored", await inTurn(submissions, submitAndWait));
report(
  `the board, ${String(pagesPerSecond)} pages a second`,
  await evenly(pages, 1000 / pagesPerSecond, readBoard),
);

async function submitAndWait(): Promise<void> {
  const path = "/api/v1/challenges/tissuenet/submissions";
  const { id } = await answer(path, {
    method: "POST",
    headers: { ...headers, "Content-Type": "text/csv" },
    body: sample,
  });
  const { state } = await answer(`/api/v1/submissions/${id ?? ""}?wait=30`, { headers });
  if (state !== "scored") throw new Error(`The submission ended as ${String(state)}.`);
}

async function readBoard(): Promise<void> {
  const page = await fetch(`${site}/en/challenges/tissuenet/leaderboard`);
  if (page.status !== 200) throw new Error(`The board answered ${String(page.status)}.`);
  await page.text();
}

async function answer(path: string, request: RequestInit): Promise<Record<string, string>> {
  const response = await fetch(site + path, request);
  if (!response.ok) throw new Error(`${path} answered ${String(response.status)}: ${await response.text()}`);
  const content: Record<string, string> = await response.json();
  return content;
}

async function inTurn(count: number, work: () => Promise<void>): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < count; index++) times.push(await timed(work));
  return times;
}

/** Begins one every so many milliseconds, whether or not the earlier ones have ended. */
async function evenly(count: number, everyMs: number, work: () => Promise<void>): Promise<number[]> {
  const begin = (index: number) =>
    new Promise((resume) => setTimeout(resume, index * everyMs)).then(() => timed(work));
  return Promise.all(Array.from({ length: count }, (_, index) => begin(index)));
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

function report(what: string, times: readonly number[]): void {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => String(Math.round(sorted[Math.floor(sorted.length * share)] ?? NaN));
  console.log(`${what}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`);
}
