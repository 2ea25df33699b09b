/** A candidate pair of a true object and a found one, by their places in two lists. */
export type Pair = { actual: number; found: number; distance: number };

/** Pairs true and found objects one to one: the nearest pair first, then the nearest of what remains. Equal distances are
 * settled by the order of the true objects, then of the found ones.
 * @returns the pairs that were made */
export function nearestPairs(candidates: readonly Pair[]): Pair[] {
  const takenActual = new Set<number>();
  const takenFound = new Set<number>();
  const sorted = [...candidates].sort(
    (a, b) => a.distance - b.distance || a.actual - b.actual || a.found - b.found,
  );
  return sorted.filter(({ actual, found }) => {
    if (takenActual.has(actual) || takenFound.has(found)) return false;
    takenActual.add(actual);
    takenFound.add(found);
    return true;
  });
}

/** The nearest few of many found objects to one true object; equal distances are settled by the order of the found ones. */
export class NearestFew {
  readonly #actual: number;
  readonly #most: number;
  #pairs: Pair[] = [];
  /** What comes behind this one is not among the nearest any more. */
  #last: Pair | null = null;

  constructor(actual: number, most: number) {
    this.#actual = actual;
    this.#most = most;
  }

  add(found: number, distance: number): void {
    // Most come this far and no farther: nothing is made of them.
    const last = this.#last;
    if (last !== null && (distance > last.distance || (distance === last.distance && found > last.found)))
      return;
    this.#pairs.push({ actual: this.#actual, found, distance });
    if (this.#pairs.length < 2 * this.#most + 16) return;
    this.#pairs = this.pairs();
    this.#last = this.#pairs.at(-1) ?? null;
  }

  pairs(): Pair[] {
    return this.#pairs.sort(byDistance).slice(0, this.#most);
  }
}

function byDistance(a: Pair, b: Pair): number {
  return a.distance - b.distance || a.found - b.found;
}
