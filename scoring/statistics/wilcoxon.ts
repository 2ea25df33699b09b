import { normalAbove } from "../numeric/normal.ts";

/** Wilcoxon's signed-rank test, one-sided: the chance of differences at least this positive if they were symmetric
 * around 0. Zeros are dropped, ties get the mean rank; the normal approximation without continuity correction, which is
 * close from some twenty differences on.
 * @param differences one per case, such as the loss of one team minus that of another
 * @returns 0.5 when all differences are zero
 * Reference: scipy.stats.wilcoxon(alternative="greater", zero_method="wilcox", method="approx", correction=False).
 * Source: Wilcoxon 1945. */
export function wilcoxonGreater(differences: Float64Array): number {
  // The two signs are sorted apart and merged: sorting plain numbers is far quicker than sorting by a comparison.
  const { positive, negative } = bySign(differences);
  const n = positive.length + negative.length;
  if (n === 0) return 0.5;
  const { rankSum, tieTerm } = ranksOfPositive(positive, negative);
  const mean = (n * (n + 1)) / 4;
  const variance = (n * (n + 1) * (2 * n + 1)) / 24 - tieTerm / 48;
  return variance <= 0 ? 0.5 : normalAbove((rankSum - mean) / Math.sqrt(variance));
}

/** The absolute values of the positive and of the negative differences, each ascending. */
function bySign(differences: Float64Array): { positive: Float64Array; negative: Float64Array } {
  const values = new Float64Array(differences.length);
  let fromStart = 0;
  let fromEnd = values.length;
  for (const difference of differences) {
    if (difference > 0) values[fromStart++] = difference;
    else if (difference < 0) values[--fromEnd] = -difference;
  }
  return { positive: values.subarray(0, fromStart).sort(), negative: values.subarray(fromEnd).sort() };
}

/** The sum of the positives' ranks among all absolute values, and the sum of t³ − t over the ties. */
function ranksOfPositive(positive: Float64Array, negative: Float64Array) {
  let rankSum = 0;
  let tieTerm = 0;
  let p = 0;
  let q = 0;
  while (p < positive.length || q < negative.length) {
    const value = Math.min(positive[p] ?? Infinity, negative[q] ?? Infinity);
    const before = p + q;
    const firstPositive = p;
    while (positive[p] === value) p += 1;
    while (negative[q] === value) q += 1;
    const tied = p + q - before;
    rankSum += (p - firstPositive) * (before + (tied + 1) / 2);
    tieTerm += tied ** 3 - tied;
  }
  return { rankSum, tieTerm };
}
