import { SeededDraws } from "../numeric/random.ts";

/** Replicates that are drawn and scored at once: one byte of a 32-bit word for each. */
export const replicatesPerDraw = 4;

/** The largest weight: beyond it lies less than one draw in 65,536. */
export const largestWeight = 8;

/** How often each row counts in four replicates of a bootstrap: a Poisson number of mean 1 for each group of rows, which
 * is what drawing with replacement gives when there are many groups. Rows of one group stay together.
 * The chances are rounded to 1/65,536.
 * Source: Hanley & MacGibbon 2006, "Creating non-parametric bootstrap samples using Poisson frequencies". */
export class PoissonWeights {
  readonly #packed: Int32Array;
  readonly #ofGroups: Int32Array | null;
  readonly #groupOf: Uint32Array | null;
  readonly #state: Uint32Array;

  /** @param groupOf index of each row's group, from 0 to `groups` − 1; null when every row is its own group */
  constructor(seed: string, rows: number, groupOf: Uint32Array | null = null) {
    const draws = new SeededDraws(seed);
    this.#state = Uint32Array.from({ length: 4 }, () => draws.uniform() * 2 ** 32);
    this.#packed = new Int32Array(rows);
    this.#groupOf = groupOf;
    this.#ofGroups =
      groupOf === null ? null : new Int32Array(groupOf.reduce((a, b) => Math.max(a, b), 0) + 1);
  }

  /** The next four replicates: byte r of a word is the row's weight in replicate r. The array is reused by the next draw. */
  next(): Int32Array {
    fillWithPoisson(this.#ofGroups ?? this.#packed, this.#state);
    if (this.#ofGroups !== null && this.#groupOf !== null) {
      for (const [row, group] of this.#groupOf.entries()) this.#packed[row] = this.#ofGroups[group] ?? 0;
    }
    return this.#packed;
  }
}

/** The Poisson number of each 16-bit draw, by inversion. */
const poissonOf = poissonTable();

function poissonTable(): Uint8Array {
  const table = new Uint8Array(65_536);
  let chance = Math.exp(-1);
  let until = 0;
  let from = 0;
  for (let count = 0; count <= largestWeight; count++) {
    until += chance;
    const end = count === largestWeight ? 65_536 : Math.round(until * 65_536);
    table.fill(count, from, end);
    from = end;
    chance /= count + 1;
  }
  return table;
}

/** Two draws of 32 bits give the four bytes of a word. The generator is xoshiro128** of Blackman & Vigna 2018, in the
 * public domain, kept in local variables: a call per draw would cost more than the draw. */
function fillWithPoisson(words: Int32Array, state: Uint32Array): void {
  let a = (state[0] ?? 1) | 0;
  let b = (state[1] ?? 2) | 0;
  let c = (state[2] ?? 3) | 0;
  let d = (state[3] ?? 4) | 0;
  const count = words.length;
  for (let index = 0; index < count; index++) {
    let word = 0;
    for (let half = 0; half < 32; half += 16) {
      const scrambled = Math.imul(b, 5);
      const draw = Math.imul((scrambled << 7) | (scrambled >>> 25), 9);
      const shifted = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= shifted;
      d = (d << 11) | (d >>> 21);
      word |= ((poissonOf[draw & 65_535] ?? 0) | ((poissonOf[draw >>> 16] ?? 0) << 8)) << half;
    }
    words[index] = word;
  }
  state.set([a, b, c, d]);
}
