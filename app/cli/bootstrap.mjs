// The first step of npm start, npm run dev, npm test and of the commands for one process. It needs nothing but Node: it installs and builds what is
// missing, then runs the command in this very process, so that signals reach it.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const command = process.argv[2];
const installed = join("node_modules", ".palmares-lock");
const built = join("build", ".palmares-sources");
/** One process of an installation, for those that stand on several machines. */
const processes = {
  web: "build/app/server.js",
  jobs: "build/app/jobs/main.js",
  worker: "build/scoring/worker/main.js",
  migrate: "build/app/cli/migrate.js",
};

const [major = 0] = process.versions.node.split(".").map(Number);
if (major < 20) fail(`Palmarès needs Node 20 or later; this is ${process.version}.`);

install();
if (command === "start") {
  buildSite();
  await run("build/app/cli/start.js");
} else if (command in processes) {
  buildSite();
  process.setSourceMapsEnabled(true);
  await run(processes[command]);
} else if (command === "dev") {
  await runSource("app/cli/dev.ts");
} else if (command === "test") {
  await runSource("app/cli/test.ts");
} else {
  fail(`Usage: node app/cli/bootstrap.mjs start|dev|test|${Object.keys(processes).join("|")}`);
}

function install() {
  const wanted = digest(packages().map((path) => readFileSync(path)));
  if (existsSync(installed) && readFileSync(installed, "utf8") === wanted) return;
  console.log("installing packages…");
  execute("npm", [
    "ci",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
    "--include=dev",
    "--include=optional",
  ]);
  writeFileSync(installed, wanted);
}

/** What says which packages there are, and what is mended in them. */
function packages() {
  const patches = readdirSync("patches").sort();
  return ["package-lock.json", ...patches.map((name) => join("patches", name))];
}

/** Builds when a source has changed since, whatever its date says. */
function buildSite() {
  const wanted = digest(sources().map((path) => Buffer.concat([Buffer.from(path), readFileSync(path)])));
  if (existsSync(built) && readFileSync(built, "utf8") === wanted) return;
  console.log("building…");
  execute(process.execPath, ["--import", "tsx", "app/cli/build.ts"]);
  mkdirSync("build", { recursive: true });
  writeFileSync(built, wanted);
}

function sources() {
  const files = [...packages(), "vite.config.ts", "remix.config.js", "postcss.config.cjs", "tsconfig.json"];
  const folders = ["app", "db", "scoring", "public"];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    if (!existsSync(folder)) continue;
    for (const name of readdirSync(folder).sort()) {
      const path = join(folder, name);
      (statSync(path).isDirectory() ? folders : files).push(path);
    }
  }
  return files;
}

function digest(parts) {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}

function execute(program, parameters) {
  const result = spawnSync(program, parameters, { stdio: ["ignore", "inherit", "inherit"] });
  if (result.status !== 0) fail(`${program} ${parameters.join(" ")} has failed.`);
}

async function run(path) {
  await import(pathToFileURL(path).href);
}

async function runSource(path) {
  const { register } = await import("tsx/esm/api");
  register();
  await run(path);
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
