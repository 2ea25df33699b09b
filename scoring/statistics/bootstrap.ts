import { replicatesPerDraw } from "../kernels/kernels.ts";
import { percentile } from "../numeric/percentile.ts";
import { jointCellsSteps, KindWeights, type CellScorer, type JointCells } from "./joint-cells.ts";
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

/** The same in steps of one submission on sixteen replicates. Where all metrics are of a confusion and submissions tell few
 * kinds of rows apart, kinds are drawn for instead of rows, in steps of one replicate: the scores have the same distribution,
 * pairs included. */
export function* bootstrapSteps(scorers: readonly ReplicateScorer[], plan: BootstrapPlan): Steps<Replicates> {
  const byCells = scorers.flatMap((scorer) => scorer.byCells ?? []);
  const areOfCells = plan.groupOf === null && byCells.length === scorers.length && byCells.length > 0;
  const joint = areOfCells ? yield* jointCellsSteps(byCells, plan.rows) : null;
  if (joint !== null) return yield* bootstrapOfKinds(byCells, joint, plan);
  const weights = new PoissonWeights(plan.seed, plan.rows, plan.groupOf);
  const kept = new KeptReplicates(scorers.length, plan.replicates);
  const sixteen = new Float64Array(replicatesPerDraw);
  const drawn = Array.from({ length: replicatesPerDraw }, () => new Float64Array(scorers.length));
  for (let done = 0; done < plan.replicates; done += replicatesPerDraw) {
    weights.draw();
    for (const [submission, { onRows }] of scorers.entries()) {
      onRows(weights, sixteen);
      for (const [r, replicate] of drawn.entries()) replicate[submission] = sixteen[r] ?? NaN;
      yield;
    }
    for (const replicate of drawn.slice(0, plan.replicates - done)) kept.add(replicate);
  }
  return kept.all();
}

function* bootstrapOfKinds(
  scorers: readonly CellScorer[],
  { sizes, cellsOf }: JointCells,
  plan: BootstrapPlan,
): Steps<Replicates> {
  const draws = new KindWeights(plan.seed, sizes);
  const kept = new KeptReplicates(scorers.length, plan.replicates);
  const replicate = new Float64Array(scorers.length);
  for (let done = 0; done < plan.replicates; done++) {
    draws.draw();
    for (const [submission, { counts, score }] of scorers.entries()) {
      draws.countBy(cellsOf[submission] ?? sizes, counts);
      replicate[submission] = score() ?? NaN;
    }
    kept.add(replicate);
    yield;
  }
  return kept.all();
}

/** Replicates on which every submission has a score. */
class KeptReplicates {
  readonly #submissions: number;
  readonly #scores: Float64Array;
  #count = 0;

  constructor(submissions: number, mostReplicates: number) {
    this.#submissions = submissions;
    this.#scores = new Float64Array(mostReplicates * submissions);
  }

  /** @param replicate a score for each submission; NaN where it is undefined */
  add(replicate: Float64Array): void {
    if (replicate.some(Number.isNaN)) return;
    this.#scores.set(replicate, this.#count * this.#submissions);
    this.#count += 1;
  }

  all(): Replicates {
    const scores = this.#scores.subarray(0, this.#count * this.#submissions);
    return { scores, submissions: this.#submissions, count: this.#count };
  }
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
