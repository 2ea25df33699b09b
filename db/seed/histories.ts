import { SeededRandom } from "./random.ts";
import type { Slide } from "./tissuenet/slides.ts";

/** How good a team is at each of its submissions, from 0 (chance) to 1 (near perfect): it learns, with setbacks.
 * @param among how many teams there are, and how many files each of them sends at most */
export function skills(team: string, rank: number, among: { teams: number; files: number }): number[] {
  const { teams, files } = among;
  const random = new SeededRandom(`skills of ${team}`);
  const best = 0.92 - 0.55 * (rank / teams) ** 1.15;
  const count = random.integer(2, files);
  return Array.from({ length: count }, (_, index) => {
    const progress = count === 1 ? 1 : index / (count - 1);
    return Math.min(0.97, best * (0.62 + 0.38 * Math.sqrt(progress)) + 0.02 * random.normal());
  });
}

/** Moments of submissions spread over the days before the last one allowed, in order. */
export function moments(team: string, count: number, span: { from: Date; to: Date }): Date[] {
  const random = new SeededRandom(`moments of ${team}`);
  const length = span.to.getTime() - span.from.getTime();
  return Array.from(
    { length: count },
    () => new Date(span.from.getTime() + Math.floor(random.uniform() * length)),
  ).sort((a, b) => a.getTime() - b.getTime());
}

/** Probabilities of malignancy that a method of some skill could give. Hard cases are hard for everybody. */
export function probabilities(truth: readonly number[], skill: number, seed: string): number[] {
  const shared = new SeededRandom("difficulty of the cases");
  const own = new SeededRandom(seed);
  return truth.map((label) => {
    const difficulty = shared.normal();
    const evidence = (label === 1 ? 1 : -1) * 2.6 * skill + 0.9 * difficulty + 1.1 * own.normal();
    return Number((1 / (1 + Math.exp(-evidence))).toFixed(6));
  });
}

/** The class of each slide that a method of some skill could give; wrong ones are mostly neighbours. */
export function classes(slides: readonly Slide[], skill: number, seed: string): number[] {
  const shared = new SeededRandom("difficulty of the slides");
  const own = new SeededRandom(seed);
  return slides.map(({ label }) => {
    const isRight = 0.35 * shared.uniform() + 0.65 * own.uniform() < 0.25 + 0.7 * skill;
    const step = own.uniform() < 0.5 ? -1 : 1;
    const isFar = own.uniform() > 0.82;
    if (isRight) return label;
    const wrong = label + step * (isFar ? 2 : 1);
    return wrong < 0 || wrong > 3 ? label - step : wrong;
  });
}
