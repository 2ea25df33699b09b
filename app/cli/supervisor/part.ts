import { spawn, type ChildProcess } from "node:child_process";
import { killWithChildren } from "./kill-with-children.ts";
import { LogFile } from "./log-file.ts";
import { patience, watchSigns, type LookForSign } from "./watch-signs.ts";

/** How a part is started: resolves when it is ready, rejects when it could not become so.
 * @param spawned told of the process at once, so that it can be stopped before it is ready */
export type StartPart = (spawned: (child: ChildProcess) => void) => Promise<ChildProcess>;

const firstDelayMs = 1_000;
const longestDelayMs = 10_000;
const stableAfterMs = 60_000;
/** After each time that it stood still a part is given more patience, up to so many times the first. */
const patienceAtMost = 8;

/** A process that is started again whenever it dies, after one second at first and ten at most, for ever; and whenever it
 * stands still, which its missing signs of life tell. */
export class Part {
  readonly name: string;
  readonly #start: StartPart;
  readonly #stopSignal: NodeJS.Signals;
  readonly #lookForSign: ((child: ChildProcess) => LookForSign) | null;
  #child: ChildProcess | null = null;
  #stopWatching = () => {};
  #patience = 1;
  #isStopping = false;
  #delayMs = firstDelayMs;
  #startedAt = 0;
  #restart: NodeJS.Timeout | null = null;

  /** @param sign how to see that it lives; null when nobody looks */
  constructor(
    name: string,
    start: StartPart,
    {
      stopSignal = "SIGTERM",
      sign = null,
    }: { stopSignal?: NodeJS.Signals; sign?: ((child: ChildProcess) => LookForSign) | null } = {},
  ) {
    this.name = name;
    this.#start = start;
    this.#stopSignal = stopSignal;
    this.#lookForSign = sign;
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
    this.#stopWatching();
    if (this.#restart !== null) clearTimeout(this.#restart);
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const hasExited = new Promise<void>((resolve) =>
      child.once("exit", () => {
        resolve();
      }),
    );
    child.kill(this.#stopSignal);
    const force = setTimeout(() => {
      endHard(child);
    }, forceAfterMs);
    await hasExited;
    clearTimeout(force);
  }

  #watch(child: ChildProcess): void {
    this.#child = child;
    this.#startedAt = performance.now();
    this.#watchSigns(child);
    if (child.exitCode !== null || child.signalCode !== null) this.#died();
    else
      child.once("exit", () => {
        this.#died();
      });
  }

  #watchSigns(child: ChildProcess): void {
    if (this.#lookForSign === null || this.#isStopping) return;
    const misses = patience.misses * this.#patience;
    this.#stopWatching = watchSigns(this.#lookForSign(child), { ...patience, misses }, () => {
      console.error(`${this.name} gives no sign of life and is ended`);
      this.#patience = Math.min(this.#patience * 2, patienceAtMost);
      endHard(child);
    });
  }

  #died(): void {
    this.#stopWatching();
    this.#child = null;
    if (this.#isStopping) return;
    if (performance.now() - this.#startedAt > stableAfterMs) this.#delayMs = firstDelayMs;
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

function endHard(child: ChildProcess): void {
  if (child.pid !== undefined) killWithChildren(child.pid);
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
  const log = new LogFile(program.logFile);
  const child = spawn(process.execPath, program.arguments, {
    // Standard input stays open as long as we live: its end tells the program that we are gone.
    stdio: ["pipe", "pipe", "pipe"],
    env: { NODE_ENV: "production", ...program.environment, PALMARES_SUPERVISED: "1" },
  });
  spawned(child);
  let words = "";
  child.stderr.on("data", (chunk: Buffer) => (words = (words + chunk.toString()).slice(-2_000)));
  log.follow(child.stdout);
  log.follow(child.stderr);
  child.once("close", () => {
    log.end();
  });
  await saysReady(child, program).catch((error: unknown) => {
    // A process that refuses to start says why in its last line.
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${words.trimEnd().split("\n").at(-1) ?? ""}\n${why}`.trimStart());
  });
  return child;
}

async function saysReady(child: ChildProcess, program: Program): Promise<void> {
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
