import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { relative } from "node:path";
import { text } from "node:stream/consumers";
import { z } from "zod";

/** npm test: everything, one after the other, and at the end what failed and a plain line of counts. */

const counts = { passed: 0, skipped: 0 };
/** What failed, each with the beginning of its reason: a log of many thousand lines is often read from its end only. */
const failures: string[] = [];

const vitestReport = z.object({
  numPassedTests: z.number(),
  numPendingTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(""),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).default([]),
        }),
      ),
    }),
  ),
});
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

function run(program: string, parameters: string[]): boolean {
  console.log(`\n› ${[program, ...parameters].join(" ")}`);
  return spawnSync(program, parameters, { stdio: ["ignore", "inherit", "inherit"] }).status === 0;
}

/** A check of the whole tree counts as one. What it says is printed when it ends, for others run beside it. */
async function check(program: string, ...parameters: string[]): Promise<void> {
  const child = spawn("npx", ["--no-install", program, ...parameters], { stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(child, "exit");
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await ended;
  const command = ["npx", program, ...parameters].join(" ");
  console.log(`\n› ${command}\n${output}${errors}`);
  if (code === 0) counts.passed += 1;
  else failures.push(`${command}\n${firstLines(output + errors)}`);
}

/** Adds what a runner has reported; one that ended badly without a failed test counts as one failure. */
function addReport<Report>(
  path: string,
  schema: z.ZodType<Report>,
  hasSucceeded: boolean,
  add: (report: Report) => void,
): void {
  const failedBefore = failures.length;
  if (existsSync(path)) add(schema.parse(JSON.parse(readFileSync(path, "utf8"))));
  if (!hasSucceeded && failures.length === failedBefore)
    failures.push(`a runner ended badly; its report: ${path}`);
}

/** @param name of the report
 * @param options further ones for vitest */
function vitestTests(name: string, options: string[] = []): void {
  const path = `.cache/${name}.json`;
  rmSync(path, { force: true });
  const hasSucceeded = run("npx", [
    "--no-install",
    "vitest",
    "run",
    ...options,
    "--reporter=dot",
    "--reporter=json",
    `--outputFile.json=${path}`,
  ]);
  addReport(path, vitestReport, hasSucceeded, (report) => {
    counts.passed += report.numPassedTests;
    counts.skipped += report.numPendingTests;
    failures.push(...report.testResults.flatMap(failuresOfFile));
  });
}

/** A file that could not be loaded has failed without any test of its own. */
function failuresOfFile({
  name,
  status,
  message,
  assertionResults,
}: z.infer<typeof vitestReport>["testResults"][0]) {
  const file = relative(process.cwd(), name);
  const failed = assertionResults
    .filter((test) => test.status === "failed")
    .map((test) => `${file}: ${test.fullName}\n${firstLines(test.failureMessages.join("\n"))}`);
  return failed.length === 0 && status === "failed" ? [`${file}\n${firstLines(message)}`] : failed;
}

function firstLines(reason: string): string {
  return reason.split("\n").slice(0, 12).join("\n").slice(0, 1500);
}

/** What failed in the browser is named by its own runner, which is the last to speak. */
function browserTests(): void {
  const path = ".cache/playwright.json";
  rmSync(path, { force: true });
  const hasSucceeded = hasBrowser() && run("npx", ["--no-install", "playwright", "test"]);
  addReport(path, playwrightReport, hasSucceeded, ({ stats }) => {
    counts.passed += stats.expected;
    counts.skipped += stats.skipped;
    for (let i = 0; i < stats.unexpected + stats.flaky; i++) failures.push("a journey, named above");
  });
}

/** Finds a Chromium, or installs one. */
function hasBrowser(): boolean {
  const known = [
    process.env["CHROMIUM_PATH"] ?? "",
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
  ];
  if (known.some((path) => path !== "" && existsSync(path))) return true;
  console.log("\ninstalling a browser…");
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    return (
      run("apt-get", ["update", "-qq"]) &&
      run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"])
    );
  }
  return run("npx", ["--no-install", "playwright", "install", "chromium"]);
}

mkdirSync(".cache", { recursive: true });
await Promise.all([
  check("eslint", "."),
  (async () => {
    await check("tsc");
    await check("prettier", "--check", "--log-level", "warn", ".");
    await check("depcruise", "app", "db", "scoring", "tests");
    await check("knip");
  })(),
]);
vitestTests("vitest");
vitestTests("faults", ["--config", "tests/faults/vitest.config.ts"]);
browserTests();

if (failures.length > 0) console.log(`\nFailed:\n${failures.map((failure) => `- ${failure}`).join("\n")}`);
const skipped = counts.skipped > 0 ? `, ${String(counts.skipped)} skipped` : "";
console.log(`\n${String(counts.passed)} passed, ${String(failures.length)} failed${skipped}`);
process.exit(failures.length === 0 ? 0 : 1);
