/** What a task had too much of when its process was ended; `crash` is a process that ended without an answer. */
export type Excess = "memory" | "time" | "crash";

/** A task used up what it was allowed, or ended its process. The same task would do so again. */
export class TooCostly extends Error {
  readonly excess: Excess;

  constructor(excess: Excess) {
    super(`A contained task ended by its ${excess}.`);
    this.name = "TooCostly";
    this.excess = excess;
  }
}
