import { ascendingOrder } from "./order.ts";
import { RankCounter } from "./rank-counter.ts";
import { denseRanks } from "./ranks.ts";

/** What the pairs of n rows say about two orders; all counts are exact. */
export type PairCounts = {
  /** n (n − 1) / 2. */
  pairs: number;
  /** Pairs that are equal in the first (the second) order, whatever the other says. */
  tiedInFirst: number;
  tiedInSecond: number;
  concordantMinusDiscordant: number;
};

/** Counts pairs in n log n: rows enter in increasing order of the first values, and each asks how many before it are lower
 * and how many are higher in the second.
 * Source: Knight 1966, with a Fenwick tree in place of merge sort. */
export function pairCounts(first: Float64Array, second: Float64Array): PairCounts {
  const order = ascendingOrder(first);
  const { ranks, distinct } = denseRanks(second);
  const entered = new RankCounter(distinct);
  let concordantMinusDiscordant = 0;
  let tiedInFirst = 0;
  for (let start = 0; start < order.length;) {
    const end = endOfTies(order, first, start);
    // Equal rows neither agree nor disagree: all ask before any enters.
    for (const row of order.subarray(start, end)) {
      const rank = ranks[row] ?? 0;
      const lower = entered.below(rank);
      concordantMinusDiscordant += lower - (start - lower - entered.at(rank));
    }
    for (const row of order.subarray(start, end)) entered.add(ranks[row] ?? 0);
    tiedInFirst += pairsAmong(end - start);
    start = end;
  }
  let tiedInSecond = 0;
  for (let rank = 0; rank < distinct; rank++) tiedInSecond += pairsAmong(entered.at(rank));
  return { pairs: pairsAmong(first.length), tiedInFirst, tiedInSecond, concordantMinusDiscordant };
}

/** The first place after `start` with another value. */
export function endOfTies(order: Uint32Array, values: Float64Array, start: number): number {
  const value = values[order[start] ?? 0];
  let end = start;
  while (end < order.length && values[order[end] ?? 0] === value) end += 1;
  return end;
}

function pairsAmong(count: number): number {
  return (count * (count - 1)) / 2;
}
