import { ascendingOrder } from "./order.ts";

/** Which place each value has among the distinct values, from 0. */
export function denseRanks(values: Float64Array): { ranks: Uint32Array; distinct: number } {
  const ranks = new Uint32Array(values.length);
  let previous: number | undefined;
  let distinct = 0;
  for (const row of ascendingOrder(values)) {
    const value = values[row];
    if (value !== previous) distinct += 1;
    ranks[row] = distinct - 1;
    previous = value;
  }
  return { ranks, distinct };
}

/** Ranks from 1, equal values sharing the mean of the ranks they take up.
 * Source: Spearman 1904; scipy.stats.rankdata with method "average". */
export function midranks(values: Float64Array): Float64Array {
  const order = ascendingOrder(values);
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < order.length;) {
    const value = values[order[start] ?? 0];
    let end = start;
    while (end < order.length && values[order[end] ?? 0] === value) end += 1;
    for (let place = start; place < end; place++) ranks[order[place] ?? 0] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}
