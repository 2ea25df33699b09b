import type { RowExamples } from "./contributions.ts";
import type { ReadyMetric } from "../registry.ts";
import { contributionsOf, examplesAt } from "./contributions.ts";
import { placementsOf, type Placements } from "./delong.ts";
import { anyScorer, areaScorer, meanScorer, type ReplicateScorer } from "./replicate-scorers.ts";

/** A submission as the statistics see it: its score, how to score it on resampled rows, and what its test compares. */
export type Contender = {
  score: number;
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
export function contenderOf(examples: RowExamples, metric: ReadyMetric): Contender | null {
  const result = metric.compute(examples);
  if (!("value" in result)) return null;
  const score = result.value;
  const perRow = metric.facts.isMeanOverRows ? contributionsOf(examples, metric.compute) : null;
  if (perRow !== null)
    return { score, scorer: meanScorer(perRow), evidence: { kind: "contributions", perRow } };
  if (metric.facts.name === "roc_auc" && examples.kind === "probabilities" && examples.columns === 1) {
    const { truth, probabilities } = examples;
    const placements = placementsOf(truth, probabilities);
    return { score, scorer: areaScorer(truth, probabilities), evidence: { kind: "placements", placements } };
  }
  const scoreOf = (rows: Uint32Array) => {
    const again = metric.compute(examplesAt(examples, rows));
    return "value" in again ? again.value : null;
  };
  return { score, scorer: anyScorer(scoreOf), evidence: { kind: "replicates" } };
}
