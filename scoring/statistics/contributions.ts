import type { ExamplesOf, MetricValue } from "../metric.ts";

/** RowExamples of which each row stands for itself. */
export type RowExamples = ExamplesOf<"classes" | "probabilities" | "numbers">;

type Compute = (examples: RowExamples) => MetricValue;

/** Some rows of examples, in the order given and as often as they are named. */
export function examplesAt(examples: RowExamples, rows: Uint32Array): RowExamples {
  if (examples.kind === "numbers") {
    const { truth, predicted } = examples;
    return { kind: "numbers", truth: takeNumbers(truth, rows), predicted: takeNumbers(predicted, rows) };
  }
  if (examples.kind === "classes") {
    const { truth, predicted } = examples;
    return { ...examples, truth: takeWhole(truth, rows), predicted: takeWhole(predicted, rows) };
  }
  const { columns, probabilities } = examples;
  const chosen = new Float64Array(rows.length * columns);
  for (const [place, row] of rows.entries())
    chosen.set(probabilities.subarray(row * columns, (row + 1) * columns), place * columns);
  return { ...examples, truth: takeWhole(examples.truth, rows), probabilities: chosen };
}

function takeNumbers(values: Float64Array, rows: Uint32Array): Float64Array {
  return Float64Array.from(rows, (row) => values[row] ?? 0);
}

function takeWhole(values: Int32Array, rows: Uint32Array): Int32Array {
  return Int32Array.from(rows, (row) => values[row] ?? 0);
}

/** What each row adds to a metric that is a mean over rows: the metric of that row alone.
 * @returns null when some row alone has no value: the metric is then no such mean */
export function contributionsOf(examples: RowExamples, compute: Compute): Float64Array | null {
  const contributions = new Float64Array(examples.truth.length);
  for (let row = 0; row < contributions.length; row++) {
    const result = compute(oneRow(examples, row));
    if (!("value" in result)) return null;
    contributions[row] = result.value;
  }
  return contributions;
}

/** A view of one row, without copies. */
function oneRow(examples: RowExamples, row: number): RowExamples {
  if (examples.kind === "numbers") {
    const { truth, predicted } = examples;
    return {
      kind: "numbers",
      truth: truth.subarray(row, row + 1),
      predicted: predicted.subarray(row, row + 1),
    };
  }
  const truth = examples.truth.subarray(row, row + 1);
  if (examples.kind === "classes")
    return { ...examples, truth, predicted: examples.predicted.subarray(row, row + 1) };
  const { columns, probabilities } = examples;
  return { ...examples, truth, probabilities: probabilities.subarray(row * columns, (row + 1) * columns) };
}
