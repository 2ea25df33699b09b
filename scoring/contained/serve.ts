import { Guard } from "./guard.ts";
import type { Allowance, Failure, FromChild, ToChild } from "./messages.ts";

/** How a task tells what it may use once it knows: before it reads anything foreign. */
export type Allow = (allowance: Allowance) => void;

type Program = {
  work: (task: unknown, allow: Allow) => Promise<unknown>;
  /** Whether the process is fit for another task, or has become too large. */
  mayStay: () => boolean;
};

/** Makes this process a contained one: it does one task after the other for its parent, and ends with it.
 * Effects: the process ends when its parent does, and by a signal when a task passes its memory. */
export function serve({ work, mayStay }: Program): void {
  const guard = new Guard();
  const say = (message: FromChild) => process.send?.(message);
  // Ctrl-C reaches the whole group: whoever sent the task decides what becomes of it.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => {});
  process.on("disconnect", () => process.exit(0));
  process.on("message", (message) => {
    // The only sender is contained-process.ts, which is typed.
    const { task, allowance } = message as ToChild;
    guard.allow(allowance.memoryBytes);
    const allow: Allow = ({ memoryBytes, withinMs }) => {
      guard.allow(memoryBytes);
      say({ kind: "allowance", withinMs });
    };
    void work(task, allow)
      .then((answer) => () => say({ kind: "answer", answer, mayStay: mayStay() }))
      .catch(
        (error: unknown) => () => say({ kind: "failure", failure: failureOf(error), mayStay: mayStay() }),
      )
      .then((answer) => {
        guard.lift();
        answer();
      });
  });
  say({ kind: "ready" });
}

function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { name: "Error", message: String(error), code: null };
  const code = "code" in error && typeof error.code === "string" ? error.code : null;
  return { name: error.name, message: error.message, code };
}
