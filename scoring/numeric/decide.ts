import type { Examples } from "../metric.ts";

type Classes = Extract<Examples, { kind: "classes" }>;
type Probabilities = Extract<Examples, { kind: "probabilities" }>;

/** Turns probabilities into classes: with one column the positive class at or above the threshold, with several the
 * class of the largest, the first of equals. */
export function decideClasses(examples: Probabilities, threshold: number): Classes {
  const { truth, probabilities, columns, classes } = examples;
  const predicted = Int32Array.from(truth, (_, row) =>
    columns === 1
      ? Number((probabilities[row] ?? 0) >= threshold)
      : largest(probabilities, row * columns, columns),
  );
  return { kind: "classes", truth, predicted, classes };
}

function largest(values: Float64Array, from: number, count: number): number {
  let best = 0;
  for (let index = 1; index < count; index++) {
    if ((values[from + index] ?? 0) > (values[from + best] ?? 0)) best = index;
  }
  return best;
}
