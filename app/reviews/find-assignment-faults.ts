import { placeOf, reviewsWanted, type AssignmentFault, type AssignmentProblem } from "./assignment.ts";
import { largestPairing } from "./bipartite-flow.ts";

/** Says why no assignment can exist, naming who and what is concerned; an empty list means that one exists.
 * Complete: single bounds are looked at first, because they are what a person can mend; then sets, by two largest
 * pairings. That both succeed suffices for all bounds at once (theorem of Mendelsohn and Dulmage 1958). */
export function findAssignmentFaults(problem: AssignmentProblem): AssignmentFault[] {
  const single = [...faultsOfLocks(problem), ...faultsOfSingles(problem)];
  if (single.length > 0) return single;
  const totals = faultsOfTotals(problem);
  if (totals.length > 0) return totals;
  return faultsOfSets(problem);
}

function faultsOfLocks(problem: AssignmentProblem): AssignmentFault[] {
  const faults: AssignmentFault[] = [];
  problem.applications.forEach((application, row) => {
    problem.jurors.forEach((juror, column) => {
      const place = placeOf(problem, row, column);
      if (problem.isLocked[place] === 1 && problem.isForbidden[place] === 1)
        faults.push({ code: "locked_pair_forbidden", application: application.id, juror: juror.id });
    });
    const locked = lockedOfRow(problem, row);
    if (locked > application.reviews)
      faults.push({
        code: "too_many_locked",
        application: application.id,
        locked,
        wanted: application.reviews,
      });
  });
  problem.jurors.forEach(({ id, maxLoad }, column) => {
    const locked = lockedOfColumn(problem, column);
    if (locked > maxLoad) faults.push({ code: "juror_locked_over_load", juror: id, locked, maxLoad });
  });
  return faults;
}

function faultsOfSingles(problem: AssignmentProblem): AssignmentFault[] {
  const rows = [...problem.applications.keys()];
  const columns = [...problem.jurors.keys()];
  const isPossible = (row: number, column: number) =>
    problem.isForbidden[placeOf(problem, row, column)] !== 1;
  const ofApplications = problem.applications.flatMap(({ id, reviews }, row): AssignmentFault[] => {
    const possible = columns.filter((column) => isPossible(row, column)).length;
    return possible < reviews ? [{ code: "too_few_jurors", application: id, possible, wanted: reviews }] : [];
  });
  const ofJurors = problem.jurors.flatMap(({ id, minLoad, maxLoad }, column): AssignmentFault[] => {
    if (minLoad > maxLoad) return [{ code: "load_bounds_crossed", juror: id, minLoad, maxLoad }];
    const possible = rows.filter((row) => isPossible(row, column)).length;
    return possible < minLoad ? [{ code: "juror_cannot_reach_minimum", juror: id, possible, minLoad }] : [];
  });
  return [...ofApplications, ...ofJurors];
}

function faultsOfTotals(problem: AssignmentProblem): AssignmentFault[] {
  const wanted = reviewsWanted(problem);
  const capacity = problem.jurors.reduce((sum, { maxLoad }) => sum + maxLoad, 0);
  const required = problem.jurors.reduce((sum, { minLoad }) => sum + minLoad, 0);
  if (capacity < wanted) return [{ code: "loads_too_low", wanted, capacity }];
  return required > wanted ? [{ code: "loads_too_high", wanted, required }] : [];
}

/** What the locked pairs leave open, looked at from both sides. */
function faultsOfSets(problem: AssignmentProblem): AssignmentFault[] {
  const rows = problem.applications.map(({ reviews }, row) => reviews - lockedOfRow(problem, row));
  const locked = problem.jurors.map((_, column) => lockedOfColumn(problem, column));
  const most = problem.jurors.map(({ maxLoad }, column) => maxLoad - (locked[column] ?? 0));
  const least = problem.jurors.map(({ minLoad }, column) => Math.max(0, minLoad - (locked[column] ?? 0)));
  const isOpen = (row: number, column: number) => {
    const place = placeOf(problem, row, column);
    return problem.isForbidden[place] !== 1 && problem.isLocked[place] !== 1;
  };
  const columnsOf = rows.map((_, row) => [...most.keys()].filter((column) => isOpen(row, column)));
  const rowsOf = most.map((_, column) => [...rows.keys()].filter((row) => isOpen(row, column)));
  const applicationIds = (places: number[]) => places.map((row) => problem.applications[row]?.id ?? "");
  const jurorIds = (places: number[]) => places.map((column) => problem.jurors[column]?.id ?? "");

  const served = largestPairing({ left: rows, right: most }, columnsOf);
  if (served.shortLeft.length > 0) {
    const [applications, jurors] = [applicationIds(served.shortLeft), jurorIds(served.shortRight)];
    const [wanted, capacity] = [sumAt(rows, served.shortLeft), sumAt(most, served.shortRight)];
    return [{ code: "jurors_overbooked", applications, jurors, wanted, capacity }];
  }
  const occupied = largestPairing({ left: least, right: rows }, rowsOf);
  if (occupied.shortLeft.length === 0) return [];
  const [jurors, applications] = [jurorIds(occupied.shortLeft), applicationIds(occupied.shortRight)];
  const [required, available] = [sumAt(least, occupied.shortLeft), sumAt(rows, occupied.shortRight)];
  return [{ code: "applications_too_few", applications, jurors, required, available }];
}

function sumAt(values: readonly number[], places: readonly number[]): number {
  return places.reduce((sum, place) => sum + (values[place] ?? 0), 0);
}

function lockedOfRow(problem: AssignmentProblem, row: number): number {
  return problem.jurors.reduce(
    (sum, _, column) => sum + (problem.isLocked[placeOf(problem, row, column)] ?? 0),
    0,
  );
}

function lockedOfColumn(problem: AssignmentProblem, column: number): number {
  return problem.applications.reduce(
    (sum, _, row) => sum + (problem.isLocked[placeOf(problem, row, column)] ?? 0),
    0,
  );
}
