import { columnInKernels } from "../kernels/column.ts";
import { ascendingOrder } from "./order.ts";

/** Area under the ROC curve: the chance that a random positive scores above a random negative, ties counting one half.
 * Computed from midranks in whole numbers, so exact up to the one division.
 * @param isPositive 1 or 0 per example; length n
 * @param scores same length and order; higher means more likely positive
 * @returns null when either kind is absent
 * Source: Mann & Whitney 1947; Hanley & McNeil 1982. */
export function areaUnderRoc(isPositive: Uint8Array, scores: Float64Array): number | null {
  const counts = countByKernels(isPositive, scores) ?? countPairs(isPositive, scores);
  const { twicePairs, positives, negatives } = counts;
  if (positives === 0 || negatives === 0) return null;
  return twicePairs / (2 * positives * negatives);
}

/** Twice the number of (positive, negative) pairs in the right order, a tie counting one. */
type Counts = { twicePairs: number; positives: number; negatives: number };

function countPairs(isPositive: Uint8Array, scores: Float64Array): Counts {
  const order = ascendingOrder(scores);
  let positives = 0;
  let negatives = 0;
  let twicePairs = 0;
  for (let start = 0; start < order.length;) {
    const score = scores[order[start] ?? 0];
    let tiedPositives = 0;
    let end = start;
    for (; end < order.length && scores[order[end] ?? 0] === score; end++)
      tiedPositives += isPositive[order[end] ?? 0] ?? 0;
    const tiedNegatives = end - start - tiedPositives;
    twicePairs += tiedPositives * (2 * negatives + tiedNegatives);
    positives += tiedPositives;
    negatives += tiedNegatives;
    start = end;
  }
  return { twicePairs, positives, negatives };
}

/** The same with compiled kernels.
 * @returns null when there are none, or when a score is negative */
function countByKernels(isPositive: Uint8Array, scores: Float64Array): Counts | null {
  const column = columnInKernels(scores, isPositive);
  if (column === null) return null;
  const { kernels, count } = column;
  // Each key takes the place of its score.
  if (!kernels.makeKeys(column.scores, column.labels, count, column.scores)) return null;
  const sorted = kernels.sortKeys(column.scores, column.spare, count, column.buckets);
  const twicePairs = kernels.countPairs(sorted, count);
  return { twicePairs, positives: kernels.positiveCount(), negatives: kernels.negativeCount() };
}
