import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { z } from "zod";

/** npm test: everything, one after the other, and at the end a plain line of counts. */

const counts = { passed: 0, failed: 0, skipped: 0 };

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numFailedTestSuites: z.number(),
});
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

function run(program: string, parameters: string[]): boolean {
  console.log(`\n› ${[program, ...parameters].join(" ")}`);
  return spawnSync(program, parameters, { stdio: ["ignore", "inherit", "inherit"] }).status === 0;
}

/** A check of the whole tree counts as one. */
function check(program: string, parameters: string[]): void {
  if (run("npx", ["--no-install", program, ...parameters])) counts.passed += 1;
  else counts.failed += 1;
}

/** Adds what a runner has reported; one that ended badly without a failed test counts as one failure. */
function addReport<Report>(
  path: string,
  schema: z.ZodType<Report>,
  hasSucceeded: boolean,
  add: (report: Report) => void,
): void {
  const failedBefore = counts.failed;
  if (existsSync(path)) add(schema.parse(JSON.parse(readFileSync(path, "utf8"))));
  if (!hasSucceeded && counts.failed === failedBefore) counts.failed += 1;
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
    counts.failed += report.numFailedTests;
    counts.skipped += report.numPendingTests;
  });
}

function browserTests(): void {
  const path = ".cache/playwright.json";
  rmSync(path, { force: true });
  const hasSucceeded = hasBrowser() && run("npx", ["--no-install", "playwright", "test"]);
  addReport(path, playwrightReport, hasSucceeded, ({ stats }) => {
    counts.passed += stats.expected;
    counts.failed += stats.unexpected + stats.flaky;
    counts.skipped += stats.skipped;
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
check("tsc", []);
check("eslint", ["."]);
check("prettier", ["--check", "--log-level", "warn", "."]);
check("depcruise", ["app", "db", "scoring", "tests"]);
check("knip", []);
vitestTests("vitest");
vitestTests("faults", ["--config", "tests/faults/vitest.config.ts"]);
browserTests();

const skipped = counts.skipped > 0 ? `, ${String(counts.skipped)} skipped` : "";
console.log(`\n${String(counts.passed)} passed, ${String(counts.failed)} failed${skipped}`);
process.exit(counts.failed === 0 ? 0 : 1);
