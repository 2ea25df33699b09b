import { Misconfigured } from "./errors.ts";
import type { Examples, ExamplesOf, Kind, Metric, MetricFacts, MetricValue } from "./metric.ts";
import { accuracy } from "./metrics/accuracy.ts";
import { aggregatedJaccard } from "./metrics/aggregated-jaccard.ts";
import { averagePrecision } from "./metrics/average-precision.ts";
import { balancedAccuracy } from "./metrics/balanced-accuracy.ts";
import { brier } from "./metrics/brier.ts";
import { cohenKappa } from "./metrics/cohen-kappa.ts";
import { concordanceIndex } from "./metrics/concordance-index.ts";
import { detectionF1 } from "./metrics/detection-f1.ts";
import { dice } from "./metrics/dice.ts";
import { expectedCalibrationError } from "./metrics/expected-calibration-error.ts";
import { expectedCost } from "./metrics/expected-cost.ts";
import { f1 } from "./metrics/f1.ts";
import { fbeta } from "./metrics/fbeta.ts";
import { froc } from "./metrics/froc.ts";
import { hausdorff95 } from "./metrics/hausdorff-95.ts";
import { iou } from "./metrics/iou.ts";
import { kendall } from "./metrics/kendall.ts";
import { logLoss } from "./metrics/log-loss.ts";
import { matthewsCorrcoef } from "./metrics/matthews-corrcoef.ts";
import { meanAbsoluteError } from "./metrics/mean-absolute-error.ts";
import { meanAbsolutePercentageError } from "./metrics/mean-absolute-percentage-error.ts";
import { meanAveragePrecision } from "./metrics/mean-average-precision.ts";
import { meanSquaredError } from "./metrics/mean-squared-error.ts";
import { medianAbsoluteError } from "./metrics/median-absolute-error.ts";
import { panopticQuality } from "./metrics/panoptic-quality.ts";
import { pearson } from "./metrics/pearson.ts";
import { precision } from "./metrics/precision.ts";
import { r2 } from "./metrics/r2.ts";
import { recall } from "./metrics/recall.ts";
import { rocAuc } from "./metrics/roc-auc.ts";
import { rootMeanSquaredError } from "./metrics/root-mean-squared-error.ts";
import { spearman } from "./metrics/spearman.ts";
import { topKAccuracy } from "./metrics/top-k-accuracy.ts";
import { outputName, type MetricUse, type Specification, type Target } from "./spec.ts";

/** A metric with its parameters read, so that metrics of all kinds fit in one list. */
export type ReadyMetric = {
  name: string;
  facts: MetricFacts;
  better: "higher" | "lower";
  /** Column whose groups the value is averaged over; null for one value of all rows. */
  over: string | null;
  compute: (examples: Examples) => MetricValue;
  /** What each row adds to the mean; null for metrics that are no mean over rows. */
  term: ((examples: Examples) => (row: number) => number) | null;
  /** Why it cannot be used with a specification; null when it can. */
  misfit: (spec: Specification) => string | null;
};

type RegisteredMetric = { facts: MetricFacts; ready: (use: MetricUse) => ReadyMetric };

function registered<Params, K extends Kind>(definition: Metric<Params, K>): RegisteredMetric {
  const { name, term, misfit } = definition;
  const suited = (examples: Examples): ExamplesOf<K> => {
    if (isOneOf(examples, definition.needs)) return examples;
    throw new Error(`${name} cannot be computed on ${examples.kind}.`);
  };
  return {
    facts: definition,
    ready(use) {
      const parsed = definition.params.safeParse(use.params ?? {});
      if (!parsed.success) throw new Misconfigured("metric_params", `${name}: ${firstIssue(parsed.error)}`);
      const params = parsed.data;
      return {
        name: outputName(use),
        facts: definition,
        better: isReward(params) ? "higher" : definition.better,
        over: use.over ?? null,
        compute: (examples) => definition.compute(suited(examples), params),
        term: term === undefined ? null : (examples) => term(suited(examples), params),
        misfit: (spec) => misfit?.(params, spec) ?? null,
      };
    },
  };
}

function isOneOf<K extends Kind>(examples: Examples, kinds: readonly K[]): examples is ExamplesOf<K> {
  return kinds.some((kind) => kind === examples.kind);
}

/** The one list of metrics: to add one, add its file and its line here. */
const registry: ReadonlyMap<string, RegisteredMetric> = new Map(
  [
    registered(accuracy),
    registered(aggregatedJaccard),
    registered(averagePrecision),
    registered(balancedAccuracy),
    registered(brier),
    registered(cohenKappa),
    registered(concordanceIndex),
    registered(detectionF1),
    registered(dice),
    registered(expectedCalibrationError),
    registered(expectedCost),
    registered(f1),
    registered(fbeta),
    registered(froc),
    registered(hausdorff95),
    registered(iou),
    registered(kendall),
    registered(logLoss),
    registered(matthewsCorrcoef),
    registered(meanAbsoluteError),
    registered(meanAbsolutePercentageError),
    registered(meanAveragePrecision),
    registered(meanSquaredError),
    registered(medianAbsoluteError),
    registered(panopticQuality),
    registered(pearson),
    registered(precision),
    registered(r2),
    registered(recall),
    registered(rocAuc),
    registered(rootMeanSquaredError),
    registered(spearman),
    registered(topKAccuracy),
  ].map((entry) => [entry.facts.name, entry]),
);

/** What a metric is computed on, by target. */
export const kindOf: Record<Target, Kind> = {
  class: "classes",
  one_hot: "classes",
  probability: "probabilities",
  number: "numbers",
  survival: "survival",
  rle: "masks",
  points: "points",
  boxes: "boxes",
  label_map: "label_maps",
};

/** The facts of all metrics, in the order of their names. */
export function catalogue(): readonly MetricFacts[] {
  return [...registry.values()].map(({ facts }) => facts);
}

/** The metric of a specification's line, ready to compute.
 * @throws Misconfigured `unknown_metric`, `metric_params`, `metric_target` */
export function readyMetric(use: MetricUse, target: Target): ReadyMetric {
  const entry = registry.get(use.metric);
  if (entry === undefined)
    throw new Misconfigured("unknown_metric", `There is no metric named ${use.metric}.`);
  if (!entry.facts.needs.includes(kindOf[target])) {
    throw new Misconfigured("metric_target", `${use.metric} cannot be computed with target ${target}.`);
  }
  return entry.ready(use);
}

function isReward(params: unknown): boolean {
  return typeof params === "object" && params !== null && "reward" in params && params.reward === true;
}

function firstIssue(error: { issues: { path: PropertyKey[]; message: string }[] }): string {
  const issue = error.issues[0];
  return issue === undefined ? "invalid parameters" : `${issue.path.join(".")} ${issue.message}`.trim();
}
