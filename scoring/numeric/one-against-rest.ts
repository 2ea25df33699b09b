import type { ScoreTable } from "../kernels/score-table.ts";
import { CompensatedSum } from "./sum.ts";

/** Two kinds of examples with the score of each, as curves need them. */
export type Binary = { isPositive: Uint8Array; scores: Float64Array };

/** One label against all others: a column of probabilities, and which rows have the label. */
export function againstRest(
  { truth, probabilities, columns }: ScoreTable,
  column: number,
  positive: number,
): Binary & { positives: number } {
  const isPositive = new Uint8Array(truth.length);
  const scores = new Float64Array(truth.length);
  let positives = 0;
  for (let row = 0; row < truth.length; row++) {
    const isOne = Number(truth[row] === positive);
    isPositive[row] = isOne;
    positives += isOne;
    scores[row] = probabilities[row * columns + column] ?? 0;
  }
  return { isPositive, scores, positives };
}

/** Every cell of the table as an example of its own: positive in the column of the row's class. */
export function everyCell({ truth, probabilities, columns }: ScoreTable): Binary {
  const isPositive = new Uint8Array(probabilities.length);
  for (const [row, actual] of truth.entries()) isPositive[row * columns + actual] = 1;
  return { isPositive, scores: probabilities };
}

/** The value of one class or pair of classes, and how many rows stand behind it. */
export type Share = { area: number; weight: number };

/** Plain or weighted mean of shares; there is at least one, with a positive weight. */
export function averageOfShares(shares: readonly Share[], rule: "macro" | "weighted"): number {
  const sum = new CompensatedSum();
  let weights = 0;
  for (const { area, weight } of shares) {
    const counted = rule === "macro" ? 1 : weight;
    sum.add(area * counted);
    weights += counted;
  }
  return sum.value / weights;
}
