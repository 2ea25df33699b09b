import type { RowExamples } from "#scoring/statistics/contributions.ts";
import { SeededDraws } from "#scoring/numeric/random.ts";
import { readyMetric, type ReadyMetric } from "#scoring/registry.ts";

/** A metric on probabilities, with its default parameters. */
export function evaluateMetric(name: string): ReadyMetric {
  return readyMetric({ metric: name }, "probability");
}

type Simulation = {
  teams: number;
  rows: number;
  /** How much noisier each team is than the one before; 0 makes them exchangeable. */
  step: number;
  seed: string;
};

/** Probabilities of several teams on the same cases, each team a little noisier than the one before. */
export function simulatedTeams({ teams, rows, step, seed }: Simulation): RowExamples[] {
  const draws = new SeededDraws(seed);
  const difficulty = Float64Array.from({ length: rows }, () => draws.normal());
  const truth = Int32Array.from(difficulty, (latent) => Number(draws.uniform() < logistic(1.5 * latent)));
  return Array.from({ length: teams }, (_, team) => ({
    kind: "probabilities" as const,
    positive: 1,
    truth,
    probabilities: difficulty.map((latent) => logistic(1.2 * latent + (0.5 + step * team) * draws.normal())),
    columns: 1,
    classes: ["0", "1"],
  }));
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
