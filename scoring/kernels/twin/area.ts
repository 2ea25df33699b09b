import type { TwinMemory } from "./memory.ts";

/** Sorts keys and counts pairs. The plain twin of assembly/area.ts, with the sort that the platform has. */
export class TwinArea {
  readonly #memory: TwinMemory;
  positives = 0;
  negatives = 0;

  constructor(memory: TwinMemory) {
    this.#memory = memory;
  }

  makeKeys(scores: number, labels: number, count: number, keys: number): boolean {
    const given = this.#memory.doubles.subarray(scores / 8, scores / 8 + count);
    if (given.some((score) => score < 0)) return false;
    for (let index = 0; index < count; index++)
      this.#memory.doubles[scores / 8 + index] = (given[index] ?? 0) + 0;
    const bits = new BigUint64Array(this.#memory.buffer, scores, count);
    const made = new BigUint64Array(this.#memory.buffer, keys, count);
    for (let index = 0; index < count; index++)
      made[index] = ((bits[index] ?? 0n) << 1n) | BigInt(this.#memory.bytes[labels + index] ?? 0);
    return true;
  }

  sortKeys(keys: number, count: number): number {
    new BigUint64Array(this.#memory.buffer, keys, count).sort();
    return keys;
  }

  countPairs(sorted: number, count: number): number {
    let twicePairs = 0;
    this.positives = 0;
    this.negatives = 0;
    const keys = new BigUint64Array(this.#memory.buffer, sorted, count);
    for (let start = 0, end = 0; start < count; start = end) {
      const score = (keys[start] ?? 0n) >> 1n;
      let tiedPositives = 0;
      for (; end < count && (keys[end] ?? 0n) >> 1n === score; end++)
        tiedPositives += Number((keys[end] ?? 0n) & 1n);
      const tiedNegatives = end - start - tiedPositives;
      twicePairs += tiedPositives * (2 * this.negatives + tiedNegatives);
      this.positives += tiedPositives;
      this.negatives += tiedNegatives;
    }
    return twicePairs;
  }
}
