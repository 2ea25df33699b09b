import { z } from "zod";
import { Misconfigured } from "../errors.ts";
import type { ExamplesOf } from "../metric.ts";
import type { Specification } from "../spec.ts";
import { confusionOf, tallies, type ClassTally } from "./confusion.ts";
import { CompensatedSum } from "./sum.ts";

/** How numbers of single classes become one: of the positive class alone; of all rows pooled; the plain mean of the
 * classes that occur in labels or predictions; their mean weighted by the rows of each. As in scikit-learn. */
export const classAverage = z.enum(["binary", "micro", "macro", "weighted"]);
export type ClassAverage = z.infer<typeof classAverage>;

/** Parameters that all metrics of decided classes share. */
export const thresholdParam = z.number().default(0.5);

/** Reduces a number per class to one.
 * @throws Misconfigured `metric_params` when `binary` meets more than two classes or no positive one */
export function averageOverClasses(
  examples: ExamplesOf<"classes">,
  average: ClassAverage,
  ofClass: (tally: ClassTally) => number,
): number {
  const all = tallies(confusionOf(examples));
  if (average === "binary") return ofClass(tallyOfPositive(examples, all));
  const present = all.filter((tally) => tally.actual + tally.predicted > 0);
  if (average === "micro") return ofClass(pooled(present));
  const sum = new CompensatedSum();
  let weights = 0;
  for (const tally of present) {
    const weight = average === "macro" ? 1 : tally.actual;
    sum.add(weight * ofClass(tally));
    weights += weight;
  }
  return sum.value / weights;
}

function tallyOfPositive(examples: ExamplesOf<"classes">, all: readonly ClassTally[]): ClassTally {
  if (examples.labelClasses > 2)
    throw new Misconfigured("metric_params", "average: binary needs labels of two classes.");
  const tally = examples.positive === null ? undefined : all[examples.positive];
  if (tally === undefined)
    throw new Misconfigured("metric_params", "average: binary needs the specification's positive class.");
  return tally;
}

function pooled(present: readonly ClassTally[]): ClassTally {
  const total: ClassTally = { actual: 0, predicted: 0, hits: 0 };
  for (const tally of present) {
    total.actual += tally.actual;
    total.predicted += tally.predicted;
    total.hits += tally.hits;
  }
  return total;
}

/** The same refusal, from the specification alone. */
export function binaryMisfit({ average }: { average: ClassAverage }, spec: Specification): string | null {
  const classes = spec.classes?.length ?? (spec.predictions.length > 1 ? spec.predictions.length : 2);
  return average === "binary" && classes > 2 ? "average: binary needs two classes" : null;
}

/** Share of the rows predicted as a class that have it; 0 when none is predicted. */
export function precisionOf({ predicted, hits }: ClassTally): number {
  return predicted === 0 ? 0 : hits / predicted;
}

/** Share of the rows of a class that are predicted as it; 0 when it has none. */
export function recallOf({ actual, hits }: ClassTally): number {
  return actual === 0 ? 0 : hits / actual;
}

/** Weighted harmonic mean of precision and recall; 0 when both are 0.
 * @param beta how many times more recall counts than precision
 * Source: van Rijsbergen 1979; scikit-learn, fbeta_score. */
export function fScoreOf(tally: ClassTally, beta: number): number {
  const precision = precisionOf(tally);
  const recall = recallOf(tally);
  const denominator = beta ** 2 * precision + recall;
  return denominator === 0 ? 0 : ((1 + beta ** 2) * precision * recall) / denominator;
}
