import { PoissonDistribution } from "../numeric/poisson.ts";
import { SeededDraws } from "../numeric/random.ts";

/** What a metric of a confusion asks of rows: only how many are in each cell. */
export type CellScorer = {
  /** The cell of each row. */
  cells: Uint32Array;
  cellCount: number;
  /** @returns the metric on so many rows in each cell; null when it is undefined */
  scoreOf: (counts: Float64Array) => number | null;
};

/** Kinds of rows: those that every submission has in one and the same cell. */
export type JointCells = {
  /** How many rows are of each kind. */
  sizes: Uint32Array;
  /** For each submission, the cell of each kind. */
  cellsOf: Uint32Array[];
};

/** It is worth it while a kind has so many rows on average. */
const rowsPerKind = 16;

/** The kinds of rows that some submissions tell apart.
 * @returns null when they are too many */
export function jointCells(scorers: readonly CellScorer[], rows: number): JointCells | null {
  let kindOf = new Uint32Array(rows);
  let kinds = 1;
  for (const { cells, cellCount } of scorers) {
    const finer = new Map<number, number>();
    kindOf = kindOf.map((kind, row) => numberOf(finer, kind * cellCount + (cells[row] ?? 0)));
    kinds = finer.size;
    if (kinds * rowsPerKind > rows) return null;
  }
  const sizes = new Uint32Array(kinds);
  for (const kind of kindOf) sizes[kind] = (sizes[kind] ?? 0) + 1;
  return { sizes, cellsOf: scorers.map(({ cells }) => cellOfKind(cells, kindOf, kinds)) };
}

/** Numbers things in the order in which they first come. */
function numberOf(known: Map<number, number>, thing: number): number {
  const number = known.get(thing) ?? known.size;
  if (number === known.size) known.set(thing, number);
  return number;
}

function cellOfKind(cells: Uint32Array, kindOf: Uint32Array, kinds: number): Uint32Array {
  const cellOf = new Uint32Array(kinds);
  for (const [row, kind] of kindOf.entries()) cellOf[kind] = cells[row] ?? 0;
  return cellOf;
}

/** How often the rows of each kind count together in a replicate: a Poisson number whose mean is how many they are, which
 * is the sum of the weights that they would have one by one. All submissions are counted on the same draws, so that their
 * differences are paired as if rows had been drawn. */
export class KindWeights {
  readonly #draws: SeededDraws;
  readonly #distributions: PoissonDistribution[];
  readonly weights: Float64Array;

  constructor(seed: string, sizes: Uint32Array) {
    this.#draws = new SeededDraws(seed);
    const known = new Map([...new Set(sizes)].map((size) => [size, new PoissonDistribution(size)]));
    this.#distributions = [...sizes].flatMap((size) => known.get(size) ?? []);
    this.weights = new Float64Array(sizes.length);
  }

  /** Draws the next replicate in place of the last. */
  draw(): void {
    for (const [kind, distribution] of this.#distributions.entries())
      this.weights[kind] = distribution.at(this.#draws.uniform());
  }

  /** How many rows of the replicate are in each cell. */
  countsIn(cellOf: Uint32Array, cellCount: number): Float64Array {
    const counts = new Float64Array(cellCount);
    for (let kind = 0; kind < cellOf.length; kind++) {
      const cell = cellOf[kind] ?? 0;
      counts[cell] = (counts[cell] ?? 0) + (this.weights[kind] ?? 0);
    }
    return counts;
  }
}
