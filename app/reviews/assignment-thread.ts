import { parentPort, workerData } from "node:worker_threads";
import type { AssignmentProblem } from "./assignment.ts";
import { solveAssignment, type SolverProgress, type SolverSettings } from "./solve-assignment.ts";

/** The thread in which the solver runs: what it is given comes with its start, what it has to say goes to its parent. */

export type ThreadTask = { problem: AssignmentProblem; settings: SolverSettings };

// The only sender is solve-in-thread.server.ts, which is typed.
const { problem, settings } = workerData as ThreadTask;
const report = (progress: SolverProgress) => parentPort?.postMessage({ progress });
parentPort?.postMessage({ outcome: await solveAssignment(problem, settings, report) });
