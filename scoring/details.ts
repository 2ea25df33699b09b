import { examplesOf, type Scoring } from "./examples.ts";
import type { ExamplesOf, MetricValue } from "./metric.ts";
import { fScoreOf, precisionOf, recallOf } from "./numeric/class-averages.ts";
import { confusionOf, tallies } from "./numeric/confusion.ts";
import { decideClasses } from "./numeric/decide.ts";
import type { ReadyMetric } from "./registry.ts";
import { finite, rowNumbers } from "./subgroups.ts";

/** What organisers may see of a scored file beyond its scores. Everything here says something about single labels: it is
 * never shown to competitors. */

/** What one class is like: rows that have it, rows predicted as it, and how good that is. */
export type ClassDetail = {
  name: string;
  rows: number;
  predicted: number;
  precision: number;
  recall: number;
  f1: number;
};

/** Class by class, in the order of the classes, and how often each true class received each predicted one. */
export type ClassDetails = { classes: ClassDetail[]; confusion: number[][] };

/** Details per class of predictions that are classes, or probabilities decided at a threshold; null for other targets. */
export function classDetails(scoring: Scoring, threshold = 0.5): ClassDetails | null {
  const examples = examplesOf(scoring);
  if (examples.kind !== "classes" && examples.kind !== "probabilities") return null;
  return detailsOf(decideClasses(examples, threshold));
}

function detailsOf(examples: ExamplesOf<"classes">): ClassDetails {
  const confusion = confusionOf(examples);
  const classes = tallies(confusion).map((tally, index) => ({
    name: examples.classes[index] ?? "",
    rows: tally.actual,
    predicted: tally.predicted,
    precision: precisionOf(tally),
    recall: recallOf(tally),
    f1: fScoreOf(tally, 1),
  }));
  const { size, counts } = confusion;
  const none = new Array<number>(size).fill(0);
  const rows = classes.map((_, row) =>
    row < counts.length / size ? [...counts.subarray(row * size, (row + 1) * size)] : none,
  );
  return { classes, confusion: rows };
}

/** What a metric says of one case: its term of the mean, or the metric on this case alone. */
export type CaseDetail = { id: string; result: MetricValue };

/** Details per case, in the order of the labels, for means over rows and for metrics of images; null for metrics that mean
 * nothing on a single case. */
export function caseDetails(metric: ReadyMetric, scoring: Scoring): CaseDetail[] | null {
  const { ids } = scoring.labels.expected;
  const rows = [...rowNumbers(scoring.rows, ids.length)];
  if (metric.term !== null) {
    const termOf = metric.term(examplesOf(scoring));
    return rows.map((row, index) => ({ id: ids[row] ?? "", result: finite({ value: termOf(index) }) }));
  }
  if (scoring.labels.shapes === null) return null;
  return rows.map((row) => {
    const examples = examplesOf({ ...scoring, rows: Uint32Array.of(row) });
    return { id: ids[row] ?? "", result: finite(metric.compute(examples)) };
  });
}
