import { Misconfigured } from "./errors.ts";
import type { LabelSet, Usage } from "./labels.ts";
import type { Examples } from "./metric.ts";
import type { Predictions } from "./predictions.ts";
import { readyMetric } from "./registry.ts";
import type { Specification } from "./spec.ts";

/** Version of the arithmetic: raised whenever a score could differ. */
export const engineVersion = "1.0.0";

export const groups = ["all", "public", "private"] as const;
export type Group = (typeof groups)[number];

/** Metric name → value, null where it is undefined on the group's rows. */
export type GroupScores = Record<string, number | null>;

export type Evaluation = {
  rows: number;
  scores: Partial<Record<Group, GroupScores>>;
  /** Why a score is null, by group and metric name; groups without such a score are absent. */
  undefined: Partial<Record<Group, Record<string, string>>>;
};

/** Scores predictions against labels. Pure: the same arguments give the same numbers everywhere.
 * @param predictions in the order of `labels.expected`
 * @param wanted the groups to give; by default every one that the labels have
 * @throws Misconfigured when specification, labels and metrics do not fit */
export function evaluate(
  spec: Specification,
  labels: LabelSet,
  predictions: Predictions,
  wanted: readonly Group[] = groups,
): Evaluation {
  const metrics = spec.metrics.map((use) => readyMetric(use, spec.target));
  const evaluation: Evaluation = { rows: predictions.rows, scores: {}, undefined: {} };
  for (const group of wanted) {
    const rows = rowsOf(group, labels.usage);
    if (rows === null) continue;
    if (rows.length === 0 && group === "all")
      throw new Misconfigured("labels", "No row of the labels counts.");
    if (rows.length === 0) continue;
    const examples = examplesOf(spec, labels, predictions, rows);
    const scores: GroupScores = {};
    for (const metric of metrics) {
      const result = metric.compute(examples);
      scores[metric.name] = "value" in result ? result.value : null;
      if ("undefinedBecause" in result) {
        evaluation.undefined[group] = {
          ...evaluation.undefined[group],
          [metric.name]: result.undefinedBecause,
        };
      }
    }
    evaluation.scores[group] = scores;
  }
  return evaluation;
}

/** Refuses what could never be scored, before any file comes: unknown metrics, parameters, targets, cost tables. */
export function checkSpecification(spec: Specification): void {
  for (const use of spec.metrics) readyMetric(use, spec.target);
}

/** The rows of a group; null when the labels know no such group. */
function rowsOf(group: Group, usage: readonly Usage[] | null): Uint32Array | "every" | null {
  if (usage === null) return group === "all" ? "every" : null;
  const belongs = (rowUsage: Usage) => (group === "all" ? rowUsage !== "ignored" : rowUsage === group);
  return Uint32Array.from(usage.flatMap((rowUsage, row) => (belongs(rowUsage) ? [row] : [])));
}

function examplesOf(
  spec: Specification,
  labels: LabelSet,
  predictions: Predictions,
  rows: Uint32Array | "every",
): Examples {
  const truth = rows === "every" ? labels.truth : Float64Array.from(rows, (row) => labels.truth[row] ?? 0);
  const { columns } = predictions;
  const values = rows === "every" ? predictions.values : gathered(predictions.values, columns, rows);
  if (spec.target === "number") return { kind: "numbers", truth, predicted: values };
  if (spec.target === "probability") {
    return {
      kind: "probabilities",
      truth: Int32Array.from(truth),
      probabilities: values,
      columns,
      classes: labels.classes,
    };
  }
  const predicted = Int32Array.from(values, classIndices(spec, labels, predictions));
  return { kind: "classes", truth: Int32Array.from(truth), predicted, classes: labels.classes };
}

function gathered(values: Float64Array, columns: number, rows: Uint32Array): Float64Array {
  const chosen = new Float64Array(rows.length * columns);
  for (const [index, row] of rows.entries()) {
    for (let column = 0; column < columns; column++)
      chosen[index * columns + column] = values[row * columns + column] ?? 0;
  }
  return chosen;
}

/** From the file's own class numbering to that of the labels; a class that the labels lack is never right. */
function classIndices(
  spec: Specification,
  labels: LabelSet,
  predictions: Predictions,
): (index: number) => number {
  // One-hot columns correspond by position: the n-th prediction column stands for the n-th class.
  if (spec.target === "one_hot") return (index) => index;
  const indices = predictions.classes.map((name) => labels.classes.indexOf(name));
  return (index) => indices[index] ?? -1;
}
