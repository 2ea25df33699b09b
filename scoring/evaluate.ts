import { Misconfigured } from "./errors.ts";
import { examplesOf, type ChosenRows } from "./examples.ts";
import type { Usage } from "./grouping.ts";
import type { LabelSet } from "./labels.ts";
import type { MetricValue } from "./metric.ts";
import type { Predictions } from "./predictions.ts";
import { readyMetric, type ReadyMetric } from "./registry.ts";
import type { Specification } from "./spec.ts";
import { finite, meanOverGroups } from "./subgroups.ts";

/** Version of the arithmetic: raised whenever a score could differ. */
export const engineVersion = "1.0.1";

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
  const metrics = readyMetrics(spec);
  const evaluation: Evaluation = { rows: predictions.rows, scores: {}, undefined: {} };
  for (const group of wanted) {
    const rows = rowsOf(group, labels.usage);
    if (rows === null) continue;
    if (rows.length === 0 && group === "all")
      throw new Misconfigured("labels", "No row of the labels counts.");
    if (rows.length === 0) continue;
    const scoring = { spec, labels, predictions, rows };
    const examples = examplesOf(scoring);
    const { scores, reasons } = tabulate(metrics, (metric) =>
      metric.over === null ? finite(metric.compute(examples)) : meanOverGroups(metric, metric.over, scoring),
    );
    evaluation.scores[group] = scores;
    if (reasons !== null) evaluation.undefined[group] = reasons;
  }
  return evaluation;
}

/** The metrics of a specification, ready to compute.
 * @throws Misconfigured as `readyMetric`, and `metric_params` where one does not fit the rest of the specification */
export function readyMetrics(spec: Specification): ReadyMetric[] {
  return spec.metrics.map((use) => {
    const metric = readyMetric(use, spec.target);
    const misfit = metric.misfit(spec);
    if (misfit !== null) throw new Misconfigured("metric_params", `${metric.name}: ${misfit}.`);
    return metric;
  });
}

/** Refuses what could never be scored, before any file comes: unknown metrics, parameters, targets, cost tables. */
export function checkSpecification(spec: Specification): void {
  readyMetrics(spec);
}

/** Values and the reasons for their absence, by the names of the metrics. */
function tabulate(
  metrics: readonly ReadyMetric[],
  compute: (metric: ReadyMetric) => MetricValue,
): { scores: GroupScores; reasons: Record<string, string> | null } {
  const scores: GroupScores = {};
  const reasons: Record<string, string> = {};
  for (const metric of metrics) {
    const result = compute(metric);
    scores[metric.name] = "value" in result ? result.value : null;
    if ("undefinedBecause" in result) reasons[metric.name] = result.undefinedBecause;
  }
  return { scores, reasons: Object.keys(reasons).length === 0 ? null : reasons };
}

/** Worked out once for all files that are scored with the same labels. */
const rowsOfGroups = new WeakMap<readonly Usage[], Map<Group, Uint32Array>>();

/** The rows of a group; null when the labels know no such group. */
export function rowsOf(group: Group, usage: readonly Usage[] | null): ChosenRows | null {
  if (usage === null) return group === "all" ? "every" : null;
  const known = rowsOfGroups.get(usage) ?? new Map<Group, Uint32Array>();
  const rows = known.get(group) ?? findRows(group, usage);
  rowsOfGroups.set(usage, known.set(group, rows));
  return rows;
}

function findRows(group: Group, usage: readonly Usage[]): Uint32Array {
  const belongs = (rowUsage: Usage) => (group === "all" ? rowUsage !== "ignored" : rowUsage === group);
  return Uint32Array.from(usage.flatMap((rowUsage, row) => (belongs(rowUsage) ? [row] : [])));
}
