import { newKernels } from "../kernels/installed.ts";
import { replicatesPerDraw, type Kernels } from "../kernels/kernels.ts";
import { Layout } from "../kernels/memory.ts";
import { SeededDraws } from "../numeric/random.ts";

const stateWords = 16;

/** How often each row counts in sixteen replicates of a bootstrap: a Poisson number of mean 1 for each group of rows,
 * which is what drawing with replacement gives when there are many groups. Rows of one group stay together.
 * The chances are rounded to 1/65,536. They stand in the memory of kernels, with room for what is summed over them.
 * Source: Hanley & MacGibbon 2006, "Creating non-parametric bootstrap samples using Poisson frequencies". */
export class PoissonWeights {
  readonly kernels: Kernels;
  readonly rows: number;
  /** Where the weights stand: sixteen bytes for each row, one for each replicate. */
  readonly place: number;
  /** Where a scorer may put a number of eight bytes for each row, and receive three times sixteen doubles. */
  readonly column: number;
  readonly tally: number;
  readonly #layout: Layout;
  #totals: Float64Array | null = null;
  #room = { place: 0, sizeBytes: 0 };
  readonly #groupOf: Uint32Array | null;
  readonly #groups: { count: number; place: number };
  readonly #state: number;

  /** @param groupOf index of each row's group, from 0 to `groups` − 1; null when every row is its own group */
  constructor(seed: string, rows: number, groupOf: Uint32Array | null = null, kernels = newKernels()) {
    const layout = new Layout(kernels);
    const count = groupOf === null ? rows : groupOf.reduce((a, b) => Math.max(a, b), 0) + 1;
    this.#layout = layout;
    this.kernels = kernels;
    this.rows = rows;
    this.place = layout.take(rows * replicatesPerDraw);
    this.column = layout.take(rows * 8);
    this.tally = layout.take(3 * replicatesPerDraw * 8);
    this.#groupOf = groupOf;
    this.#groups = {
      count,
      place: groupOf === null ? this.place : layout.take(count * replicatesPerDraw),
    };
    this.#state = layout.take(stateWords * 4);
    const draws = new SeededDraws(seed);
    const words = Uint32Array.from({ length: stateWords }, () => draws.uniform() * 2 ** 32);
    new Uint32Array(kernels.memory.buffer, this.#state, stateWords).set(words);
  }

  /** Draws the next sixteen replicates in place of the last. */
  draw(): void {
    this.kernels.drawWeights(this.#state, this.#groups.place, this.#groups.count * replicatesPerDraw);
    if (this.#groupOf !== null) this.#giveToRows(this.#groupOf);
    this.#totals = null;
  }

  /** The sum of the weights of each replicate; writes over column and tally when it is first asked for. */
  totals(): Float64Array {
    if (this.#totals !== null) return this.#totals;
    this.columnOfDoubles().fill(1);
    this.kernels.sumWeighted(this.place, this.column, this.rows, this.tally);
    this.#totals = this.tallied(0).slice();
    return this.#totals;
  }

  #giveToRows(groupOf: Uint32Array): void {
    const bytes = new Uint8Array(this.kernels.memory.buffer);
    for (const [row, group] of groupOf.entries()) {
      const from = this.#groups.place + group * replicatesPerDraw;
      bytes.copyWithin(this.place + row * replicatesPerDraw, from, from + replicatesPerDraw);
    }
  }

  /** Room for other sums, with the place where they stand; all zeros. */
  zeros(words: number): { place: number; counts: Uint32Array } {
    if (this.#room.sizeBytes < words * 4)
      this.#room = { place: this.#layout.take(words * 4), sizeBytes: words * 4 };
    const { place } = this.#room;
    return { place, counts: new Uint32Array(this.kernels.memory.buffer, place, words).fill(0) };
  }

  /** All weights, row after row. */
  bytes(): Uint8Array {
    return new Uint8Array(this.kernels.memory.buffer, this.place, this.rows * replicatesPerDraw);
  }

  columnOfDoubles(): Float64Array {
    return new Float64Array(this.kernels.memory.buffer, this.column, this.rows);
  }

  columnOfWords(): Uint32Array {
    return new Uint32Array(this.kernels.memory.buffer, this.column, this.rows);
  }

  /** The sixteen doubles of one kind that the kernels have summed up. */
  tallied(kind: 0 | 1 | 2): Float64Array {
    const place = this.tally + kind * replicatesPerDraw * 8;
    return new Float64Array(this.kernels.memory.buffer, place, replicatesPerDraw);
  }
}
