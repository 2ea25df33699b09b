import type { Scoring } from "#scoring/examples.ts";
import { SeededDraws } from "#scoring/numeric/random.ts";
import type { LabelSet } from "#scoring/labels.ts";
import { expectedIds, type Predictions } from "#scoring/predictions.ts";
import { readyMetric, type ReadyMetric } from "#scoring/registry.ts";
import { specificationSchema } from "#scoring/spec.ts";

/** A metric on probabilities, with its default parameters. */
export function probabilityMetric(name: string): ReadyMetric {
  return readyMetric({ metric: name }, "probability");
}

type Simulation = {
  teams: number;
  rows: number;
  /** How much noisier each team is than the one before; 0 makes them exchangeable. */
  step: number;
  seed: string;
};

const spec = specificationSchema.parse({
  id: "id",
  labels: ["truth"],
  predictions: ["truth"],
  target: "probability",
  positive: "1",
  metrics: [{ metric: "roc_auc" }],
});

/** Some numbers as a scored file: probabilities of class 1 beside classes 0 and 1. */
export function scoringOf(truth: LabelSet["truth"], values: Predictions["values"]): Scoring {
  const expected = expectedIds(Array.from(truth.keys(), String));
  const classes = ["0", "1"];
  const labels = { expected, truth, classes, events: null, shapes: null, usage: null, subgroups: new Map() };
  const predictions = { rows: values.length, columns: 1, values, classes, shapes: null };
  return { spec, labels, predictions, rows: "every" };
}

/** Probabilities of several teams on the same cases, each team a little noisier than the one before. */
export function simulatedTeams({ teams, rows, step, seed }: Simulation): Scoring[] {
  const draws = new SeededDraws(seed);
  const difficulty = Float64Array.from({ length: rows }, () => draws.normal());
  const truth = difficulty.map((latent) => Number(draws.uniform() < logistic(1.5 * latent)));
  return Array.from({ length: teams }, (_, team) =>
    scoringOf(
      truth,
      difficulty.map((latent) => logistic(1.2 * latent + (0.5 + step * team) * draws.normal())),
    ),
  );
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
