import { percentile } from "../numeric/percentile.ts";
import type { Replicates } from "./bootstrap.ts";
import { kendallTauB } from "./kendall.ts";

/** Where a submission stands over the replicates. */
export type RankDistribution = {
  /** Share of the replicates with rank 1; submissions that tie for it share the one. */
  first: number;
  /** Share of the replicates with rank 3 or better. */
  topThree: number;
  median: number;
  /** 95 % interval of the rank, in whole ranks. */
  low: number;
  high: number;
};

/** Ranks of one set of scores: equal scores share the better rank (1, 2, 2, 4). */
export function minRanks(scores: Float64Array, better: "higher" | "lower"): Float64Array {
  const sorted = Float64Array.from(scores).sort();
  if (better === "higher") sorted.reverse();
  const ranks = new Map<number, number>();
  for (const [place, score] of sorted.entries()) if (!ranks.has(score)) ranks.set(score, place + 1);
  return scores.map((score) => ranks.get(score) ?? NaN);
}

/** The ranks of each submission over the replicates.
 * @returns one entry per submission, null for all when no replicate was kept */
export function rankDistributions(
  { scores, submissions, count }: Replicates,
  better: "higher" | "lower",
): (RankDistribution | null)[] {
  const ranks = Array.from({ length: submissions }, () => new Float64Array(count));
  const first = new Float64Array(submissions);
  for (let r = 0; r < count; r++) {
    const ofReplicate = minRanks(scores.subarray(r * submissions, (r + 1) * submissions), better);
    const winners = ofReplicate.reduce((sum, rank) => sum + Number(rank === 1), 0);
    for (const [submission, rank] of ofReplicate.entries()) {
      const own = ranks[submission];
      if (own !== undefined) own[r] = rank;
      if (rank === 1) first[submission] = (first[submission] ?? 0) + 1 / winners;
    }
  }
  return ranks.map((own, submission) => {
    if (count === 0) return null;
    return {
      first: (first[submission] ?? 0) / count,
      topThree: own.reduce((sum, rank) => sum + Number(rank <= 3), 0) / count,
      median: percentile(own, 50),
      low: Math.floor(percentile(own, 2.5)),
      high: Math.ceil(percentile(own, 97.5)),
    };
  });
}

/** How far the order of the replicates agrees with the order on all rows: Kendall's tau-b.
 * @param reference score of each submission on all rows
 * @returns median and central 95 %; null when it is undefined, as with one submission */
export function rankStability(
  reference: Float64Array,
  { scores, submissions, count }: Replicates,
): { median: number; low: number; high: number } | null {
  const taus = Array.from({ length: count }, (_, r) =>
    kendallTauB(reference, scores.subarray(r * submissions, (r + 1) * submissions)),
  ).filter((tau) => tau !== null);
  if (taus.length === 0) return null;
  const all = Float64Array.from(taus);
  return { median: percentile(all, 50), low: percentile(all, 2.5), high: percentile(all, 97.5) };
}
