/** A multiset of ranks that says how many members lie below a rank, in log n.
 * Source: Fenwick 1994, "A new data structure for cumulative frequency tables". */
export class RankCounter {
  readonly #tree: Uint32Array;
  readonly #counts: Uint32Array;

  /** @param distinct number of different ranks, 0 … distinct − 1 */
  constructor(distinct: number) {
    this.#tree = new Uint32Array(distinct + 1);
    this.#counts = new Uint32Array(distinct);
  }

  add(rank: number): void {
    this.#counts[rank] = (this.#counts[rank] ?? 0) + 1;
    // Each node sums as many ranks as its lowest set bit says.
    for (let node = rank + 1; node < this.#tree.length; node += node & -node)
      this.#tree[node] = (this.#tree[node] ?? 0) + 1;
  }

  below(rank: number): number {
    let count = 0;
    for (let node = rank; node > 0; node -= node & -node) count += this.#tree[node] ?? 0;
    return count;
  }

  at(rank: number): number {
    return this.#counts[rank] ?? 0;
  }
}
