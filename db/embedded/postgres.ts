import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { binariesFolder, serverUser, type RunAs } from "./binaries.ts";

/** Recovery after a crash included. */
const readyWithinMs = 60_000;

export type EmbeddedPostgresOptions = {
  /** Folder of the cluster; made when missing. */
  folder: string;
  port: number;
  /** Trade safety for speed: for tests, whose data nobody misses. */
  isForTests?: boolean;
  /** Data that are not there have vanished, and none are made in their place. */
  mustExist?: boolean;
  /** Told of the server's process before it answers. */
  spawned?: (child: ChildProcess) => void;
};

export type EmbeddedPostgres = {
  child: ChildProcess;
  /** The superuser's connection to a database of the cluster. */
  url: (database: string) => string;
};

/** Starts the PostgreSQL whose binaries came with the packages, on loopback only, and waits until it answers.
 * Works as root (the server then runs as another user) and as an ordinary user; after a crash it recovers by itself.
 * @throws Error with the server's own words when it cannot start; with a sentence when data that must exist do not */
export async function startPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const user = serverUser();
  const binaries = binariesFolder(user);
  if (options.mustExist === true) requireCluster(resolve(options.folder));
  const cluster = prepareCluster(resolve(options.folder), binaries, user, options.isForTests ?? false);
  await stopSurvivor(cluster.data);
  const child = await whenMemoryIsFree(async () => {
    const server = spawn(join(binaries, "bin", "postgres"), ["-D", cluster.data, ...settings(options)], {
      ...(user ?? {}),
      env: serverEnvironment(),
      cwd: "/",
      stdio: ["ignore", "ignore", "pipe"],
    });
    options.spawned?.(server);
    await becomesReady(server, pidFileOf(cluster.data));
    return server;
  });
  const url = (database: string) =>
    `postgres://postgres:${cluster.password}@127.0.0.1:${String(options.port)}/${database}`;
  return { child, url };
}

/** The helpers of a killed server keep its shared memory for the moment that they need to notice its end; until then the
 * next server refuses to start. */
async function whenMemoryIsFree<Result>(start: () => Promise<Result>): Promise<Result> {
  for (const deadline = Date.now() + 10_000; ;) {
    try {
      return await start();
    } catch (error) {
      const isHeld = error instanceof Error && error.message.includes("pre-existing shared memory block");
      if (!isHeld || Date.now() > deadline) throw error;
      await pause(100);
    }
  }
}

/** The superuser's connection to a cluster that is running already.
 * @throws Error when the folder holds no cluster */
export function runningPostgresUrl(folder: string, port: number): string {
  const password = readFileSync(join(homeOf(folder), "password"), "utf8").trim();
  return `postgres://postgres:${password}@127.0.0.1:${String(port)}/postgres`;
}

/** Where a cluster lives that was asked for in a folder. */
function homeOf(folder: string): string {
  const pointer = join(folder, "location");
  return existsSync(pointer) ? readFileSync(pointer, "utf8").trim() : folder;
}

function requireCluster(folder: string): void {
  const data = join(homeOf(folder), "cluster");
  if (!existsSync(join(data, "PG_VERSION")))
    throw new Error(`The data of PostgreSQL are gone from ${data}; none are made in their place.`);
}

function settings({ port, isForTests }: EmbeddedPostgresOptions): string[] {
  const values: Record<string, string> = {
    port: String(port),
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "100",
    shared_buffers: "64MB",
    timezone: "UTC",
    log_timezone: "UTC",
    ...(isForTests === true ? { fsync: "off", synchronous_commit: "off", full_page_writes: "off" } : {}),
  };
  return Object.entries(values).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

type Cluster = { data: string; password: string };

function prepareCluster(folder: string, binaries: string, user: RunAs, isForTests: boolean): Cluster {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const home = user !== null && !isReachable(folder) ? openHome(folder) : folder;
  giveTo(user, home);
  const passwordFile = join(home, "password");
  if (!existsSync(passwordFile))
    writeFileSync(passwordFile, randomBytes(24).toString("hex"), { mode: 0o600 });
  giveTo(user, passwordFile);
  const data = join(home, "cluster");
  if (!existsSync(join(data, "PG_VERSION"))) initialise(binaries, user, { data, passwordFile, isForTests });
  return { data, password: readFileSync(passwordFile, "utf8").trim() };
}

function initialise(
  binaries: string,
  user: RunAs,
  { data, passwordFile, isForTests }: { data: string; passwordFile: string; isForTests: boolean },
): void {
  // What an interrupted initialisation left has no version file, and no data of anybody.
  rmSync(data, { recursive: true, force: true });
  const locale = ["-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"];
  const access = ["-U", "postgres", `--pwfile=${passwordFile}`, "-A", "scram-sha-256"];
  const result = spawnSync(
    join(binaries, "bin", "initdb"),
    ["-D", data, ...access, ...locale, ...(isForTests ? ["--no-sync"] : [])],
    { ...(user ?? {}), env: serverEnvironment(), cwd: "/", encoding: "utf8" },
  );
  if (result.status !== 0)
    throw new Error(`PostgreSQL could not be initialised: ${result.error?.message ?? result.stderr}`);
}

/** Nothing of our own environment, which may hold secrets, reaches the server. */
function serverEnvironment(): NodeJS.ProcessEnv {
  return { NODE_ENV: "production", PATH: process.env["PATH"], LC_ALL: "C.UTF-8", TZ: "UTC" };
}

function giveTo(user: RunAs, path: string): void {
  if (user !== null && statSync(path).uid !== user.uid) chownSync(path, user.uid, user.gid);
}

function isReachable(folder: string): boolean {
  for (let parent = dirname(folder); ; parent = dirname(parent)) {
    if ((statSync(parent).mode & 0o001) === 0) return false;
    if (parent === dirname(parent)) return true;
  }
}

/** Root's data may lie below a folder that only root can enter; the server, another user, then lives beside it in /var/lib.
 * The folder that was asked for says where. */
function openHome(folder: string): string {
  const known = homeOf(folder);
  if (known !== folder) return known;
  const home = join("/var/lib", `palmares-${randomBytes(6).toString("hex")}`);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, "location"), home);
  return home;
}

function pidFileOf(data: string): string {
  return join(data, "postmaster.pid");
}

/** After a kill of our own process its server may still be there: it is asked to stop, so that one server has the data. */
async function stopSurvivor(data: string): Promise<void> {
  const pidFile = pidFileOf(data);
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, "utf8").split("\n")[0]);
  if (!isPostgresOf(pid, data)) {
    rmSync(pidFile, { force: true });
    return;
  }
  process.kill(pid, "SIGINT");
  for (let waited = 0; waited < 10_000 && isAlive(pid); waited += 50) await pause(50);
  if (isAlive(pid)) process.kill(pid, "SIGQUIT");
  while (isAlive(pid)) await pause(50);
}

/** A pid file outlives its process, and its number may belong to something else by now. */
function isPostgresOf(pid: number, data: string): boolean {
  if (!isAlive(pid)) return false;
  try {
    return readFileSync(`/proc/${String(pid)}/cmdline`, "utf8").includes(data);
  } catch {
    const listed = spawnSync("ps", ["-o", "args=", "-p", String(pid)], { encoding: "utf8" });
    return listed.stdout.includes(data);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function becomesReady(child: ChildProcess, pidFile: string): Promise<void> {
  let words = "";
  const state = { hasEnded: false };
  child.stderr?.on("data", (chunk: Buffer) => (words = (words + chunk.toString()).slice(-2000)));
  child.once("exit", () => (state.hasEnded = true));
  child.once("error", (error) => {
    words = error.message;
    state.hasEnded = true;
  });
  const deadline = Date.now() + readyWithinMs;
  while (Date.now() < deadline) {
    if (state.hasEnded) throw new Error(`PostgreSQL did not start: ${words}`);
    if (saysReady(pidFile, child)) return;
    await pause(25);
  }
  // A server that is not ours to watch must not keep its port from the next one.
  child.kill("SIGQUIT");
  throw new Error(`PostgreSQL did not answer within ${String(readyWithinMs / 1000)} s: ${words}`);
}

/** What the server itself writes into its pid file, as `pg_ctl` reads it: its number first, its state in the eighth line.
 * A connection would tell as well, but one that breaks in the middle of its greeting can fail where nobody catches it. */
function saysReady(pidFile: string, child: ChildProcess): boolean {
  try {
    const lines = readFileSync(pidFile, "utf8").split("\n");
    return Number(lines[0]) === child.pid && lines[7]?.trim() === "ready";
  } catch {
    return false;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resume) => setTimeout(resume, ms));
}
