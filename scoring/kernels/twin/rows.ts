import { absentRow, identifierField, rowsAllRead, rowsEmptyLine, rowsUnusual } from "../kernels.ts";
import { readDecimal } from "./decimal.ts";
import type { TwinIds } from "./ids.ts";
import { TwinMasks } from "./masks.ts";
import type { TwinMemory } from "./memory.ts";

const lineFeed = 10;
const carriageReturn = 13;
const quote = 34;
const comma = 44;
const nowhere = 0;
const noClass = 255;

/** Numbers in a range, classes of one byte, or masks. */
type Cells = { low: number; high: number } | { classTable: number } | TwinMasks;

/** Reads rows and joins them to the expected ones, row after row. The plain twin of assembly/rows.ts and
 * assembly/row-sums.ts. */
export class TwinRows {
  readonly #memory: TwinMemory;
  readonly #ids: TwinIds;
  #fields = { count: 0, columnTable: 0, columns: 0, areIdsHashed: false };
  #cells: Cells = { low: 0, high: 0 };
  #file = { values: 0, stage: 0, rows: 0 };
  #rowsRead = 0;
  #row = absentRow;
  stopPlace = 0;

  constructor(memory: TwinMemory, ids: TwinIds) {
    this.#memory = memory;
    this.#ids = ids;
  }

  useFields(count: number, columnTable: number, columns: number, areIdsHashed: boolean): void {
    this.#fields = { count, columnTable, columns, areIdsHashed };
  }

  useCells(cells: Cells): void {
    this.#cells = cells;
  }

  get runsEnd(): number {
    return this.#cells instanceof TwinMasks ? this.#cells.runsEnd : 0;
  }

  begin(values: number, stage: number, rows: number): void {
    this.#file = { values, stage, rows };
    this.#rowsRead = 0;
    this.#memory.bytes.fill(0xff, values, values + rows * this.#fields.columns * this.#cellBytes);
  }

  read(start: number, end: number): number {
    let at = start;
    while (at < end) {
      const next = this.#readRow(at, end);
      if (next === nowhere) {
        this.stopPlace = at;
        return this.#isLineEnd(at) ? rowsEmptyLine : rowsUnusual;
      }
      if (this.#rowsRead === this.#file.rows || this.#row === absentRow) return rowsUnusual;
      this.#putRow();
      at = next;
    }
    return rowsAllRead;
  }

  isComplete(): boolean {
    const { rows } = this.#file;
    const isThere = (row: number) => this.#isThere(row);
    return this.#rowsRead === rows && Array.from({ length: rows }, (_, row) => row).every(isThere);
  }

  settleRowSums(tolerance: number, normalise: boolean): boolean {
    for (let row = 0; row < this.#rowsRead; row++) {
      const cells = this.#cellsOf(row);
      const sum = cells.reduce((total, cell) => total + cell, 0);
      if (Math.abs(sum - 1) <= tolerance) continue;
      if (!normalise || sum <= 0) return false;
      for (const [index, cell] of cells.entries()) cells[index] = cell / sum;
    }
    return true;
  }

  settleOneHot(): boolean {
    for (let row = 0; row < this.#rowsRead; row++) {
      const cells = this.#cellsOf(row);
      const ones = cells.filter((cell) => cell === 1);
      if (ones.length !== 1 || cells.some((cell) => cell !== 0 && cell !== 1)) return false;
      this.#memory.doubles[this.#file.values / 8 + row] = cells.indexOf(1);
    }
    return true;
  }

  get #cellBytes(): number {
    return "classTable" in this.#cells ? 1 : 8;
  }

  #isThere(row: number): boolean {
    const { bytes } = this.#memory;
    const first = this.#file.values + row * this.#fields.columns * this.#cellBytes;
    return bytes.subarray(first, first + this.#cellBytes).some((byte) => byte !== 0xff);
  }

  #cellsOf(row: number): Float64Array {
    const first = this.#file.values / 8 + row * this.#fields.columns;
    return this.#memory.doubles.subarray(first, first + this.#fields.columns);
  }

  #putRow(): void {
    const sizeBytes = this.#fields.columns * this.#cellBytes;
    const { values, stage } = this.#file;
    this.#memory.bytes.copyWithin(values + this.#row * sizeBytes, stage, stage + sizeBytes);
    this.#rowsRead += 1;
  }

  /** Reads a row; its place among the expected ones is then in #row. @returns the start of the next row, or nowhere */
  #readRow(start: number, limit: number): number {
    const { bytes } = this.#memory;
    let at = start;
    for (let field = 0; field < this.#fields.count; field++) {
      const isQuoted = bytes[at] === quote;
      const first = at + Number(isQuoted);
      const column = this.#memory.word(this.#fields.columnTable + field * 4);
      const end = this.#contentEnd(first, isQuoted ? limit : null, column === identifierField);
      const isRead =
        column === identifierField ? this.#readId(first, end) : this.#readCell(first, end, column);
      if (!isRead || (isQuoted && bytes[end] !== quote)) return nowhere;
      at = this.#afterField(end + Number(isQuoted), field + 1 === this.#fields.count);
      if (at === nowhere) return nowhere;
    }
    return at;
  }

  #contentEnd(first: number, quoteLimit: number | null, isId: boolean): number {
    const { bytes } = this.#memory;
    if (isId && !this.#fields.areIdsHashed) return first + this.#ids.denseLength;
    if (!isId && "classTable" in this.#cells) return first + 1;
    let end = first;
    if (quoteLimit === null) {
      while (bytes[end] !== comma && bytes[end] !== lineFeed && bytes[end] !== carriageReturn) end += 1;
      return end;
    }
    while (end < quoteLimit && bytes[end] !== quote) end += 1;
    return end < quoteLimit ? end : nowhere;
  }

  #readId(first: number, end: number): boolean {
    const { areIdsHashed } = this.#fields;
    if (end <= first) return false;
    this.#row = areIdsHashed ? this.#ids.rowOfHashed(first, end - first) : this.#ids.rowOfDense(first);
    return this.#row !== absentRow;
  }

  #readCell(first: number, end: number, column: number): boolean {
    const cells = this.#cells;
    const { bytes, words, doubles } = this.#memory;
    const place = this.#file.stage + column * this.#cellBytes;
    if ("classTable" in cells) {
      bytes[place] = bytes[cells.classTable + (bytes[first] ?? 0)] ?? noClass;
      return bytes[place] !== noClass;
    }
    if (cells instanceof TwinMasks) {
      const mask = end < first ? null : cells.read(first, end);
      if (mask !== null) words.set(mask, place / 4);
      return mask !== null;
    }
    if (end <= first) return false;
    const value = readDecimal(this.#memory, first, end);
    doubles[place / 8] = value;
    return value >= cells.low && value <= cells.high;
  }

  #afterField(end: number, isLast: boolean): number {
    if (!isLast) return this.#memory.bytes[end] === comma ? end + 1 : nowhere;
    const lineEnd = this.#memory.bytes[end] === carriageReturn ? end + 1 : end;
    return this.#memory.bytes[lineEnd] === lineFeed ? lineEnd + 1 : nowhere;
  }

  #isLineEnd(at: number): boolean {
    return this.#afterField(at, true) !== nowhere;
  }
}
