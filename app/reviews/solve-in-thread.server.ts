import { resolve } from "node:path";
import { Worker } from "node:worker_threads";
import type { AssignmentProblem } from "./assignment.ts";
import type { ThreadTask } from "./assignment-thread.ts";
import type { AssignmentOutcome, SolverProgress, SolverSettings } from "./solve-assignment.ts";
import { verifyAssignment } from "./verify-assignment.ts";

export type ThreadOptions = { onProgress?: (progress: SolverProgress) => void; signal?: AbortSignal };

type Message = { progress: SolverProgress } | { outcome: AssignmentOutcome };

/** Solves an assignment in a thread of its own, so that the process goes on answering, and counts the result again by
 * code that shares nothing with the solver.
 * Effects: one thread, which ends with the answer, with an error, or when the signal asks for it.
 * @throws the signal's reason when it is aborted; Error when the pairs found break a rule of the problem */
export async function solveInThread(
  problem: AssignmentProblem,
  settings: SolverSettings,
  { onProgress, signal }: ThreadOptions = {},
): Promise<AssignmentOutcome> {
  signal?.throwIfAborted();
  const thread = startThread({ problem, settings });
  const cancel = () => void thread.terminate();
  signal?.addEventListener("abort", cancel);
  try {
    const outcome = await outcomeOf(thread, onProgress ?? (() => {}));
    signal?.throwIfAborted();
    if (outcome === null) throw new Error("The solver's thread ended without an answer.");
    if ("faults" in outcome) return outcome;
    const violations = verifyAssignment(problem, outcome.pairs);
    if (violations.length > 0)
      throw new Error(
        `The solver's pairs break the problem's rules: ${JSON.stringify(violations.slice(0, 5))}`,
      );
    return outcome;
  } finally {
    signal?.removeEventListener("abort", cancel);
    await thread.terminate();
  }
}

/** Starts the thread from its file: beside this one when sources run, among the bundles when bundles run, whichever
 * bundle holds this code. */
function startThread(workerData: ThreadTask): Worker {
  if (!import.meta.url.endsWith(".ts"))
    return new Worker(resolve("build/app/reviews/assignment-thread.js"), { workerData });
  const source = import.meta.url.replace(/solve-in-thread\.server\.ts$/, "assignment-thread.ts");
  // A thread does not inherit what reads TypeScript.
  const code = `import("tsx/esm/api").then(({ register }) => (register(), import(${JSON.stringify(source)})))`;
  return new Worker(code, { eval: true, workerData });
}

function outcomeOf(
  thread: Worker,
  onProgress: (progress: SolverProgress) => void,
): Promise<AssignmentOutcome | null> {
  return new Promise((answer, failed) => {
    thread.on("message", (message: Message) => {
      if ("progress" in message) onProgress(message.progress);
      else answer(message.outcome);
    });
    thread.once("error", failed);
    thread.once("exit", () => {
      answer(null);
    });
  });
}
