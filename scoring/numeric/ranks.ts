/** Which place each value has among the distinct values, from 0.
 * The numbers are sorted as such, which is far quicker than sorting places by them, and each is then looked up. */
export function denseRanks(values: Float64Array): { ranks: Uint32Array; distinct: number } {
  const sorted = values.slice().sort();
  let distinct = 0;
  for (const value of sorted) {
    if (distinct > 0 && sorted[distinct - 1] === value) continue;
    sorted[distinct] = value;
    distinct += 1;
  }
  const ranks = new Uint32Array(values.length);
  for (let row = 0; row < values.length; row++) ranks[row] = placeIn(sorted, distinct, values[row] ?? 0);
  return { ranks, distinct };
}

/** The first of `count` increasing numbers that is not below a value. */
function placeIn(sorted: Float64Array, count: number, value: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The rows in increasing order of their values; equal ones in their own order.
 * Source: counting sort; Knuth, The Art of Computer Programming 3, 5.2. */
export function increasing(values: Float64Array): Uint32Array {
  const { ranks, distinct } = denseRanks(values);
  const next = new Uint32Array(distinct + 1);
  for (const rank of ranks) next[rank + 1] = (next[rank + 1] ?? 0) + 1;
  for (let rank = 1; rank <= distinct; rank++) next[rank] = (next[rank] ?? 0) + (next[rank - 1] ?? 0);
  const order = new Uint32Array(values.length);
  for (let row = 0; row < ranks.length; row++) {
    const rank = ranks[row] ?? 0;
    const place = next[rank] ?? 0;
    order[place] = row;
    next[rank] = place + 1;
  }
  return order;
}

/** Ranks from 1, equal values sharing the mean of the ranks they take up.
 * Source: Spearman 1904; scipy.stats.rankdata with method "average". */
export function midranks(values: Float64Array): Float64Array {
  const order = increasing(values);
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
