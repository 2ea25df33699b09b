import { chmodSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";

// Another port lets two work trees run their journeys at the same time.
const port = Number(process.env["JOURNEYS_PORT"] ?? 4391);
// Tests look into the installation from its own folder; they run in processes of their own, which inherit this.
const dataFolder = (process.env["JOURNEYS_DATA_DIR"] ??= temporaryFolder());
const candidates = [
  process.env["CHROMIUM_PATH"] ?? "",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];
const executablePath = candidates.find((path) => path !== "" && existsSync(path));
const quiet = [
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
// Chromium's own sandbox refuses to run as root.
const args = process.getuid?.() === 0 ? [...quiet, "--no-sandbox"] : quiet;

export default defineConfig({
  testDir: "tests/journeys",
  globalSetup: "tests/support/photograph-seed.ts",
  testMatch: "**/*.journey.ts",
  workers: 1,
  // Generous: a busy machine is no fault of the site.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["json", { outputFile: ".cache/playwright.json" }]],
  outputDir: ".cache/playwright",
  use: {
    baseURL: `http://localhost:${String(port)}`,
    launchOptions: { args, ...(executablePath === undefined ? {} : { executablePath }) },
  },
  webServer: {
    command: "npm start",
    url: `http://localhost:${String(port)}/readyz`,
    timeout: 300_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 12_000 },
    env: { PORT: String(port), DATA_DIR: dataFolder },
  },
});

/** A folder that the user who runs PostgreSQL can enter. It stays when something failed, for its logs. */
function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "palmares-journeys-"));
  chmodSync(folder, 0o711);
  process.once("exit", (code) => {
    if (code === 0) rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}
