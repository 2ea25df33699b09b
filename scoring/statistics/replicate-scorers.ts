import { replicatesPerDraw } from "./weights.ts";

/** Scores one submission on four replicates at once.
 * @param weights one word per row, as `PoissonWeights` gives them
 * @param scores four numbers, written; NaN where the score is undefined on the replicate, never seen outside the bootstrap */
export type ReplicateScorer = (weights: Int32Array, scores: Float64Array) => void;

/** A metric that is a mean over rows: the weighted mean of what each row contributes. */
export function meanScorer(contributions: Float64Array): ReplicateScorer {
  return (weights, scores) => {
    let [sum0, sum1, sum2, sum3] = [0, 0, 0, 0];
    let [even, odd, all0, all1, all2, all3] = [0, 0, 0, 0, 0, 0];
    for (let row = 0; row < contributions.length; row++) {
      const word = weights[row] ?? 0;
      const contribution = contributions[row] ?? 0;
      sum0 += (word & 255) * contribution;
      sum1 += ((word >>> 8) & 255) * contribution;
      sum2 += ((word >>> 16) & 255) * contribution;
      sum3 += (word >>> 24) * contribution;
      // Two sums of 16 bits in one number, emptied before they can overflow.
      even += word & 0x00ff00ff;
      odd += (word >>> 8) & 0x00ff00ff;
      if ((row & 4095) === 4095 || row === contributions.length - 1) {
        all0 += even & 65_535;
        all2 += even >>> 16;
        all1 += odd & 65_535;
        all3 += odd >>> 16;
        even = 0;
        odd = 0;
      }
    }
    scores[0] = sum0 / all0;
    scores[1] = sum1 / all1;
    scores[2] = sum2 / all2;
    scores[3] = sum3 / all3;
  };
}

/** Rows in ascending order of score, cut into blocks: negatives, then the positives that stand above them all, or, where
 * scores are equal, beside them. A block is long, so the inner loop only adds weights. */
type Blocks = {
  /** Row numbers, block after block, the negatives of a block first. */
  rows: Int32Array;
  /** For each block: where its negatives end, where its positives end, and 1 when its rows are tied. */
  ends: Int32Array;
};

/** Area under the ROC curve on replicates: sorted once, then one pass over the blocks per four replicates.
 * @param isPositive 1 or 0 per row
 * @param predicted higher means more likely positive
 * Source: the rank-sum form of Mann & Whitney 1947 with weights, a tie counting one half. */
export function areaScorer(isPositive: ArrayLike<number>, predicted: Float64Array): ReplicateScorer {
  const { rows, ends } = blocksOf(isPositive, predicted);
  return (weights, scores) => {
    const pairs = new PairTally();
    const add = weightAdder(weights, rows);
    for (let block = 0, from = 0; block < ends.length; block += 3) {
      const middle = ends[block] ?? 0;
      const end = ends[block + 1] ?? 0;
      add(from, middle, pairs.ownNegatives);
      add(middle, end, pairs.ownPositives);
      pairs.closeBlock(ends[block + 2] === 1);
      from = end;
    }
    pairs.writeAreas(scores);
  };
}

/** Counts pairs of a positive row above a negative one, for each of the four replicates. */
class PairTally {
  /** Weights of the block that is being read. */
  readonly ownNegatives = new Float64Array(replicatesPerDraw);
  readonly ownPositives = new Float64Array(replicatesPerDraw);
  readonly #negatives = new Float64Array(replicatesPerDraw);
  readonly #positives = new Float64Array(replicatesPerDraw);
  readonly #twicePairs = new Float64Array(replicatesPerDraw);

  closeBlock(isTied: boolean): void {
    const creditOfOwn = isTied ? 1 : 2;
    for (let r = 0; r < replicatesPerDraw; r++) {
      const own = this.ownNegatives[r] ?? 0;
      const positives = this.ownPositives[r] ?? 0;
      const below = this.#negatives[r] ?? 0;
      this.#twicePairs[r] = (this.#twicePairs[r] ?? 0) + positives * (2 * below + creditOfOwn * own);
      this.#positives[r] = (this.#positives[r] ?? 0) + positives;
      this.#negatives[r] = below + own;
    }
  }

  writeAreas(areas: Float64Array): void {
    for (let r = 0; r < replicatesPerDraw; r++)
      areas[r] = (this.#twicePairs[r] ?? 0) / (2 * (this.#positives[r] ?? 0) * (this.#negatives[r] ?? 0));
  }
}

/** Adds up the weights of the rows between two places of a list, for each of the four replicates.
 * @returns a function that overwrites its four sums */
function weightAdder(weights: Int32Array, rows: Int32Array) {
  return (from: number, to: number, sums: Float64Array): void => {
    sums.fill(0);
    // Two sums of 16 bits in one number: they cannot overflow within 4096 rows.
    for (let start = from; start < to; start += 4096) {
      const stop = Math.min(to, start + 4096);
      let even = 0;
      let odd = 0;
      for (let index = start; index < stop; index++) {
        const word = weights[rows[index] ?? 0] ?? 0;
        even += word & 0x00ff00ff;
        odd += (word >>> 8) & 0x00ff00ff;
      }
      sums[0] = (sums[0] ?? 0) + (even & 65_535);
      sums[1] = (sums[1] ?? 0) + (odd & 65_535);
      sums[2] = (sums[2] ?? 0) + (even >>> 16);
      sums[3] = (sums[3] ?? 0) + (odd >>> 16);
    }
  };
}

function blocksOf(isPositive: ArrayLike<number>, predicted: Float64Array): Blocks {
  const order = Int32Array.from(predicted.keys()).sort(
    (a, b) => (predicted[a] ?? 0) - (predicted[b] ?? 0) || (isPositive[a] ?? 0) - (isPositive[b] ?? 0),
  );
  const blocks: Block[] = [];
  for (let start = 0; start < order.length;) {
    const score = predicted[order[start] ?? 0];
    let middle = start;
    let end = start;
    for (; end < order.length && predicted[order[end] ?? 0] === score; end++)
      if (isPositive[order[end] ?? 0] === 0) middle += 1;
    addTie(blocks, [start, middle, end]);
    start = end;
  }
  return { rows: order, ends: Int32Array.from(blocks.flat()) };
}

type Block = [middle: number, end: number, isTied: 0 | 1];

/** Adds rows of one score: a block of their own when they are of both kinds, else with their like when these come last.
 * Positives join the block below them; negatives only one that has no positive yet. */
function addTie(blocks: Block[], [start, middle, end]: readonly [number, number, number]): void {
  const last = blocks.at(-1);
  if (start < middle && middle < end) blocks.push([middle, end, 1]);
  else if (last === undefined || last[2] === 1) blocks.push([middle, end, 0]);
  else if (middle === start) last[1] = end;
  else if (last[0] === last[1]) last[0] = last[1] = end;
  else blocks.push([middle, end, 0]);
}

/** Any other metric: computed afresh on the rows of each replicate, each as often as it counts.
 * @param scoreOf the metric on some rows, in any order and with repetitions; null when it is undefined */
export function anyScorer(scoreOf: (rows: Uint32Array) => number | null): ReplicateScorer {
  return (weights, scores) => {
    for (let r = 0; r < replicatesPerDraw; r++) {
      const rows: number[] = [];
      for (const [row, word] of weights.entries()) {
        for (let times = (word >>> (8 * r)) & 255; times > 0; times--) rows.push(row);
      }
      scores[r] = (rows.length === 0 ? null : scoreOf(Uint32Array.from(rows))) ?? NaN;
    }
  };
}
