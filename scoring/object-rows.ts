import { isInRange, readCell } from "./cells.ts";
import type { FaultList } from "./faults.ts";
import { messages } from "./messages.ts";
import type { Predictions } from "./predictions.ts";
import type { Place, RowReader } from "./rows.ts";
import type { Box, FoundShapes, Point } from "./shapes.ts";
import { allowedRange, type Specification } from "./spec.ts";

/** Objects found in images, one a row; an image without any has one row whose other cells are empty. */
abstract class ObjectRows<Found> implements RowReader {
  readonly mayRepeat = true;
  protected readonly found: Found[][];
  readonly #spec: Specification;
  readonly #faults: FaultList;
  /** What the rows of each image are so far: `none` when one has said that there is nothing in it. */
  readonly #said: ("objects" | "none" | null)[];
  /** How many of the cells are coordinates; a score and a class may follow. */
  readonly #coordinates: number;

  constructor(
    spec: Specification,
    rows: number,
    { faults, coordinates }: { faults: FaultList; coordinates: number },
  ) {
    this.#spec = spec;
    this.#faults = faults;
    this.#coordinates = coordinates;
    this.found = Array.from({ length: rows }, () => []);
    this.#said = Array.from({ length: rows }, () => null);
  }

  protected abstract objectOf(numbers: readonly number[], score: number, category: string): Found | null;
  protected abstract shapes(): FoundShapes;

  read(fields: readonly string[], columns: readonly number[], { row, line }: Place): void {
    const cells = columns.map((column) => fields[column] ?? "");
    const isEmpty = cells.every((cell) => cell === "");
    if (row !== null && !this.#maySay(row, isEmpty ? "none" : "objects")) {
      this.#faults.add("duplicate_id", messages.emptyAmongObjects(), { line, column: this.#spec.id });
      return;
    }
    if (isEmpty) return;
    const object = this.#readObject(cells, line);
    if (object !== null && row !== null) this.found[row]?.push(object);
  }

  predictions(): Predictions {
    return {
      rows: this.found.length,
      columns: this.#spec.predictions.length,
      values: new Float64Array(0),
      classes: this.#spec.classes ?? [],
      shapes: this.shapes(),
    };
  }

  /** An image has either objects or one row that says that it has none. */
  #maySay(row: number, what: "objects" | "none"): boolean {
    const before = this.#said[row] ?? null;
    this.#said[row] = what;
    return before === null || (before === "objects" && what === "objects");
  }

  #readObject(cells: readonly string[], line: number): Found | null {
    const place = (index: number) => ({
      line,
      column: this.#spec.predictions[index] ?? null,
      value: cells[index] ?? "",
    });
    const scoreAt = this.#coordinates;
    const numbers = cells
      .slice(0, scoreAt + 1)
      .map((cell, index) => readCell(cell, place(index), this.#faults));
    const category = cells[scoreAt + 1] ?? "";
    if (cells.length > scoreAt + 1 && !this.#isKnown(category)) {
      this.#faults.add("unknown_class", messages.unknownClass(this.#spec.classes ?? []), place(scoreAt + 1));
      return null;
    }
    const sound = numbers.filter((number) => number !== null);
    if (sound.length < numbers.length) return null;
    const score = sound[scoreAt] ?? 1;
    if (!isInRange(score, allowedRange(this.#spec), place(scoreAt), this.#faults)) return null;
    const object = this.objectOf(sound, score, category);
    if (object === null) this.#faults.add("out_of_range", messages.boxReversed(), { line });
    return object;
  }

  #isKnown(category: string): boolean {
    return category !== "" && (this.#spec.classes == null || this.#spec.classes.includes(category));
  }
}

/** Points `x, y`, with a score and a class where the specification names such columns. */
export class PointRows extends ObjectRows<Point> {
  constructor(spec: Specification, rows: number, faults: FaultList) {
    super(spec, rows, { faults, coordinates: 2 });
  }

  protected override objectOf([x = 0, y = 0]: readonly number[], score: number, category: string): Point {
    return { x, y, score, category };
  }

  protected override shapes(): FoundShapes {
    return { kind: "points", rows: this.found };
  }
}

/** Boxes `x_min, y_min, x_max, y_max, score`, with a class where the specification names such a column. */
export class BoxRows extends ObjectRows<Box> {
  constructor(spec: Specification, rows: number, faults: FaultList) {
    super(spec, rows, { faults, coordinates: 4 });
  }

  protected override objectOf(
    [xMin = 0, yMin = 0, xMax = 0, yMax = 0]: readonly number[],
    score: number,
    category: string,
  ): Box | null {
    return xMin <= xMax && yMin <= yMax ? { xMin, yMin, xMax, yMax, score, category } : null;
  }

  protected override shapes(): FoundShapes {
    return { kind: "boxes", rows: this.found };
  }
}
