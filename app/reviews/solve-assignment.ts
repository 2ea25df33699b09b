import loadHighs, { type Model, type ModelData } from "highs";
import type { AssignmentFault, AssignmentProblem, Pair } from "./assignment.ts";
import { assignmentModel, candidatePairs, type Candidates, type Goal } from "./assignment-model.ts";
import { findAssignmentFaults } from "./find-assignment-faults.ts";

/** How the solver works. `fairness` is the share of the best possible worst application that must be reached, from 0
 * (only the total counts) to 1; the same problem, seed and fairness give the same pairs. */
export type SolverSettings = { seed: string; fairness: number };

export type SolverStage = "feasibility" | "fairness" | "total";
/** `gap`: how far the best pairs so far may be from the best possible, as a share; null while that is unknown. */
export type SolverProgress = { stage: SolverStage; gap: number | null };

export type SolvedAssignment = {
  pairs: Pair[];
  /** Sum of the affinities of all pairs. */
  total: number;
  /** Mean affinity of the worst-served application. */
  worst: number;
  /** The most that it could be with the pairs that were looked at; null when only the total counted. */
  worstPossible: number | null;
  seed: string;
  fairness: number;
  solver: string;
};

export type AssignmentOutcome = { faults: AssignmentFault[] } | SolvedAssignment;

/** A floor is set this much below what was reached, so that a round does not fail on the rounding of the one before. */
const hair = 1e-6;

type Highs = Awaited<ReturnType<typeof loadHighs>>;
type Work = { highs: Highs; problem: AssignmentProblem; settings: SolverSettings; report: Report };
type Report = (progress: SolverProgress) => void;

/** Finds who reads what: first whether it is possible at all, then how well the worst-served application can be served,
 * then the largest total that leaves no application below the wanted share of that.
 * Blocks its thread; see solve-in-thread.server.ts.
 * @throws Error when HiGHS fails on a problem without faults, which is a bug
 * Source: the formulation of PeerReview4All (Stelmakh, Shah and Singh 2021), solved exactly. */
export async function solveAssignment(
  problem: AssignmentProblem,
  settings: SolverSettings,
  report: Report = () => {},
): Promise<AssignmentOutcome> {
  report({ stage: "feasibility", gap: null });
  const faults = findAssignmentFaults(problem);
  if (faults.length > 0) return { faults };
  const work = { highs: await loadHighs(), problem, settings, report };
  for (const widening of [1, 3, Infinity]) {
    const solved = solveOver(work, candidatePairs(problem, settings.seed, widening));
    if (solved !== null) return solved;
  }
  throw new Error("The solver found no assignment though nothing stands in the way of one.");
}

function solveOver(work: Work, candidates: Candidates): SolvedAssignment | null {
  const { problem, settings, report } = work;
  report({ stage: "fairness", gap: null });
  const reachable = reachableFloors(work, candidates);
  if (reachable === null) return null;
  report({ stage: "total", gap: null });
  // Whole pairs may not reach what fractions of pairs reach: then a little less is asked for.
  for (const share of [1, 0.97, 0.9, 0.75, 0.5, 0]) {
    const floors = reachable.map((floor) => floor * settings.fairness * share);
    const values = run(work, assignmentModel(problem, candidates, { kind: "total", floors }));
    if (values !== null) return solvedFrom(work, candidates, values, Math.min(...reachable) + hair);
  }
  return null;
}

/** What every application can reach at once. An application that can have no better jurors than those it has must not
 * excuse a poor choice for the others: it is settled, and the level is raised for the rest. */
function reachableFloors(
  { highs, problem, settings, report }: Work,
  candidates: Candidates,
): Float64Array | null {
  const count = problem.applications.length;
  const floors = new Float64Array(count);
  if (settings.fairness === 0) return floors;
  const isSettled = new Uint8Array(count);
  const best = bestMeans(problem, candidates);
  for (let round = 0; round < 3 && isSettled.includes(0); round++) {
    const goal: Goal = {
      kind: "worst",
      floors: floors.map((floor, row) => floor * (isSettled[row] ?? 0)),
      isSettled,
    };
    const values = run({ highs, problem, settings, report }, assignmentModel(problem, candidates, goal));
    if (values === null) return round === 0 ? null : floors;
    const level = values.at(-1) ?? 0;
    let settledNow = 0;
    for (let row = 0; row < count; row++) {
      if (isSettled[row] === 1) continue;
      floors[row] = Math.max(0, level - hair);
      if ((best[row] ?? 0) > level + hair) continue;
      isSettled[row] = 1;
      settledNow++;
    }
    if (settledNow === 0) return floors;
  }
  return floors;
}

/** The mean affinity that each application would have if it could choose first. */
function bestMeans(problem: AssignmentProblem, { rows, worth }: Candidates): number[] {
  const own: number[][] = problem.applications.map(() => []);
  rows.forEach((row, column) => own[row]?.push(worth[column] ?? 0));
  return own.map((values, row) => {
    const reviews = problem.applications[row]?.reviews ?? 1;
    const best = values.sort((a, b) => b - a).slice(0, reviews);
    return best.reduce((sum, value) => sum + value, 0) / reviews;
  });
}

/** The simplex method now and then gives up on the fractions of a small, very symmetric problem, and says that it does
 * not know; another way to the same optimum then finds it. */
const waysToSolve: readonly Record<string, string>[] = [{}, { presolve: "off" }, { solver: "ipm" }];

/** Runs HiGHS on a model, by another way when one ends without an answer.
 * @returns the value of every column; null when no values satisfy the model
 * @throws Error when no way leads to an answer */
function run(work: Work, data: Omit<ModelData, "sense">): Float64Array | null {
  for (const way of waysToSolve) {
    const solution = solveBy(way, work, data);
    if (solution !== "unknown") return solution;
  }
  throw new Error("HiGHS does not know, whichever way it is asked.");
}

function solveBy(
  way: Record<string, string>,
  { highs, settings, report }: Work,
  data: Omit<ModelData, "sense">,
): Float64Array | null | "unknown" {
  const model = highs.createModel({ ...data, sense: highs.constants.objectiveSense.maximize });
  try {
    const random_seed = seedNumber(settings.seed);
    model.options.set({ output_flag: false, random_seed, mip_rel_gap: 1e-3, ...way });
    model.run({
      [highs.constants.callbackType.mipLogging]({ data: { mip_gap: gap } }) {
        report({ stage: "total", gap: gap !== undefined && Number.isFinite(gap) ? gap : null });
      },
    });
    return solutionOf(model, highs);
  } finally {
    // The memory of a model is not collected by itself.
    model.dispose();
  }
}

function solutionOf(model: Model, highs: Highs): Float64Array | null | "unknown" {
  const { optimal, infeasible, unboundedOrInfeasible, unknown } = highs.constants.modelStatus;
  const status = model.getModelStatus();
  if (status === unknown) return "unknown";
  if (status === infeasible || status === unboundedOrInfeasible) return null;
  if (status !== optimal) throw new Error(`HiGHS ended with status ${String(status)}.`);
  return model.getSolution().colValue;
}

function seedNumber(seed: string): number {
  return [...seed].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 2_147_483_647, 7);
}

function solvedFrom(
  { highs, problem, settings }: Work,
  { rows, columns }: Candidates,
  values: Float64Array,
  worstPossible: number,
): SolvedAssignment {
  const sums = problem.applications.map(() => 0);
  const pairs: Pair[] = [];
  rows.forEach((row, index) => {
    const column = columns[index] ?? 0;
    if ((values[index] ?? 0) < 0.5) return;
    const [application, juror] = [problem.applications[row]?.id ?? "", problem.jurors[column]?.id ?? ""];
    pairs.push({ application, juror });
    sums[row] = (sums[row] ?? 0) + (problem.affinity[row * problem.jurors.length + column] ?? 0);
  });
  const means = sums.map((sum, row) => sum / (problem.applications[row]?.reviews ?? 1));
  return {
    pairs,
    total: sums.reduce((total, sum) => total + sum, 0),
    worst: means.length === 0 ? 0 : Math.min(...means),
    worstPossible: settings.fairness === 0 ? null : worstPossible,
    seed: settings.seed,
    fairness: settings.fairness,
    solver: `HiGHS ${highs.version.string}`,
  };
}
