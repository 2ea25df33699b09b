/** Chances below this share of the largest are nothing to a draw of 32 bits. */
const smallestShare = 1e-14;

/** The Poisson distribution of a mean, from which numbers are drawn by inversion.
 * Source: Devroye 1986, Non-Uniform Random Variate Generation, chapter X.3; chances by their ratios from the largest on,
 * which takes no function that machines compute differently. */
export class PoissonDistribution {
  readonly #first: number;
  /** The chance of at most `first`, `first` + 1, … */
  readonly #atMost: Float64Array;

  /** @param mean at least 1 */
  constructor(mean: number) {
    const mode = Math.floor(mean);
    const below: number[] = [];
    for (let chance = 1, k = mode; k > 0 && chance > smallestShare; k--) below.push((chance *= k / mean));
    const above: number[] = [];
    for (let chance = 1, k = mode + 1; chance > smallestShare; k++) above.push((chance *= mean / k));
    this.#first = mode - below.length;
    this.#atMost = cumulated([...below.reverse(), 1, ...above]);
  }

  /** The number that a uniform draw stands for. */
  at(uniform: number): number {
    let low = 0;
    let high = this.#atMost.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#atMost[middle] ?? 1) <= uniform) low = middle + 1;
      else high = middle;
    }
    return this.#first + low;
  }
}

function cumulated(chances: readonly number[]): Float64Array {
  let total = 0;
  for (const chance of chances) total += chance;
  const sums = new Float64Array(chances.length);
  let sum = 0;
  for (let index = 0; index < sums.length; index++) sums[index] = (sum += chances[index] ?? 0) / total;
  return sums;
}
