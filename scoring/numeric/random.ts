/** Numbers that look random and are the same for the same seed, on every machine.
 * Source: the sfc32 generator of PractRand (Doty-Humphrey), public domain; seeded by FNV-1a and twenty discarded draws. */
export class SeededDraws {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;
  #spare: number | null = null;

  /** @param seed any text; every text gives another sequence */
  constructor(seed: string) {
    this.#a = hashOf(seed, 2_166_136_261);
    this.#b = hashOf(seed, 3_339_451_269);
    this.#c = hashOf(seed, 84_696_351);
    for (let round = 0; round < 20; round++) this.uniform();
  }

  /** Evenly between 0, included, and 1, excluded, in steps of 2⁻³². */
  uniform(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  }

  /** Normally distributed around 0 with standard deviation 1. Source: Marsaglia and Bray 1964 (polar method). */
  normal(): number {
    const spare = this.#spare;
    this.#spare = null;
    if (spare !== null) return spare;
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const radius = x * x + y * y;
      if (radius >= 1 || radius === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(radius)) / radius);
      this.#spare = y * factor;
      return x * factor;
    }
  }

  /** A whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.uniform() * (high - low + 1));
  }

  /** The same things in another order. */
  shuffled<Thing>(things: readonly Thing[]): Thing[] {
    return things
      .map((thing) => ({ thing, place: this.uniform() }))
      .sort((a, b) => a.place - b.place)
      .map(({ thing }) => thing);
  }
}

function hashOf(text: string, start: number): number {
  return [...text].reduce(
    (hash, letter) => Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619) | 0,
    start,
  );
}
