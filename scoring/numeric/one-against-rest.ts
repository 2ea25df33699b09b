import type { ExamplesOf } from "../metric.ts";
import { CompensatedSum } from "./sum.ts";

type Probabilities = ExamplesOf<"probabilities">;

/** Two kinds of examples with the score of each, as curves need them. */
export type Binary = { isPositive: Uint8Array; scores: Float64Array };

/** Room for the rows of one class after the other. */
export function binaryRoom(rows: number): Binary {
  return { isPositive: new Uint8Array(rows), scores: new Float64Array(rows) };
}

/** One class against all others: its column of probabilities, and which rows have it.
 * @param room receives them, and may be that of the class before */
export function againstRest(
  { truth, probabilities, columns }: Probabilities,
  index: number,
  { isPositive, scores } = binaryRoom(truth.length),
): Binary & { positives: number } {
  let positives = 0;
  for (let row = 0; row < truth.length; row++) {
    const isOne = Number(truth[row] === index);
    isPositive[row] = isOne;
    positives += isOne;
    scores[row] = probabilities[row * columns + index] ?? 0;
  }
  return { isPositive, scores, positives };
}

/** Every cell of the table as an example of its own: positive in the column of the row's class. */
export function everyCell({ truth, probabilities, columns }: Probabilities): Binary {
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
