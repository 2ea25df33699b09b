import { replicatesPerDraw } from "../kernels/kernels.ts";
import { percentile } from "../numeric/percentile.ts";
import type { ReplicateScorer } from "./replicate-scorers.ts";
import { finish, type Steps } from "./steps.ts";
import { PoissonWeights } from "./weights.ts";

/** What makes a bootstrap repeatable. */
export type BootstrapPlan = {
  seed: string;
  /** How often the rows are drawn; 1000 by default elsewhere. */
  replicates: number;
  rows: number;
  /** Group (patient) of each row; null when every row stands alone. */
  groupOf: Uint32Array | null;
};

/** The scores of some submissions on resampled rows, the same rows for all of them: differences are paired. */
export type Replicates = {
  /** Replicate after replicate, one score per submission. */
  scores: Float64Array;
  submissions: number;
  /** Replicates kept: those on which every submission has a score. */
  count: number;
};

/** Resamples rows with replacement and scores all submissions on each sample.
 * A replicate on which some score is undefined, such as one without a positive row, is left out for all.
 * Source: Efron & Tibshirani 1993, chapter 13; paired over submissions as in Wiesenfarth et al. 2021. */
export function bootstrap(scorers: readonly ReplicateScorer[], plan: BootstrapPlan): Replicates {
  return finish(bootstrapSteps(scorers, plan));
}

/** The same in steps of one submission on sixteen replicates. */
export function* bootstrapSteps(scorers: readonly ReplicateScorer[], plan: BootstrapPlan): Steps<Replicates> {
  const weights = new PoissonWeights(plan.seed, plan.rows, plan.groupOf);
  const submissions = scorers.length;
  const scores = new Float64Array(plan.replicates * submissions);
  const sixteen = new Float64Array(replicatesPerDraw);
  const drawn = new Float64Array(replicatesPerDraw * submissions);
  let count = 0;
  for (let done = 0; done < plan.replicates; done += replicatesPerDraw) {
    weights.draw();
    for (const [submission, scorer] of scorers.entries()) {
      scorer(weights, sixteen);
      for (let r = 0; r < replicatesPerDraw; r++) drawn[r * submissions + submission] = sixteen[r] ?? NaN;
      yield;
    }
    const wanted = Math.min(replicatesPerDraw, plan.replicates - done);
    for (let r = 0; r < wanted; r++) {
      const replicate = drawn.subarray(r * submissions, (r + 1) * submissions);
      if (replicate.some(Number.isNaN)) continue;
      scores.set(replicate, count * submissions);
      count += 1;
    }
  }
  return { scores: scores.subarray(0, count * submissions), submissions, count };
}

/** The same replicates for some of the submissions only. */
export function replicatesOf(
  { scores, submissions, count }: Replicates,
  chosen: readonly number[],
): Replicates {
  const kept = new Float64Array(count * chosen.length);
  for (let r = 0; r < count; r++) {
    for (const [place, submission] of chosen.entries())
      kept[r * chosen.length + place] = scores[r * submissions + submission] ?? NaN;
  }
  return { scores: kept, submissions: chosen.length, count };
}

/** One submission's scores over the replicates. */
function scoresOf({ scores, submissions, count }: Replicates, submission: number): Float64Array {
  return Float64Array.from({ length: count }, (_, r) => scores[r * submissions + submission] ?? NaN);
}

/** The percentile interval of each submission's score, 95 % unless another level is wanted.
 * @returns null for all when no replicate was kept */
export function percentileIntervals(
  replicates: Replicates,
  level = 0.95,
): ({ low: number; high: number } | null)[] {
  const tail = (1 - level) / 2;
  return Array.from({ length: replicates.submissions }, (_, submission) => {
    if (replicates.count === 0) return null;
    const own = scoresOf(replicates, submission);
    return { low: percentile(own, 100 * tail), high: percentile(own, 100 * (1 - tail)) };
  });
}
