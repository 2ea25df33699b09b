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
  const blocks = blocksOf(isPositive, predicted);
  const sums = new Float64Array(replicatesPerDraw);
  const negatives = new Float64Array(replicatesPerDraw);
  const positives = new Float64Array(replicatesPerDraw);
  const twicePairs = new Float64Array(replicatesPerDraw);
  return (weights, scores) => {
    negatives.fill(0);
    positives.fill(0);
    twicePairs.fill(0);
    const { rows, ends } = blocks;
    let from = 0;
    for (let block = 0; block < ends.length; block += 3) {
      const middle = ends[block] ?? 0;
      const end = ends[block + 1] ?? 0;
      const creditOfOwn = ends[block + 2] === 1 ? 1 : 2;
      addWeights(weights, rows, from, middle, sums);
      const [n0, n1, n2, n3] = [sums[0] ?? 0, sums[1] ?? 0, sums[2] ?? 0, sums[3] ?? 0];
      addWeights(weights, rows, middle, end, sums);
      credit(0, n0, creditOfOwn);
      credit(1, n1, creditOfOwn);
      credit(2, n2, creditOfOwn);
      credit(3, n3, creditOfOwn);
      from = end;
    }
    for (let r = 0; r < replicatesPerDraw; r++)
      scores[r] = (twicePairs[r] ?? 0) / (2 * (positives[r] ?? 0) * (negatives[r] ?? 0));
  };

  function credit(r: number, ownNegatives: number, creditOfOwn: number): void {
    const here = sums[r] ?? 0;
    const below = negatives[r] ?? 0;
    twicePairs[r] = (twicePairs[r] ?? 0) + here * (2 * below + creditOfOwn * ownNegatives);
    positives[r] = (positives[r] ?? 0) + here;
    negatives[r] = below + ownNegatives;
  }
}

/** The weights of some rows, added up for each of the four replicates.
 * @param sums four numbers, overwritten */
function addWeights(
  weights: Int32Array,
  rows: Int32Array,
  from: number,
  end: number,
  sums: Float64Array,
): void {
  let [all0, all1, all2, all3] = [0, 0, 0, 0];
  for (let start = from; start < end; start += 4096) {
    const stop = Math.min(end, start + 4096);
    let even = 0;
    let odd = 0;
    for (let index = start; index < stop; index++) {
      const word = weights[rows[index] ?? 0] ?? 0;
      even += word & 0x00ff00ff;
      odd += (word >>> 8) & 0x00ff00ff;
    }
    all0 += even & 65_535;
    all1 += odd & 65_535;
    all2 += even >>> 16;
    all3 += odd >>> 16;
  }
  sums[0] = all0;
  sums[1] = all1;
  sums[2] = all2;
  sums[3] = all3;
}

function blocksOf(isPositive: ArrayLike<number>, predicted: Float64Array): Blocks {
  const order = Int32Array.from(predicted.keys()).sort(
    (a, b) => (predicted[a] ?? 0) - (predicted[b] ?? 0) || (isPositive[a] ?? 0) - (isPositive[b] ?? 0),
  );
  const ends: number[] = [];
  const kindAt = (index: number) => isPositive[order[index] ?? 0] ?? 0;
  const scoreAt = (index: number) => predicted[order[index] ?? 0];
  const isMixedTie = (index: number) => {
    const last = lastOfTie(index);
    return last > index && kindAt(index) !== kindAt(last);
  };
  const lastOfTie = (index: number) => {
    let last = index;
    while (last + 1 < order.length && scoreAt(last + 1) === scoreAt(index)) last += 1;
    return last;
  };
  for (let start = 0; start < order.length;) {
    const isTied = isMixedTie(start);
    const limit = isTied ? lastOfTie(start) + 1 : order.length;
    // Outside a tie a block goes on until negatives come again or the next tie of both kinds begins.
    const runs = (from: number, kind: number) => {
      let end = from;
      while (end < limit && kindAt(end) === kind && (isTied || !isMixedTie(end))) end += 1;
      return end;
    };
    const middle = runs(start, 0);
    const end = runs(middle, 1);
    ends.push(middle, end, Number(isTied));
    start = end;
  }
  return { rows: order, ends: Int32Array.from(ends) };
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
