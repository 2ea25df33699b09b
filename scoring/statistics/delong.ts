import { normalAbove } from "../numeric/normal.ts";

/** For each positive row the share of negatives below it, for each negative row the share of positives above it; ties count
 * one half. Their means are both the area under the ROC curve. */
export type Placements = { ofPositives: Float64Array; ofNegatives: Float64Array };

/** The placements of one submission.
 * @param isPositive 1 or 0 per row, both present
 * Source: DeLong, DeLong & Clarke-Pearson 1988; from midranks as in Sun & Xu 2014. */
export function placementsOf(isPositive: ArrayLike<number>, predicted: Float64Array): Placements {
  const rows = [...predicted.keys()];
  const ofKind = (kind: number) =>
    Float64Array.from(
      rows.filter((row) => isPositive[row] === kind),
      (row) => predicted[row] ?? 0,
    );
  const [positives, negatives] = [ofKind(1), ofKind(0)];
  const below = shareBelow(Float64Array.from(negatives).sort());
  const belowOfPositives = shareBelow(Float64Array.from(positives).sort());
  return {
    ofPositives: positives.map(below),
    ofNegatives: negatives.map((score) => 1 - belowOfPositives(score)),
  };
}

/** The share of sorted values below a number, equal ones counting half. */
function shareBelow(sorted: Float64Array): (value: number) => number {
  return (value) => (firstAtLeast(sorted, value) + firstAbove(sorted, value)) / (2 * sorted.length);
}

function firstAtLeast(sorted: Float64Array, value: number): number {
  return firstWhere(sorted.length, (index) => (sorted[index] ?? 0) >= value);
}

function firstAbove(sorted: Float64Array, value: number): number {
  return firstWhere(sorted.length, (index) => (sorted[index] ?? 0) > value);
}

/** The first index at which what is false at first becomes true. */
function firstWhere(length: number, isReached: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isReached(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Difference of two areas on the same rows with its standard error. */
export function delongDifference(
  a: Placements,
  b: Placements,
): { difference: number; standardError: number } {
  const positives = meanAndVariance(a.ofPositives, b.ofPositives);
  const negatives = meanAndVariance(a.ofNegatives, b.ofNegatives);
  const variance = positives.variance / a.ofPositives.length + negatives.variance / a.ofNegatives.length;
  return { difference: positives.mean, standardError: Math.sqrt(variance) };
}

/** One-sided test that the first area is larger: the chance of such a difference if they were equal.
 * @returns 0.5 when the two submissions order the rows alike */
export function delongGreater(a: Placements, b: Placements): number {
  const { difference, standardError } = delongDifference(a, b);
  if (standardError === 0) return difference > 0 ? 0 : difference < 0 ? 1 : 0.5;
  return normalAbove(difference / standardError);
}

/** Of the differences of two lists, in two passes; the variance of a sample. */
function meanAndVariance(x: Float64Array, y: Float64Array): { mean: number; variance: number } {
  let sum = 0;
  for (let index = 0; index < x.length; index++) sum += (x[index] ?? 0) - (y[index] ?? 0);
  const mean = sum / x.length;
  let squares = 0;
  for (let index = 0; index < x.length; index++) squares += ((x[index] ?? 0) - (y[index] ?? 0) - mean) ** 2;
  return { mean, variance: x.length < 2 ? 0 : squares / (x.length - 1) };
}
