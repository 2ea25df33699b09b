import type { AssignmentProblem, Pair } from "./assignment.ts";

export type Violation =
  | { code: "unknown_pair"; application: string; juror: string }
  | { code: "pair_twice"; application: string; juror: string }
  | { code: "forbidden_pair"; application: string; juror: string }
  | { code: "locked_pair_missing"; application: string; juror: string }
  | { code: "wrong_review_count"; application: string; given: number; wanted: number }
  | { code: "load_out_of_bounds"; juror: string; load: number; minLoad: number; maxLoad: number };

/** Whether pairs keep every rule of a problem, found out by counting alone. Shares nothing with what built the model or
 * solved it: a solver's word that it is optimal is no proof that its answer is allowed.
 * @returns every violation; empty when the pairs may be used */
export function verifyAssignment(problem: AssignmentProblem, pairs: readonly Pair[]): Violation[] {
  const rowOf = new Map(problem.applications.map(({ id }, row) => [id, row]));
  const columnOf = new Map(problem.jurors.map(({ id }, column) => [id, column]));
  const width = problem.jurors.length;
  const violations: Violation[] = [];
  const chosen = new Set<number>();
  const reviews = new Map<string, number>();
  const loads = new Map<string, number>();
  for (const pair of pairs) {
    const [row, column] = [rowOf.get(pair.application), columnOf.get(pair.juror)];
    if (row === undefined || column === undefined) {
      violations.push({ code: "unknown_pair", ...pair });
      continue;
    }
    const cell = row * width + column;
    if (chosen.has(cell)) violations.push({ code: "pair_twice", ...pair });
    if (problem.isForbidden[cell] === 1) violations.push({ code: "forbidden_pair", ...pair });
    chosen.add(cell);
    reviews.set(pair.application, (reviews.get(pair.application) ?? 0) + 1);
    loads.set(pair.juror, (loads.get(pair.juror) ?? 0) + 1);
  }
  return [...violations, ...missingLocks(problem, chosen), ...wrongCounts(problem, reviews, loads)];
}

function missingLocks(problem: AssignmentProblem, chosen: ReadonlySet<number>): Violation[] {
  const missing: Violation[] = [];
  problem.isLocked.forEach((locked, cell) => {
    if (locked !== 1 || chosen.has(cell)) return;
    const application = problem.applications[Math.trunc(cell / problem.jurors.length)]?.id ?? "";
    missing.push({
      code: "locked_pair_missing",
      application,
      juror: problem.jurors[cell % problem.jurors.length]?.id ?? "",
    });
  });
  return missing;
}

function wrongCounts(
  problem: AssignmentProblem,
  reviews: ReadonlyMap<string, number>,
  loads: ReadonlyMap<string, number>,
): Violation[] {
  const violations: Violation[] = [];
  for (const { id, reviews: wanted } of problem.applications) {
    const given = reviews.get(id) ?? 0;
    if (given !== wanted) violations.push({ code: "wrong_review_count", application: id, given, wanted });
  }
  for (const { id, minLoad, maxLoad } of problem.jurors) {
    const load = loads.get(id) ?? 0;
    if (load < minLoad || load > maxLoad)
      violations.push({ code: "load_out_of_bounds", juror: id, load, minLoad, maxLoad });
  }
  return violations;
}
