import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { fillNameKeys } from "#app/teams/fill-name-keys.server.ts";
import { databaseUrls, environment, ownerUrl, publicUrl, type Environment } from "#db/environment.ts";
import { startPostgres } from "#db/embedded/postgres.ts";
import { migrate } from "#db/migrate.ts";
import { isUnavailable } from "#db/unavailable.ts";
import { processKinds } from "#db/vocabulary.ts";
import { demonstrationFacts } from "./supervisor/demonstration.ts";
import {
  databaseSettings,
  ensureLogins,
  settledWorld,
  storeEnvironment,
  storeSettings,
  type EmbeddedWorld,
} from "./supervisor/embedded-world.ts";
import { ensureJournalSeed } from "./supervisor/journal-seed.ts";
import { Part, startProgram } from "./supervisor/part.ts";
import { answersHttp, answersPostgres, beats } from "./supervisor/signs-of-life.ts";
import { processEnvironment, seedEnvironment } from "./supervisor/process-environment.ts";

/** npm start: the whole installation on this machine, each part a process of its own, started again when it dies. */

const accounts = ["competitor", "applicant", "juror", "organiser", "chair", "authority", "admin"];

const databasePart = "PostgreSQL";

/** No balancer leads to other web processes of this installation: whoever stops it waits for it to end. */
const quickStop = { DRAIN_SECONDS: "0", SHUTDOWN_SECONDS: "3" };

/** Room for young objects, in MB: without a limit a process that scores keeps some forty MB that it needs for moments. */
const smallNursery = "--max-semi-space-size=4";

/** Running parts in the order of their start. */
const parts: Part[] = [];
let stopping: Promise<void> | null = null;
let seeder: ChildProcess | null = null;

async function start(): Promise<void> {
  const given = environment();
  const settings = await startStores({ ...given, JOURNAL_KEY: ensureJournalSeed(given) });
  // What is missing is said before the first table is made.
  for (const kind of processKinds) databaseUrls(kind, settings);
  await migrate(ownerUrl(settings));
  await fillNameKeys(ownerUrl(settings));
  if (settings.embedded !== null) await ensureLogins(ownerUrl(settings), settings.embedded);
  await refuseOpenDemonstration(settings);
  await Promise.all([
    startOwn("scoring worker", "scoring/worker/main", "worker", settings),
    startOwn("jobs", "app/jobs/main", "jobs", settings),
  ]);
  await seed(settings);
  await startOwn("web", "app/server", "web", settings);
  await announce(settings);
}

type World = Environment & { embedded: EmbeddedWorld | null };

/** Starts what no variable points elsewhere, and says where it is. */
async function startStores(settings: Environment): Promise<World> {
  if (settings.DATABASE_URL !== undefined && settings.S3_ENDPOINT !== undefined)
    return { ...settings, embedded: null };
  const world = await settledWorld(settings.DATA_DIR);
  const found: World = { ...settings, embedded: null };
  if (settings.DATABASE_URL === undefined) {
    await startDatabase(settings, world);
    Object.assign(found, databaseSettings(world, databaseOwnerUrl));
    found.embedded = world;
  }
  if (settings.S3_ENDPOINT === undefined) {
    await startStore(settings, world);
    Object.assign(found, storeSettings(world));
  }
  return found;
}

let databaseOwnerUrl = "";

async function startDatabase(settings: Environment, world: EmbeddedWorld): Promise<void> {
  const options = { folder: join(settings.DATA_DIR, "postgres"), port: world.postgresPort };
  // An empty database in place of one that has vanished would look like an installation that nobody has used.
  let mustExist = false;
  // SIGINT is PostgreSQL's fast and clean stop.
  await startPart(
    new Part(
      databasePart,
      async (spawned) => {
        const { child, url } = await startPostgres({ ...options, mustExist, spawned });
        mustExist = true;
        databaseOwnerUrl = url("postgres");
        return child;
      },
      { stopSignal: "SIGINT", sign: () => answersPostgres(world.postgresPort) },
    ),
  );
}

async function startStore(settings: Environment, world: EmbeddedWorld): Promise<void> {
  const port = String(settings.PORT);
  const origins = [...new Set([publicUrl(settings), `http://localhost:${port}`, `http://127.0.0.1:${port}`])];
  const options = {
    arguments: program("db/embedded/object-store/main"),
    environment: storeEnvironment(world, settings, origins),
    logFile: logFile(settings, "object-store"),
    readyWithinMs: 20_000,
  };
  const sign = () => answersHttp(`http://127.0.0.1:${String(world.storePort)}/`);
  await startPart(new Part("object store", (spawned) => startProgram(options, spawned), { sign }));
}

async function startOwn(
  name: string,
  path: string,
  kind: "web" | "jobs" | "worker",
  settings: World,
): Promise<void> {
  const options = {
    arguments: [...(kind === "web" ? [] : [smallNursery]), ...program(path)],
    environment: { ...processEnvironment(kind, settings), ...quickStop },
    logFile: logFile(settings, kind),
    readyWithinMs: 60_000,
  };
  const sign = (child: ChildProcess) =>
    kind === "web"
      ? answersHttp(`${ownAddress(settings)}/healthz`)
      : beats(ownerUrl(settings), () => child.pid);
  await startPart(new Part(name, (spawned) => startProgram(options, spawned), { sign }));
}

/** Where this machine reaches its own site. */
function ownAddress({ HOST, PORT }: Environment): string {
  const isEverywhere = HOST === undefined || ["0.0.0.0", "::", "localhost"].includes(HOST);
  const host = isEverywhere ? "127.0.0.1" : HOST;
  return `http://${host.includes(":") ? `[${host}]` : host}:${String(PORT)}`;
}

async function startPart(part: Part): Promise<void> {
  if (stopping !== null) return;
  parts.push(part);
  await part.start();
  console.log(`${part.name} is ready`);
}

/** The demonstration world comes with the embedded database, or when it is asked for. */
async function seed(settings: World): Promise<void> {
  const isWanted = settings.DEMO ?? settings.embedded !== null;
  if (!isWanted || stopping !== null || (await demonstrationFacts(ownerUrl(settings))).isSeeded) return;
  console.log("seeding the demonstration world…");
  if (await isPlayed(settings)) console.log("demonstration world is ready");
  else
    console.error(
      `The demonstration world could not be completed; the site opens with what there is, and the next start tries again. See ${logFile(settings, "seed")}`,
    );
}

/** Whether the seeding has come to its end; whatever has kept it from it, nothing else depends on it. */
async function isPlayed(settings: World): Promise<boolean> {
  try {
    const child = await startProgram(
      {
        arguments: program("app/cli/seed/main"),
        environment: seedEnvironment(settings),
        logFile: logFile(settings, "seed"),
        readyWithinMs: 180_000,
      },
      (spawned) => (seeder = spawned),
    );
    if (child.exitCode === null && child.signalCode === null)
      await new Promise((resolve) => child.once("exit", resolve));
    return child.exitCode === 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return false;
  }
}

async function refuseOpenDemonstration(settings: World): Promise<void> {
  const isLoopback = settings.HOST === undefined || ["localhost", "127.0.0.1", "::1"].includes(settings.HOST);
  if (isLoopback || settings.DEMO === true) return;
  if ((await demonstrationFacts(ownerUrl(settings))).hasAccounts) {
    throw new Error(
      "HOST opens the site to others, but the demonstration accounts with their known password exist. Set DEMO=1 if that is meant.",
    );
  }
}

async function announce(settings: World): Promise<void> {
  if (stopping !== null) return;
  console.log(`\nPalmarès is open at ${publicUrl(settings)}`);
  if (!(await demonstrationFacts(ownerUrl(settings))).hasAccounts) return;
  console.log(
    `Demonstration accounts, password demo-palmares: ${accounts.map((name) => `${name}@demo.local`).join(", ")}`,
  );
}

/** Node's arguments for a program: its bundle, or in development its source. */
function program(path: string): string[] {
  if (environment().NODE_ENV === "development") return ["--import", "tsx", `${path}.ts`];
  return ["--enable-source-maps", join("build", `${path}.js`)];
}

function logFile(settings: Environment, name: string): string {
  return join(settings.DATA_DIR, "logs", `${name}.log`);
}

async function stop(): Promise<void> {
  // The next start completes what a stopped seeding lacks.
  seeder?.kill("SIGKILL");
  const isDatabase = (part: Part) => part.name === databasePart;
  await Promise.all(parts.filter((part) => !isDatabase(part)).map((part) => part.stop(5_000)));
  await parts.find(isDatabase)?.stop(4_000);
}

function stopOnce(code: number): void {
  stopping ??= stop().then(() => process.exit(code));
}

process.on("SIGINT", () => {
  stopOnce(0);
});
process.on("SIGTERM", () => {
  stopOnce(0);
});

// A query of the driver's own that fails with its connection is logged and no more: the installation must outlive it.
process.on("unhandledRejection", (error) => {
  console.error(error instanceof Error ? error.message : error);
  if (!isUnavailable(error)) stopOnce(1);
});

start().catch((error: unknown) => {
  if (stopping !== null) return;
  console.error(error instanceof Error ? error.message : error);
  stopOnce(1);
});
