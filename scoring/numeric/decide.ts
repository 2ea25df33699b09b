import type { ExamplesOf } from "../metric.ts";

/** Classes as they are, or decided from probabilities: with one column the positive class at or above the threshold,
 * with several the class of the largest, the first of equals. */
export function decideClasses(
  examples: ExamplesOf<"classes" | "probabilities">,
  threshold: number,
): ExamplesOf<"classes"> {
  if (examples.kind === "classes") return examples;
  const { truth, probabilities, columns, classes, positive } = examples;
  const predicted = Int32Array.from(truth, (_, row) =>
    columns === 1
      ? Number((probabilities[row] ?? 0) >= threshold)
      : largest(probabilities, row * columns, columns),
  );
  const labelClasses = classes.length;
  return { kind: "classes", truth, predicted, classes, areDeclared: true, positive, labelClasses };
}

function largest(values: Float64Array, from: number, count: number): number {
  let best = 0;
  for (let index = 1; index < count; index++) {
    if ((values[from + index] ?? 0) > (values[from + best] ?? 0)) best = index;
  }
  return best;
}
