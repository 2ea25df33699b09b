import type { MetricValue } from "../metric.ts";
import { CompensatedSum, meanOf } from "./sum.ts";

/** Pearson's correlation of labels and predictions, in [−1, 1]; undefined on fewer than two rows or a constant side.
 * Both sides are first divided by their largest deviation, so that no square is lost or overflows. */
export function linearCorrelation(truth: Float64Array, predicted: Float64Array): MetricValue {
  if (truth.length < 2) return { undefinedBecause: "too_few_rows" };
  const x = unitDeviations(truth);
  if (x === null) return { undefinedBecause: "constant_labels" };
  const y = unitDeviations(predicted);
  if (y === null) return { undefinedBecause: "constant_predictions" };
  const product = new CompensatedSum();
  for (const [row, deviation] of x.entries()) product.add(deviation * (y[row] ?? 0));
  return { value: Math.min(1, Math.max(-1, product.value)) };
}

/** Deviations from the mean as a vector of length 1; null when all values are equal. */
function unitDeviations(values: Float64Array): Float64Array | null {
  const [first] = values;
  if (values.every((value) => value === first)) return null;
  const mean = meanOf(values.length, (row) => values[row] ?? 0);
  const deviations = values.map((value) => value - mean);
  const largest = deviations.reduce((most, deviation) => Math.max(most, Math.abs(deviation)), 0);
  const squares = new CompensatedSum();
  for (const deviation of deviations) squares.add((deviation / largest) ** 2);
  const length = largest * Math.sqrt(squares.value);
  return deviations.map((deviation) => deviation / length);
}
