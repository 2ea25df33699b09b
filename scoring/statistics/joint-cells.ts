import { PoissonDistribution } from "../numeric/poisson-distribution.ts";
import { SeededDraws } from "../numeric/random.ts";
import { finish, type Steps } from "./steps.ts";

/** What a metric of a confusion asks of rows: only how many are in each cell. */
export type CellScorer = {
  /** The cell of each row. */
  cells: Uint32Array;
  /** Receives how many rows of a replicate are in each cell. */
  counts: Float64Array;
  /** @returns the metric on what is counted; null when it is undefined */
  score: () => number | null;
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

/** Numbers of kinds by kind and cell that memory is spent on, 16 MB. */
const placesAtMost = 1 << 22;

/** The kinds of rows that some submissions tell apart.
 * @returns null when they are too many */
export function jointCells(scorers: readonly CellScorer[], rows: number): JointCells | null {
  return finish(jointCellsSteps(scorers, rows));
}

/** The same in steps of one submission. */
export function* jointCellsSteps(scorers: readonly CellScorer[], rows: number): Steps<JointCells | null> {
  const kindOf = new Uint32Array(rows);
  let kinds = 1;
  for (const { cells, counts } of scorers) {
    if (kinds * counts.length > placesAtMost) return null;
    kinds = divide(kindOf, kinds, cells, counts.length);
    if (kinds * rowsPerKind > rows) return null;
    yield;
  }
  const sizes = new Uint32Array(kinds);
  for (const kind of kindOf) sizes[kind] = (sizes[kind] ?? 0) + 1;
  return { sizes, cellsOf: scorers.map(({ cells }) => cellOfKind(cells, kindOf, kinds)) };
}

/** Divides kinds of rows by cells, numbered as they first come. @returns how many kinds there are then */
function divide(kindOf: Uint32Array, kinds: number, cells: Uint32Array, cellCount: number): number {
  // One more than the number, which is 0 while there is none.
  const numbers = new Uint32Array(kinds * cellCount);
  let known = 0;
  for (let row = 0; row < kindOf.length; row++) {
    const place = (kindOf[row] ?? 0) * cellCount + (cells[row] ?? 0);
    if (numbers[place] === 0) numbers[place] = ++known;
    kindOf[row] = (numbers[place] ?? 1) - 1;
  }
  return known;
}

function cellOfKind(cells: Uint32Array, kindOf: Uint32Array, kinds: number): Uint32Array {
  const cellOf = new Uint32Array(kinds);
  for (let row = 0; row < kindOf.length; row++) cellOf[kindOf[row] ?? 0] = cells[row] ?? 0;
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
    let kind = 0;
    for (const distribution of this.#distributions)
      this.weights[kind++] = distribution.at(this.#draws.uniform());
  }

  /** Counts the rows of the replicate by cell. */
  countBy(cellOf: Uint32Array, counts: Float64Array): void {
    counts.fill(0);
    for (let kind = 0; kind < cellOf.length; kind++) {
      const cell = cellOf[kind] ?? 0;
      counts[cell] = (counts[cell] ?? 0) + (this.weights[kind] ?? 0);
    }
  }
}
