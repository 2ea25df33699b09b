import { Worker } from "node:worker_threads";
import { guardEveryMs } from "../limits.ts";
import { memorySignal } from "./messages.ts";

/** A thread that ends this process when its memory passes a limit or its parent is gone, however busy the process is: the
 * heap limit of the engine knows nothing of typed arrays, and a busy process hears no message. */
export class Guard {
  readonly #limit = new Float64Array(new SharedArrayBuffer(8));

  /** Effects: one thread; may end the process by a signal. */
  constructor() {
    this.lift();
    const thread = new Worker(watch, {
      eval: true,
      workerData: { limit: this.#limit, parent: process.ppid, everyMs: guardEveryMs, memorySignal },
      resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 1 },
    });
    thread.unref();
  }

  /** Allows so much beyond what is resident now. */
  allow(memoryBytes: number): void {
    this.#limit[0] = process.memoryUsage.rss() + memoryBytes;
  }

  lift(): void {
    this.#limit[0] = Infinity;
  }
}

/** Plain JavaScript in a text: a thread reads no TypeScript, and a bundle has no file for it. */
const watch = `
const { workerData: { limit, parent, everyMs, memorySignal } } = require("node:worker_threads");
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, "SIGKILL");
  if (process.memoryUsage.rss() > limit[0]) process.kill(process.pid, memorySignal);
}, everyMs);
`;
