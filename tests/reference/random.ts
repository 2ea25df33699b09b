/** Seeded random numbers for cases that are the same at every run.
 * Source: mulberry32, by Tommy Ettinger (public domain). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** In [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  of<Entry>(entries: readonly [Entry, ...Entry[]]): Entry {
    return entries[this.int(0, entries.length - 1)] ?? entries[0];
  }

  list<Entry>(count: number, make: (index: number) => Entry): Entry[] {
    return Array.from({ length: count }, (_, index) => make(index));
  }
}
