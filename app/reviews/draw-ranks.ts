import { solveUpper } from "#scoring/numeric/cholesky.ts";
import { SeededDraws } from "#scoring/numeric/random.ts";
import type { FittedModel } from "./fit-mixed-model.ts";
import { qualitiesGiven, type Marks, type ModelFit } from "./mixed-model.ts";

/** How often each application got each rank: one row per application, one column per rank (the best first). */
export type RankDraws = { applications: number; draws: number; counts: Uint32Array };

/** Draws orders that are all believable given the marks, and counts the ranks.
 * Each draw takes a believable fit, then the rest's spread, level and severities, then the qualities, and sorts.
 * @param draws how many orders; 4,000 gives probabilities to about ±0.01
 * @param seed the same seed gives the same counts */
export function drawRanks(marks: Marks, model: FittedModel, draws: number, seed: string): RankDraws {
  const random = new SeededDraws(seed);
  const counts = new Uint32Array(marks.applications * marks.applications);
  const order = Uint32Array.from({ length: marks.applications }, (_, row) => row);
  for (const { fit, times } of sharedOut(model, draws, random.uniform())) {
    for (let draw = 0; draw < times; draw++) {
      const qualities = drawQualities(marks, fit, random);
      order.sort((a, b) => (qualities[b] ?? 0) - (qualities[a] ?? 0));
      for (let rank = 0; rank < order.length; rank++) {
        const place = (order[rank] ?? 0) * marks.applications + rank;
        counts[place] = (counts[place] ?? 0) + 1;
      }
    }
  }
  return { applications: marks.applications, draws, counts };
}

/** How many draws each fit gets: systematic sampling, which adds less noise than independent choices. */
function sharedOut(model: FittedModel, draws: number, start: number): { fit: ModelFit; times: number }[] {
  let cumulated = 0;
  let given = 0;
  return model.around.map(({ fit, share }) => {
    cumulated += share;
    const upTo = Math.min(draws, Math.max(given, Math.ceil(cumulated * draws - start)));
    const times = (fit === model.around.at(-1)?.fit ? draws : upTo) - given;
    given += times;
    return { fit, times };
  });
}

function drawQualities(marks: Marks, fit: ModelFit, random: SeededDraws): Float64Array {
  const spread = Math.sqrt(fit.residual / chiSquared(marks.value.length - 1, random));
  const noise = solveUpper(
    fit.factor,
    fit.effects.map(() => random.normal()),
  );
  const effects = fit.effects.map((effect, index) => effect + spread * (noise[index] ?? 0));
  const qualities = qualitiesGiven(marks, fit.weights, effects);
  for (let row = 0; row < qualities.length; row++)
    qualities[row] = (qualities[row] ?? 0) + (spread * random.normal()) / Math.sqrt(fit.weights[row] ?? 1);
  return qualities;
}

/** A draw of a chi-squared number. Source: Marsaglia and Tsang 2000 (gamma with shape degrees / 2). */
function chiSquared(degrees: number, random: SeededDraws): number {
  // Below two degrees the method does not hold: squares of normal numbers do.
  if (degrees < 3)
    return Math.max(1e-9, degrees === 2 ? -2 * Math.log(1 - random.uniform()) : random.normal() ** 2);
  const shape = degrees / 2 - 1 / 3;
  const scale = 1 / Math.sqrt(9 * shape);
  for (;;) {
    const normal = random.normal();
    const cubed = (1 + scale * normal) ** 3;
    if (cubed <= 0) continue;
    if (Math.log(1 - random.uniform()) < 0.5 * normal * normal + shape * (1 - cubed + Math.log(cubed)))
      return 2 * shape * cubed;
  }
}

/** The smallest and the largest rank of the middle share of an application's draws, counted from 1. */
export function rankInterval(
  { applications, draws, counts }: RankDraws,
  row: number,
  share: number,
): [number, number] {
  const tail = (draws * (1 - share)) / 2;
  let before = 0;
  let low = 0;
  let high = 0;
  for (let rank = 0; rank < applications; rank++) {
    before += counts[row * applications + rank] ?? 0;
    if (low === 0 && before > tail) low = rank + 1;
    if (high === 0 && before >= draws - tail) high = rank + 1;
  }
  return [low, high];
}

/** The share of draws in which an application is among the first so many. */
export function probabilityAbove(
  { applications, draws, counts }: RankDraws,
  row: number,
  places: number,
): number {
  let sum = 0;
  for (let rank = 0; rank < Math.min(places, applications); rank++)
    sum += counts[row * applications + rank] ?? 0;
  return sum / draws;
}

/** The mean rank over all draws, from 1. */
export function expectedRank({ applications, draws, counts }: RankDraws, row: number): number {
  let sum = 0;
  for (let rank = 0; rank < applications; rank++)
    sum += (rank + 1) * (counts[row * applications + rank] ?? 0);
  return sum / draws;
}
