import { spawn, type ChildProcess } from "node:child_process";
import { createWriteStream, mkdirSync, type WriteStream } from "node:fs";
import { dirname } from "node:path";

/** How a part is started: resolves when it is ready, rejects when it could not become so.
 * @param spawned told of the process at once, so that it can be stopped before it is ready */
export type StartPart = (spawned: (child: ChildProcess) => void) => Promise<ChildProcess>;

const firstDelayMs = 1_000;
const longestDelayMs = 10_000;
const stableAfterMs = 60_000;

/** A process that is started again whenever it dies, after one second at first and ten at most, for ever. */
export class Part {
  readonly name: string;
  readonly #start: StartPart;
  readonly #stopSignal: NodeJS.Signals;
  #child: ChildProcess | null = null;
  #isStopping = false;
  #delayMs = firstDelayMs;
  #startedAt = 0;
  #restart: NodeJS.Timeout | null = null;

  constructor(name: string, start: StartPart, stopSignal: NodeJS.Signals = "SIGTERM") {
    this.name = name;
    this.#start = start;
    this.#stopSignal = stopSignal;
  }

  /** Starts the part for the first time.
   * @throws when it cannot start: then something is wrong that a second try would not mend */
  async start(): Promise<void> {
    const child = await this.#start((spawned) => {
      this.#child = spawned;
      if (this.#isStopping) spawned.kill(this.#stopSignal);
    });
    this.#watch(child);
  }

  /** Stops the part for good; by force after the given time. */
  async stop(forceAfterMs = 7_000): Promise<void> {
    this.#isStopping = true;
    if (this.#restart !== null) clearTimeout(this.#restart);
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const hasExited = new Promise<void>((resolve) =>
      child.once("exit", () => {
        resolve();
      }),
    );
    child.kill(this.#stopSignal);
    const force = setTimeout(() => child.kill("SIGKILL"), forceAfterMs);
    await hasExited;
    clearTimeout(force);
  }

  #watch(child: ChildProcess): void {
    this.#child = child;
    this.#startedAt = Date.now();
    if (child.exitCode !== null || child.signalCode !== null) this.#died();
    else
      child.once("exit", () => {
        this.#died();
      });
  }

  #died(): void {
    this.#child = null;
    if (this.#isStopping) return;
    if (Date.now() - this.#startedAt > stableAfterMs) this.#delayMs = firstDelayMs;
    console.error(`${this.name} has stopped; starting it again in ${String(this.#delayMs / 1000)} s`);
    this.#restart = setTimeout(() => void this.#again(), this.#delayMs);
    this.#delayMs = Math.min(this.#delayMs * 2, longestDelayMs);
  }

  async #again(): Promise<void> {
    try {
      await this.start();
      console.log(`${this.name} is ready again`);
    } catch (error) {
      console.error(`${this.name}: ${error instanceof Error ? error.message : String(error)}`);
      this.#died();
    }
  }
}

export type Program = {
  /** Node's arguments, the script first. */
  arguments: string[];
  environment: Record<string, string>;
  logFile: string;
  readyWithinMs: number;
};

/** Starts one of our own programs, whose output goes to its log, and waits until it says `ready`.
 * @param spawned told of the process before it is ready */
export async function startProgram(
  program: Program,
  spawned: (child: ChildProcess) => void,
): Promise<ChildProcess> {
  const log = openLog(program.logFile);
  const child = spawn(process.execPath, program.arguments, {
    // Standard input stays open as long as we live: its end tells the program that we are gone.
    stdio: ["pipe", "pipe", "pipe"],
    env: { NODE_ENV: "production", ...program.environment, PALMARES_SUPERVISED: "1" },
  });
  spawned(child);
  child.stderr.pipe(log, { end: false });
  let words = "";
  child.stderr.on("data", (chunk: Buffer) => (words = (words + chunk.toString()).slice(-2_000)));
  child.once("exit", () => log.end());
  await saysReady(child, log, program).catch((error: unknown) => {
    // A process that refuses to start says why in its last line.
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${words.trimEnd().split("\n").at(-1) ?? ""}\n${why}`.trimStart());
  });
  return child;
}

function openLog(path: string): WriteStream {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const log = createWriteStream(path, { flags: "a", mode: 0o600 });
  // A full disk loses lines of the log, and no part.
  log.on("error", () => {});
  return log;
}

async function saysReady(child: ChildProcess, log: WriteStream, program: Program): Promise<void> {
  await new Promise<void>((ready, failed) => {
    const fail = (why: string) => {
      child.kill("SIGKILL");
      failed(new Error(`${why}; see ${program.logFile}`));
    };
    const timer = setTimeout(() => {
      fail("not ready in time");
    }, program.readyWithinMs);
    let output = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      if (log.writable) log.write(chunk);
      if (output === "ready") return;
      output += chunk.toString();
      if (!/^ready\b/m.test(output)) return;
      output = "ready";
      clearTimeout(timer);
      ready();
    });
    child.once("error", (error) => {
      fail(error.message);
    });
    child.once("exit", (code) => {
      clearTimeout(timer);
      failed(new Error(`ended with code ${String(code)}; see ${program.logFile}`));
    });
  });
}
