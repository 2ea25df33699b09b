import type { TwinTable } from "./table.ts";

/** Counts pairs of scores sorted all at once by the platform. The plain twin of assembly/area.ts. */
export class TwinArea {
  readonly #table: TwinTable;
  positives = 0;
  negatives = 0;

  constructor(table: TwinTable) {
    this.#table = table;
  }

  countPairs(column: number, positive: number): number {
    const keys = this.#keys(column, positive);
    if (keys === null) return NaN;
    let twicePairs = 0;
    this.positives = 0;
    this.negatives = 0;
    for (let start = 0, end = 0; start < keys.length; start = end) {
      const score = (keys[start] ?? 0n) >> 1n;
      let tiedPositives = 0;
      for (; end < keys.length && (keys[end] ?? 0n) >> 1n === score; end++)
        tiedPositives += Number((keys[end] ?? 0n) & 1n);
      const tiedNegatives = end - start - tiedPositives;
      twicePairs += tiedPositives * (2 * this.negatives + tiedNegatives);
      this.positives += tiedPositives;
      this.negatives += tiedNegatives;
    }
    return twicePairs;
  }

  /** The sorted keys of the rows: a score's bits, then whether the row is positive; null when a score is negative. */
  #keys(column: number, positive: number): BigUint64Array | null {
    const scores = new Float64Array(this.#table.rows);
    // −0 + 0 is 0: both zeros are one score.
    for (let row = 0; row < scores.length; row++) scores[row] = this.#table.score(row, column) + 0;
    if (scores.some((score) => score < 0)) return null;
    const bits = new BigUint64Array(scores.buffer);
    return bits
      .map((score, row) => (score << 1n) | BigInt(Number(this.#table.label(row) === positive)))
      .sort();
  }
}
