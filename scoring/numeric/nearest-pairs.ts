/** A candidate pair of a true object and a found one, by their places in two lists. */
export type Pair = { actual: number; found: number; distance: number };

/** Pairs true and found objects one to one: the nearest pair first, then the nearest of what remains. Equal distances are
 * settled by the order of the true objects, then of the found ones.
 * @returns the pairs that were made */
export function nearestPairs(candidates: readonly Pair[]): Pair[] {
  const takenActual = new Set<number>();
  const takenFound = new Set<number>();
  const sorted = [...candidates].sort(
    (a, b) => a.distance - b.distance || a.actual - b.actual || a.found - b.found,
  );
  return sorted.filter(({ actual, found }) => {
    if (takenActual.has(actual) || takenFound.has(found)) return false;
    takenActual.add(actual);
    takenFound.add(found);
    return true;
  });
}
