import { classIndices } from "./class-indices.ts";
import type { FaultList } from "./faults.ts";
import { inventedClassesAtMost } from "./limits.ts";
import { messages } from "./messages.ts";
import { BoxRows, PointRows } from "./object-rows.ts";
import { MaskRows } from "./mask-rows.ts";
import { isInRange, readCell } from "./cells.ts";
import type { ExpectedIds, Predictions } from "./predictions.ts";
import { allowedRange, rowSumRule, type Specification } from "./spec.ts";

/** Where a row goes: its place among the expected ones (null = nowhere, it is only checked), and its line. */
export type Place = { row: number | null; line: number };

/** Reads the prediction cells of each row and reports what is wrong with them. */
export type RowReader = {
  /** Whether several rows may speak of one identifier. */
  readonly mayRepeat: boolean;
  read: (fields: readonly string[], columns: readonly number[], place: Place) => void;
  predictions: () => Predictions;
};

/** The reader that a specification's target asks for. */
export function rowReader(spec: Specification, expected: ExpectedIds, faults: FaultList): RowReader {
  const rows = expected.ids.length;
  switch (spec.target) {
    case "class":
      return new ClassRows(spec, rows, faults);
    case "one_hot":
      return new OneHotRows(spec, rows, faults);
    case "probability":
    case "number":
    case "survival":
      return new NumberRows(spec, rows, faults);
    case "rle":
      return new MaskRows(spec, expected, faults);
    case "points":
      return new PointRows(spec, rows, faults);
    case "boxes":
      return new BoxRows(spec, rows, faults);
    case "label_map":
      throw new Error("Label maps are not rows of a table.");
  }
}

class NumberRows implements RowReader {
  readonly mayRepeat = false;
  protected readonly values: Float64Array;
  protected readonly columns: number;
  readonly #spec: Specification;
  readonly #faults: FaultList;
  readonly #range: readonly [number, number] | null;
  readonly #rowSum: ReturnType<typeof rowSumRule> | null;
  readonly #cells: Float64Array;

  constructor(spec: Specification, rows: number, faults: FaultList) {
    this.#spec = spec;
    this.#faults = faults;
    this.columns = spec.predictions.length;
    this.values = new Float64Array(rows * this.columns);
    this.#cells = new Float64Array(this.columns);
    this.#range = allowedRange(spec);
    this.#rowSum = spec.target === "probability" && this.columns > 1 ? rowSumRule(spec) : null;
  }

  read(fields: readonly string[], columns: readonly number[], { row, line }: Place): void {
    let isSound = true;
    for (const [index, column] of columns.entries()) {
      if (column < 0) isSound = false;
      else isSound = this.#readCell(fields[column] ?? "", index, line) && isSound;
    }
    if (!isSound || !this.checkRow(this.#cells, line) || row === null) return;
    this.values.set(this.#cells, row * this.columns);
  }

  predictions(): Predictions {
    const { columns, values } = this;
    return {
      rows: columns === 0 ? 0 : values.length / columns,
      columns,
      values,
      classes: this.#spec.predictions,
      shapes: null,
    };
  }

  #readCell(text: string, index: number, line: number): boolean {
    const place = { line, column: this.#spec.predictions[index] ?? null, value: text };
    const value = readCell(text, place, this.#faults);
    if (value === null) return false;
    this.#cells[index] = value;
    return isInRange(value, this.#range, place, this.#faults);
  }

  /** What concerns the row as a whole. May change the cells.
   * @returns false after reporting a fault */
  protected checkRow(cells: Float64Array, line: number): boolean {
    if (this.#rowSum === null) return true;
    const sum = cells.reduce((total, cell) => total + cell, 0);
    if (Math.abs(sum - 1) <= this.#rowSum.tolerance) return true;
    if (this.#rowSum.otherwise === "reject" || sum <= 0) {
      this.#faults.add("row_sum", messages.rowSum(sum), { line });
      return false;
    }
    for (const [index, cell] of cells.entries()) cells[index] = cell / sum;
    return true;
  }

  protected report(...fault: Parameters<FaultList["add"]>): void {
    this.#faults.add(...fault);
  }
}

/** One column per class, a single 1 in each row; kept as the index of the class. */
class OneHotRows extends NumberRows {
  override predictions(): Predictions {
    const { rows, columns, values, classes } = super.predictions();
    const chosen = Float64Array.from({ length: rows }, (_, row) =>
      values.subarray(row * columns, (row + 1) * columns).indexOf(1),
    );
    return { rows, columns: 1, values: chosen, classes, shapes: null };
  }

  protected override checkRow(cells: Float64Array, line: number): boolean {
    const isOneHot =
      cells.every((cell) => cell === 0 || cell === 1) && cells.reduce((total, cell) => total + cell, 0) === 1;
    if (!isOneHot) this.report("not_one_hot", messages.notOneHot(), { line });
    return isOneHot;
  }
}

/** One column with the name of a class; kept as its index. Without declared classes any name is one. */
class ClassRows implements RowReader {
  readonly mayRepeat = false;
  readonly #spec: Specification;
  readonly #faults: FaultList;
  readonly #values: Float64Array;
  readonly #indexOf: Map<string, number>;
  readonly #declared: readonly string[] | null;

  constructor(spec: Specification, rows: number, faults: FaultList) {
    this.#spec = spec;
    this.#faults = faults;
    this.#values = new Float64Array(rows);
    this.#declared = spec.classes ?? null;
    this.#indexOf = new Map((spec.classes ?? []).map((name, index) => [name, index]));
  }

  read(fields: readonly string[], columns: readonly number[], { row, line }: Place): void {
    const column = columns[0] ?? -1;
    if (column < 0) return;
    const name = fields[column] ?? "";
    if (this.#declared !== null && !this.#indexOf.has(name)) {
      const place = { line, column: this.#spec.predictions[0] ?? null, value: name };
      this.#faults.add("unknown_class", messages.unknownClass(this.#declared), place);
      return;
    }
    const index = this.#indexOf.get(name) ?? this.#indexOf.size;
    if (index >= inventedClassesAtMost && this.#declared === null) {
      const place = { line, column: this.#spec.predictions[0] ?? null, value: name };
      this.#faults.add("unknown_class", messages.tooManyClasses(inventedClassesAtMost), place);
      return;
    }
    this.#indexOf.set(name, index);
    if (row !== null) this.#values[row] = index;
  }

  predictions(): Predictions {
    return {
      rows: this.#values.length,
      columns: 1,
      values: classIndices(this.#values, this.#indexOf.size),
      classes: [...this.#indexOf.keys()],
      shapes: null,
    };
  }
}
