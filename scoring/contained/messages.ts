/** What a contained process and its parent say to each other. */

/** What a task may use: memory beyond what is resident when it begins, and time on the clock. */
export type Allowance = { memoryBytes: number; withinMs: number };

export type ToChild = { task: unknown; allowance: Allowance };

/** An error that crosses to the parent; `code` of one that both sides know. */
export type Failure = { name: string; message: string; code: string | null };

export type FromChild =
  | { kind: "ready" }
  /** The allowance that the task has turned out to need, said before anything foreign is read. */
  | { kind: "allowance"; withinMs: number }
  | { kind: "answer"; answer: unknown; mayStay: boolean }
  | { kind: "failure"; failure: Failure; mayStay: boolean };

/** The signal by which a process ends itself when its memory is used up; nothing else sends it. */
export const memorySignal = "SIGUSR2";
