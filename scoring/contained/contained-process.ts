import { fork, type ChildProcess } from "node:child_process";
import { totalmem } from "node:os";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { heapShareOfMachine } from "../limits.ts";
import { memorySignal, type Allowance, type Failure, type FromChild, type ToChild } from "./messages.ts";
import { TooCostly } from "./too-costly.ts";

/** The process was ended from outside, by a person or a machine short of memory: the task may be innocent. */
export class EndedFromOutside extends Error {}

/** A failure of the task itself, as its process told it. */
export class TaskFailed extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.name = failure.name;
    this.failure = failure;
  }
}

const startupKept = 2_000;
/** Young objects are cleared away sooner, so that what is resident is what is held. */
const smallNursery = "--max-semi-space-size=4";

/** One process that does tasks for this one: without credentials, ended when a task passes what it may use. */
export class ContainedProcess {
  readonly #child: ChildProcess;
  readonly #isReady: Promise<void>;
  /** What the process keeps from earlier tasks, by the words of whoever gives them. */
  readonly keeps = new Set<string>();
  mayStay = true;

  /** @param program path of its source without ending, from the root of the project */
  constructor(program: string, startsWithinMs: number) {
    this.#child = start(program);
    this.#isReady = readiness(this.#child, startsWithinMs);
    this.#isReady.catch(() => (this.mayStay = false));
    this.#child.once("exit", () => (this.mayStay = false));
    this.#letParentEnd(true);
  }

  /** Does a task.
   * @param signal ends the task with its process
   * @throws TooCostly; EndedFromOutside; TaskFailed; the signal's reason; Error when the process does not start */
  async do(task: unknown, allowance: Allowance, signal: AbortSignal | null): Promise<unknown> {
    this.#letParentEnd(false);
    try {
      await this.#isReady;
      signal?.throwIfAborted();
      return await this.#answer({ task, allowance }, signal);
    } finally {
      this.#letParentEnd(true);
    }
  }

  end(): void {
    this.mayStay = false;
    this.#child.kill("SIGKILL");
  }

  #answer(message: ToChild, signal: AbortSignal | null): Promise<unknown> {
    return new Promise((answer, fail) => {
      const child = this.#child;
      let isLate = false;
      const late = () => {
        isLate = true;
        this.end();
      };
      let timer = setTimeout(late, message.allowance.withinMs);
      const stop = () => {
        this.end();
      };
      const hear = (said: FromChild) => {
        if (said.kind === "ready") return;
        clearTimeout(timer);
        if (said.kind === "allowance") {
          timer = setTimeout(late, said.withinMs);
          return;
        }
        forget();
        this.mayStay &&= said.mayStay;
        if (said.kind === "answer") answer(said.answer);
        else fail(new TaskFailed(said.failure));
      };
      const ended = (_: number | null, endedBy: NodeJS.Signals | null) => {
        forget();
        if (signal?.aborted === true) fail(signal.reason);
        else fail(isLate ? new TooCostly("time") : reasonOf(endedBy));
      };
      const forget = () => {
        clearTimeout(timer);
        child.off("message", hear).off("exit", ended);
        signal?.removeEventListener("abort", stop);
      };
      child.on("message", hear).on("exit", ended);
      signal?.addEventListener("abort", stop, { once: true });
      if (child.exitCode !== null || child.signalCode !== null) ended(child.exitCode, child.signalCode);
      // What cannot be sent any more ends as the process does.
      else child.send(message, () => {});
    });
  }

  /** A process that waits for work does not keep its parent from ending. */
  #letParentEnd(may: boolean): void {
    if (may) {
      this.#child.unref();
      this.#child.channel?.unref();
    } else {
      this.#child.ref();
      this.#child.channel?.ref();
    }
  }
}

/** From its source when sources run, from the bundles when bundles run. */
function start(program: string): ChildProcess {
  const isSource = import.meta.url.endsWith(".ts");
  const heapMegabytes = Math.round((totalmem() / 1_048_576) * heapShareOfMachine);
  const heap = `--max-old-space-size=${String(heapMegabytes)}`;
  const path = isSource
    ? fileURLToPath(new URL(`../../${program}.ts`, import.meta.url))
    : resolve("build", `${program}.js`);
  const { PATH, NODE_ENV, TMPDIR } = process.env;
  return fork(path, [], {
    execArgv: isSource ? [heap, smallNursery, "--import", "tsx"] : [heap, smallNursery],
    // Nothing else: it has no key to any door.
    env: { PATH, NODE_ENV, TMPDIR },
    serialization: "advanced",
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
}

function readiness(child: ChildProcess, withinMs: number): Promise<void> {
  return new Promise((ready, failed) => {
    let said = "";
    const late = setTimeout(() => child.kill("SIGKILL"), withinMs).unref();
    child.stderr?.on("data", (chunk: Buffer) => (said = (said + chunk.toString()).slice(-startupKept)));
    const fail = (error: Error) => {
      failed(error);
    };
    const ended = (code: number | null) => {
      failed(new Error(`A contained process did not start (${String(code)}): ${said}`));
    };
    child.once("error", fail).once("exit", ended);
    child.once("message", () => {
      child.off("exit", ended);
      clearTimeout(late);
      // From here on it reads what others wrote: what it says then is not for our logs.
      child.stderr?.removeAllListeners("data").resume();
      ready();
    });
  });
}

function reasonOf(signal: NodeJS.Signals | null): Error {
  if (signal === memorySignal) return new TooCostly("memory");
  const isFromOutside = signal === "SIGKILL" || signal === "SIGTERM" || signal === "SIGINT";
  return isFromOutside
    ? new EndedFromOutside(`A contained process was ended by ${signal}.`)
    : new TooCostly("crash");
}
