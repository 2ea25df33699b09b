import { examplesOf, type Scoring } from "../examples.ts";
import { rowCount, type MetricValue } from "../metric.ts";
import type { ReadyMetric } from "../registry.ts";
import { finite, meanOverGroups } from "../subgroups.ts";
import { placementsOf, type Placements } from "./delong.ts";
import {
  anyScorer,
  areaScorer,
  confusionScorer,
  meanScorer,
  type ReplicateScorer,
} from "./replicate-scorers.ts";

/** A submission as the statistics see it: its score, how to score it on resampled rows, and what its test compares. */
export type Contender = {
  score: number;
  rows: number;
  scorer: ReplicateScorer;
  evidence:
    | { kind: "contributions"; perRow: Float64Array }
    | { kind: "placements"; placements: Placements }
    | { kind: "replicates" };
};

/** Prepares a submission for the statistics of one metric.
 * Means over rows are tested on what each row contributes, the area under the ROC curve of two classes on its placements,
 * anything else on the differences between replicates.
 * @returns null when the metric is undefined on these rows: such a submission is not ranked */
export function contenderOf(scoring: Scoring, metric: ReadyMetric): Contender | null {
  const score = valueOf(scoreOn(scoring, metric));
  if (score === null) return null;
  const examples = examplesOf(scoring);
  const rows = rowCount(examples);
  if (metric.over === null && metric.term !== null) {
    const perRow = Float64Array.from({ length: rows }, (_, row) => row).map(metric.term(examples));
    return { score, rows, scorer: meanScorer(perRow), evidence: { kind: "contributions", perRow } };
  }
  if (metric.over === null && metric.facts.name === "roc_auc" && isBinary(examples)) {
    const { truth, probabilities } = examples;
    const placements = placementsOf(truth, probabilities);
    return {
      score,
      rows,
      scorer: areaScorer(truth, probabilities),
      evidence: { kind: "placements", placements },
    };
  }
  if (metric.over === null && metric.facts.isOfConfusion === true && isOfFewClasses(examples)) {
    const valueOfCounts = (counted: Examples) => valueOf(finite(metric.compute(counted)));
    return {
      score,
      rows,
      scorer: confusionScorer(examples, valueOfCounts),
      evidence: { kind: "replicates" },
    };
  }
  const chosen = scoring.rows === "every" ? null : scoring.rows;
  const scoreOf = (drawn: Uint32Array) => {
    const again = chosen === null ? drawn : drawn.map((row) => chosen[row] ?? 0);
    return valueOf(scoreOn({ ...scoring, rows: again }, metric));
  };
  return { score, rows, scorer: anyScorer(scoreOf), evidence: { kind: "replicates" } };
}

type Examples = ReturnType<typeof examplesOf>;

function isBinary(examples: Examples): examples is Extract<Examples, { kind: "probabilities" }> {
  return examples.kind === "probabilities" && examples.columns === 1;
}

/** With more classes the table of counts would be larger than the rows are worth. */
const fewClasses = 100;

function isOfFewClasses(examples: Examples): examples is Extract<Examples, { kind: "classes" }> {
  return examples.kind === "classes" && examples.classes.length <= fewClasses;
}

function scoreOn(scoring: Scoring, metric: ReadyMetric): MetricValue {
  if (metric.over !== null) return meanOverGroups(metric, metric.over, scoring);
  return finite(metric.compute(examplesOf(scoring)));
}

function valueOf(result: MetricValue): number | null {
  return "value" in result ? result.value : null;
}
