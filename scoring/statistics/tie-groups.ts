/** One-sided adjusted p-values of "the better-placed submission is truly better", for every pair of places. */
export type SignificanceMap = {
  places: number;
  /** At `pairIndex(better, worse)`. */
  pValues: Float64Array;
};

/** Where the pair of two places, from 0, stands in a list of all pairs. */
export function pairIndex(better: number, worse: number): number {
  return (worse * (worse - 1)) / 2 + better;
}

/** Groups of places that the data cannot tell apart: the first one holds everybody not significantly worse than the first
 * place; the next everybody left who is not significantly worse than the best of those left, and so on.
 * @returns the group of each place, from 0
 * Source: the significance map of Wiesenfarth et al. 2021, read from the leader down. */
export function tieGroups({ places, pValues }: SignificanceMap, level = 0.05): number[] {
  const groups = new Map<number, number>();
  for (let leader = 0, group = 0; leader < places; leader++) {
    if (groups.has(leader)) continue;
    for (let place = leader; place < places; place++) {
      const isWorse = place > leader && (pValues[pairIndex(leader, place)] ?? 1) < level;
      if (!groups.has(place) && !isWorse) groups.set(place, group);
    }
    group += 1;
  }
  return Array.from({ length: places }, (_, place) => groups.get(place) ?? 0);
}
