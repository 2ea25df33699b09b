import type { TwinMemory } from "./memory.ts";

/** The table that metrics look at. The plain twin of assembly/table.ts. */
export class TwinTable {
  readonly #memory: TwinMemory;
  #places = { scores: 0, columns: 1, labels: 0, rows: 0 };

  constructor(memory: TwinMemory) {
    this.#memory = memory;
  }

  use(scores: number, columns: number, labels: number, rows: number): void {
    this.#places = { scores, columns, labels, rows };
  }

  get rows(): number {
    return this.#places.rows;
  }

  get columns(): number {
    return this.#places.columns;
  }

  score(row: number, column: number): number {
    const { scores, columns } = this.#places;
    return this.#memory.doubles[scores / 8 + row * columns + column] ?? NaN;
  }

  label(row: number): number {
    return this.#memory.bytes[this.#places.labels + row] ?? 0;
  }
}
