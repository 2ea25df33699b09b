/** What is ranked: an entry with its score; null when the score is undefined. */
export type Contender = { score: number | null; isBaseline: boolean; receivedAt: Date };

/** An entry with its rank; null for baselines and undefined scores. `sharedBy` counts the entries of the same rank. */
export type Ranked<Entry> = { entry: Entry; rank: number | null; sharedBy: number };

/** Orders entries from best to worst and gives ranks: equal scores share the better rank (1, 2, 2, 4).
 * Baselines stand at their score without a rank and without pushing others down; entries without a score come last.
 * Among equals the earlier one is listed first, which changes no rank. */
export function rank<Entry extends Contender>(
  entries: readonly Entry[],
  better: "higher" | "lower",
): Ranked<Entry>[] {
  const direction = better === "higher" ? -1 : 1;
  const ordered = [...entries].sort(
    (a, b) =>
      Number(a.score === null) - Number(b.score === null) ||
      direction * ((a.score ?? 0) - (b.score ?? 0)) ||
      a.receivedAt.getTime() - b.receivedAt.getTime(),
  );
  const holders = new Map<number, number>();
  for (const { score, isBaseline } of ordered) {
    if (score !== null && !isBaseline) holders.set(score, (holders.get(score) ?? 0) + 1);
  }
  let ahead = 0;
  let previous: { score: number; rank: number } | null = null;
  return ordered.map((entry) => {
    if (entry.score === null || entry.isBaseline) return { entry, rank: null, sharedBy: 0 };
    if (previous?.score !== entry.score) previous = { score: entry.score, rank: ahead + 1 };
    ahead += 1;
    return { entry, rank: previous.rank, sharedBy: holders.get(entry.score) ?? 1 };
  });
}
