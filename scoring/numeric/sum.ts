/** Adds many numbers with the rounding error of one addition.
 * Source: Neumaier 1974, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen". */
export class CompensatedSum {
  #sum = 0;
  #lost = 0;

  add(term: number): void {
    const next = this.#sum + term;
    // The smaller of the two loses digits: they are kept apart.
    this.#lost += Math.abs(this.#sum) >= Math.abs(term) ? this.#sum - next + term : term - next + this.#sum;
    this.#sum = next;
  }

  get value(): number {
    return this.#sum + this.#lost;
  }
}

/** Mean of `term(i)` for i from 0 to n − 1; n ≥ 1. */
export function meanOf(n: number, term: (index: number) => number): number {
  const sum = new CompensatedSum();
  for (let index = 0; index < n; index++) sum.add(term(index));
  return sum.value / n;
}
