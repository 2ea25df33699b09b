import type { Worker, WorkerEvents } from "graphile-worker";

/** Tells a queue that looks for jobs from one whose looks are never answered: its driver waits for ever on a connection
 * whose other end has vanished. Counts looks of the watcher instead of time, so that a process that has itself stood still
 * does not blame the queue. */
export class QueueWatch {
  /** For each of the queue's workers that asks for a job: how often it has been seen asking the same question. */
  readonly #asking = new Map<Worker, number>();

  constructor(events: WorkerEvents) {
    const asks = ({ worker }: { worker: Worker }) => this.#asking.set(worker, 0);
    const isAnswered = ({ worker }: { worker: Worker }) => this.#asking.delete(worker);
    events.on("worker:getJob:start", asks);
    events.on("worker:getJob:empty", isAnswered);
    events.on("worker:getJob:error", isAnswered);
    events.on("job:start", isAnswered);
    events.on("worker:release", isAnswered);
  }

  /** To be called at even intervals.
   * @param patience so many looks at the same question, and it is not answered any more
   * @returns whether some question has waited for longer than that */
  look(patience: number): boolean {
    for (const [worker, seen] of this.#asking) this.#asking.set(worker, seen + 1);
    return [...this.#asking.values()].some((seen) => seen > patience);
  }
}
