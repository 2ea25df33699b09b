import { Misconfigured } from "./errors.ts";
import type { Examples, Metric, MetricValue } from "./metric.ts";
import { accuracy } from "./metrics/accuracy.ts";
import { expectedCost } from "./metrics/expected-cost.ts";
import { logLoss } from "./metrics/log-loss.ts";
import { rocAuc } from "./metrics/roc-auc.ts";
import { rootMeanSquaredError } from "./metrics/root-mean-squared-error.ts";
import { outputName, type MetricUse, type Target } from "./spec.ts";

/** A metric with its parameters read, so that metrics of all kinds fit in one list. */
export type ReadyMetric = {
  name: string;
  facts: Omit<Metric<never>, "params" | "compute">;
  better: "higher" | "lower";
  compute: (examples: Examples) => MetricValue;
};

type RegisteredMetric = {
  facts: Omit<Metric<never>, "params" | "compute">;
  ready: (use: MetricUse) => ReadyMetric;
};

function registered<Params>(definition: Metric<Params>): RegisteredMetric {
  return {
    facts: definition,
    ready(use) {
      const parsed = definition.params.safeParse(use.params ?? {});
      if (!parsed.success)
        throw new Misconfigured("metric_params", `${definition.name}: ${firstIssue(parsed.error)}`);
      const better = isReward(parsed.data) ? "higher" : definition.better;
      return {
        name: outputName(use),
        facts: definition,
        better,
        compute: (examples) => definition.compute(examples, parsed.data),
      };
    },
  };
}

/** The one list of metrics: to add one, add its file and its line here. */
const registry: ReadonlyMap<string, RegisteredMetric> = new Map(
  [
    registered(accuracy),
    registered(expectedCost),
    registered(logLoss),
    registered(rocAuc),
    registered(rootMeanSquaredError),
  ].map((entry) => [entry.facts.name, entry]),
);

const examplesOf: Record<Target, Examples["kind"]> = {
  class: "classes",
  one_hot: "classes",
  probability: "probabilities",
  number: "numbers",
};

/** The metric of a specification's line, ready to compute.
 * @throws Misconfigured `unknown_metric`, `metric_params`, `metric_target` */
export function readyMetric(use: MetricUse, target: Target): ReadyMetric {
  const entry = registry.get(use.metric);
  if (entry === undefined)
    throw new Misconfigured("unknown_metric", `There is no metric named ${use.metric}.`);
  if (!entry.facts.needs.includes(examplesOf[target])) {
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
