import { columnInKernels, type ScoreTable } from "../kernels/score-table.ts";
import { againstRest } from "./one-against-rest.ts";
import { ascendingOrder } from "./order.ts";

/** Area under the ROC curve: the chance that a random positive scores above a random negative, ties counting one half.
 * Computed from midranks in whole numbers, so exact up to the one division.
 * @param isPositive 1 or 0 per example; length n
 * @param scores same length and order; higher means more likely positive
 * @returns null when either kind is absent
 * Source: Mann & Whitney 1947; Hanley & McNeil 1982. */
export function areaUnderRoc(isPositive: Uint8Array, scores: Float64Array): number | null {
  const column = { truth: isPositive, probabilities: scores, columns: 1 };
  return areaOf(countByKernels(column, 0, 1) ?? countPairs(isPositive, scores));
}

/** The same for a column of a table: rows of one label against all others.
 * @returns also how many rows have the label */
export function areaAgainstRest(
  table: ScoreTable,
  column: number,
  positive: number,
): { area: number | null; positives: number } {
  const counts = countByKernels(table, column, positive) ?? countAgainstRest(table, column, positive);
  return { area: areaOf(counts), positives: counts.positives };
}

function areaOf({ twicePairs, positives, negatives }: Counts): number | null {
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

function countAgainstRest(table: ScoreTable, column: number, positive: number): Counts {
  const { isPositive, scores } = againstRest(table, column, positive);
  return countPairs(isPositive, scores);
}

/** The same with compiled kernels.
 * @returns null when there are none, or when a score is negative */
function countByKernels(table: ScoreTable, column: number, positive: number): Counts | null {
  const held = columnInKernels(table, column);
  if (held === null) return null;
  const { kernels } = held;
  const twicePairs = kernels.countPairs(held.column, positive);
  if (Number.isNaN(twicePairs)) return null;
  return { twicePairs, positives: kernels.positiveCount(), negatives: kernels.negativeCount() };
}
