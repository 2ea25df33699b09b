import { minRanks } from "./rank-distribution.ts";

/** Ways to make one order of submissions out of their rows. */
export const aggregations = ["mean", "median", "trimmed_mean", "mean_rank"] as const;
export type Aggregation = (typeof aggregations)[number];

/** The rank of each submission under each way of aggregating what its rows contribute. A winner who changes with the rule
 * owes the place to the rule.
 * @param perRow contributions of each submission, in one order of rows
 * Source: Maier-Hein et al. 2018, "Why rankings of biomedical image analysis competitions should be interpreted with care". */
export function ranksByAggregation(
  perRow: readonly Float64Array[],
  better: "higher" | "lower",
): Record<Aggregation, number[]> {
  const ranksOf = (aggregate: (values: Float64Array) => number) => [
    ...minRanks(Float64Array.from(perRow, aggregate), better),
  ];
  return {
    mean: ranksOf(mean),
    median: ranksOf((values) => trimmedMean(values, 0.5)),
    trimmed_mean: ranksOf((values) => trimmedMean(values, 0.1)),
    mean_rank: [...minRanks(meanRanks(perRow, better), "lower")],
  };
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The mean without the lowest and the highest share of the values; a half leaves the median. */
function trimmedMean(values: Float64Array, share: number): number {
  const cut = Math.min(Math.floor(values.length * share), Math.ceil(values.length / 2) - 1);
  return mean(
    Float64Array.from(values)
      .sort()
      .subarray(cut, values.length - cut),
  );
}

/** For each submission the mean of its ranks row by row. */
function meanRanks(perRow: readonly Float64Array[], better: "higher" | "lower"): Float64Array {
  const sums = new Float64Array(perRow.length);
  const rows = perRow[0]?.length ?? 0;
  for (let row = 0; row < rows; row++) {
    const ranks = minRanks(
      Float64Array.from(perRow, (values) => values[row] ?? 0),
      better,
    );
    for (const [submission, rank] of ranks.entries()) sums[submission] = (sums[submission] ?? 0) + rank;
  }
  return sums.map((sum) => sum / rows);
}
