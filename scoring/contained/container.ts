import { containedStartsWithinMs } from "../limits.ts";
import { ContainedProcess, EndedFromOutside } from "./contained-process.ts";
import type { Allowance } from "./messages.ts";
import { TooCostly } from "./too-costly.ts";

type Options = {
  /** Path of the program's source without ending, from the root of the project. */
  program: string;
  /** Processes that wait for work, so that nobody waits for one to start. */
  spare: number;
  startsWithinMs?: number;
};

export type ContainedTask = {
  task: unknown;
  allowance: Allowance;
  /** What a process may have kept from an earlier task that helps with this one; also what it keeps afterwards. */
  keeps?: string;
  signal?: AbortSignal | null;
};

/** While there is much to do, so many processes that are free wait for more: to end and to start them costs more than a small
 * file. After a while without work only the spare ones are kept. */
const idleAtMost = 4;
const quietAfterMs = 30_000;

/** Does tasks in processes of their own, each of which does one at a time. A task never waits for another: where no process
 * is free, one is started. How many run at once is the caller's to decide. */
export class Container {
  readonly #program: string;
  readonly #spare: number;
  readonly #startsWithinMs: number;
  readonly #idle: ContainedProcess[] = [];
  readonly #busy = new Set<ContainedProcess>();
  #quiet: NodeJS.Timeout | null = null;

  constructor({ program, spare, startsWithinMs = containedStartsWithinMs }: Options) {
    this.#program = program;
    this.#spare = spare;
    this.#startsWithinMs = startsWithinMs;
    this.#refill();
  }

  /** Does a task. A process that was ended from outside is forgiven once: the task is tried again in another.
   * @throws TooCostly; TaskFailed with what the task threw; the signal's reason; Error when no process can be started */
  async do(task: ContainedTask): Promise<unknown> {
    try {
      return await this.#doOnce(task);
    } catch (error) {
      if (!(error instanceof EndedFromOutside)) throw error;
    }
    try {
      return await this.#doOnce(task);
    } catch (error) {
      // Twice is no accident: a machine out of memory ends the same task again.
      throw error instanceof EndedFromOutside ? new TooCostly("crash") : error;
    }
  }

  /** Ends all processes; tasks under way fail. */
  close(): void {
    if (this.#quiet !== null) clearTimeout(this.#quiet);
    for (const one of [...this.#idle.splice(0), ...this.#busy]) one.end();
  }

  async #doOnce({ task, allowance, keeps, signal = null }: ContainedTask): Promise<unknown> {
    const chosen = this.#take(keeps);
    this.#busy.add(chosen);
    this.#refill();
    try {
      const answer = await chosen.do(task, allowance, signal);
      if (keeps !== undefined) chosen.keeps.add(keeps);
      return answer;
    } finally {
      this.#busy.delete(chosen);
      this.#settle(chosen);
    }
  }

  #take(keeps: string | undefined): ContainedProcess {
    this.#forgetEnded();
    const fitting = this.#idle.findIndex((one) => keeps !== undefined && one.keeps.has(keeps));
    // Else the oldest, which is the likeliest to have started.
    const [found] = this.#idle.splice(Math.max(fitting, 0), 1);
    return found ?? this.#start();
  }

  #settle(process: ContainedProcess): void {
    this.#forgetEnded();
    if (process.mayStay && this.#idle.length < idleAtMost) this.#idle.unshift(process);
    else process.end();
    this.#refill();
    if (this.#quiet !== null) clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => {
      for (const one of this.#idle.splice(this.#spare + 1)) one.end();
    }, quietAfterMs).unref();
  }

  #forgetEnded(): void {
    const alive = this.#idle.filter(({ mayStay }) => mayStay);
    this.#idle.splice(0, Infinity, ...alive);
  }

  #refill(): void {
    while (this.#idle.length < this.#spare) this.#idle.push(this.#start());
  }

  #start(): ContainedProcess {
    return new ContainedProcess(this.#program, this.#startsWithinMs);
  }
}
