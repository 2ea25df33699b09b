import { replicatesPerDraw } from "../kernels/kernels.ts";
import type { ExamplesOf } from "../metric.ts";
import { examplesCounted } from "../numeric/confusion.ts";
import { ascendingOrder } from "../numeric/order.ts";
import { endOfTies } from "../numeric/pairs.ts";
import type { CellScorer } from "./joint-cells.ts";
import type { PoissonWeights } from "./weights.ts";

/** Scores one submission on replicates. */
export type ReplicateScorer = {
  /** Scores it on sixteen replicates at once.
   * @param weights as drawn
   * @param scores sixteen numbers, written; NaN where the score is undefined on the replicate, never seen outside the
   * bootstrap */
  onRows: (weights: PoissonWeights, scores: Float64Array) => void;
  /** For metrics of the confusion of classes, which cells may be drawn for instead of rows; else null. */
  byCells: CellScorer | null;
};

/** A metric that is a mean over rows: the weighted mean of what each row contributes. */
export function meanScorer(contributions: Float64Array): ReplicateScorer {
  return onRows((weights, scores) => {
    const totals = weights.totals();
    weights.columnOfDoubles().set(contributions);
    weights.kernels.sumWeighted(weights.place, weights.column, weights.rows, weights.tally);
    const sums = weights.tallied(0);
    for (let r = 0; r < replicatesPerDraw; r++) scores[r] = (sums[r] ?? 0) / (totals[r] ?? 0);
  });
}

function onRows(score: ReplicateScorer["onRows"]): ReplicateScorer {
  return { onRows: score, byCells: null };
}

/** Area under the ROC curve on replicates: sorted once, then one pass over the rows for sixteen replicates; two where
 * rows of both kinds are tied, once with the negatives of a tie first and once with its positives: the mean of both
 * counts such a pair one half.
 * @param isPositive 1 or 0 per row
 * @param predicted higher means more likely positive
 * Source: the rank-sum form of Mann & Whitney 1947 with weights. */
export function areaScorer(isPositive: ArrayLike<number>, predicted: Float64Array): ReplicateScorer {
  const negativesFirst = placesOf(isPositive, predicted, 0);
  const positivesFirst = placesOf(isPositive, predicted, 1);
  const orders = isSame(negativesFirst, positivesFirst) ? [negativesFirst] : [negativesFirst, positivesFirst];
  return onRows((weights, scores) => {
    scores.fill(0);
    for (const places of orders) {
      weights.columnOfWords().set(places);
      weights.kernels.countWeightedPairs(weights.place, weights.column, weights.rows, weights.tally);
      const pairs = weights.tallied(0);
      for (let r = 0; r < replicatesPerDraw; r++) scores[r] = (scores[r] ?? 0) + (pairs[r] ?? 0);
    }
    const positives = weights.tallied(1);
    const negatives = weights.tallied(2);
    for (let r = 0; r < replicatesPerDraw; r++)
      scores[r] = (scores[r] ?? 0) / (orders.length * (positives[r] ?? 0) * (negatives[r] ?? 0));
  });
}

/** Rows in ascending order of score, as kernels count them: twice the row, plus one when it is positive. Of equal scores
 * one kind comes first. */
function placesOf(isPositive: ArrayLike<number>, predicted: Float64Array, firstKind: 0 | 1): Uint32Array {
  const order = ascendingOrder(predicted);
  const places = new Uint32Array(order.length);
  let written = 0;
  const writeThose = (kind: number, start: number, end: number) => {
    for (let at = start; at < end; at++) {
      const row = order[at] ?? 0;
      if (isPositive[row] === kind) places[written++] = 2 * row + kind;
    }
  };
  for (let start = 0; start < order.length;) {
    const end = endOfTies(order, predicted, start);
    writeThose(firstKind, start, end);
    writeThose(1 - firstKind, start, end);
    start = end;
  }
  return places;
}

function isSame(a: Uint32Array, b: Uint32Array): boolean {
  return a.every((place, index) => place === b[index]);
}

/** A metric of the confusion of classes: rows are counted by cell, and the metric is computed on the counts.
 * @param valueOf the metric on examples of which only the confusion is known; null when it is undefined */
export function confusionScorer(
  examples: ExamplesOf<"classes">,
  valueOf: (counted: ExamplesOf<"classes">) => number | null,
): ReplicateScorer {
  const { truth, predicted, classes } = examples;
  const size = classes.length;
  const cells = Uint32Array.from(truth, (actual, row) => actual * size + (predicted[row] ?? 0));
  // One place for the counts of all replicates, one after the other.
  const confusion = { size, counts: new Float64Array(size * size), total: 0 };
  const counted = examplesCounted(examples, confusion);
  const score = () => {
    confusion.total = confusion.counts.reduce((sum, count) => sum + count, 0);
    return confusion.total === 0 ? null : valueOf(counted);
  };
  return {
    onRows: (weights, scores) => {
      const { place, counts } = weights.zeros(size * size * replicatesPerDraw);
      weights.columnOfWords().set(cells);
      weights.kernels.addToCells(weights.place, weights.column, weights.rows, place);
      for (let r = 0; r < replicatesPerDraw; r++) {
        takeCounts(counts, r, confusion.counts);
        scores[r] = score() ?? NaN;
      }
    },
    byCells: { cells, counts: confusion.counts, score },
  };
}

/** Takes the counts of one replicate, of counts of which sixteen belong to each cell. */
function takeCounts(all: Uint32Array, replicate: number, counts: Float64Array): void {
  for (let cell = 0; cell < counts.length; cell++)
    counts[cell] = all[cell * replicatesPerDraw + replicate] ?? 0;
}

/** Any other metric: computed afresh on the rows of each replicate, each as often as it counts.
 * @param scoreOf the metric on some rows, in any order and with repetitions; null when it is undefined */
export function anyScorer(scoreOf: (rows: Uint32Array) => number | null): ReplicateScorer {
  return onRows((weights, scores) => {
    const bytes = weights.bytes();
    for (let r = 0; r < replicatesPerDraw; r++) {
      const drawn: number[] = [];
      for (let row = 0; row < weights.rows; row++) {
        for (let times = bytes[row * replicatesPerDraw + r] ?? 0; times > 0; times--) drawn.push(row);
      }
      scores[r] = (drawn.length === 0 ? null : scoreOf(Uint32Array.from(drawn))) ?? NaN;
    }
  });
}
