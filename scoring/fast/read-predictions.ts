import { CsvReader } from "../formats/csv.ts";
import type { Limits } from "../formats/unpack.ts";
import { batchRows, identifierField, type Kernels } from "../kernels/kernels.ts";
import { Layout } from "../kernels/memory.ts";
import { haveRoomBeside, takeMetricRoom, type MetricRoom } from "../kernels/score-table.ts";
import type { Predictions } from "../predictions.ts";
import { allowedRange, expectedColumns, rowSumRule, type Specification, type Target } from "../spec.ts";
import { installIndex } from "./id-index.ts";
import type { LabelPack } from "./label-pack.ts";
import { FoundMasks } from "./found-masks.ts";
import { RowsOfFile } from "./rows-of-file.ts";
import type { DirectSource } from "./source.ts";

const chunkBytes = 1 << 18;
/** The longest row that may begin in one chunk and end in the next; rows of masks are long. */
const longestRow = 1 << 16;
const longestRowOfMasks = 1 << 19;

/** Targets whose predictions are columns of numbers. */
const numberTargets: ReadonlySet<Target> = new Set(["number", "probability", "one_hot", "survival"] as const);

/** Whether files of a specification can be read here: numbers, classes with names of one byte, or masks. */
export function isReadable(spec: Specification, pack: LabelPack): boolean {
  if (pack.index === null || spec.predictions.length > 1000) return false;
  if (spec.target === "class") return pack.rest.classes.every(isOneByte);
  return spec.target === "rle" || numberTargets.has(spec.target);
}

function isOneByte(name: string): boolean {
  return /^[!#-+\--~]$/.test(name);
}

/** Reads sound predictions files with kernels, one after the other. It only ever accepts, with the very values that the
 * plain reader would give; a file that it does not accept may be sound all the same. */
export class FastReader {
  readonly #spec: Specification;
  readonly #kernels: Kernels;
  readonly #rows: number;
  readonly #sizes: LabelPack["sizes"];
  readonly #areIdsHashed: boolean;
  readonly #classes: readonly string[];
  readonly #layout: Layout;
  readonly #longestRow: number;
  readonly #areas: { columns: number; classes: number; stage: number; buffer: number; values: number };
  /** For metrics of probabilities, which are computed where they stand. */
  readonly #room: MetricRoom | null;
  readonly #masks: FoundMasks | null;

  constructor(spec: Specification, pack: LabelPack, kernels: Kernels) {
    if (pack.index === null) throw new Error("The identifiers do not fit the kernels.");
    const layout = new Layout(kernels);
    this.#spec = spec;
    this.#kernels = kernels;
    this.#rows = pack.rows;
    this.#sizes = pack.sizes;
    this.#areIdsHashed = installIndex(pack.index, kernels, layout);
    this.#classes = spec.target === "class" ? pack.rest.classes : spec.predictions;
    this.#layout = layout;
    this.#longestRow = spec.target === "rle" ? longestRowOfMasks : longestRow;
    const columns = spec.predictions.length;
    this.#areas = {
      columns: layout.take((columns + 1) * 4),
      classes: layout.take(256),
      stage: layout.take(batchRows * columns * 8),
      buffer: layout.take(this.#longestRow + chunkBytes) + this.#longestRow,
      values: layout.take(pack.rows * columns * (spec.target === "class" ? 1 : 8)),
    };
    this.#room = spec.target === "probability" ? takeMetricRoom(kernels, layout, pack.rows) : null;
    const mostBytes = this.#longestRow + chunkBytes;
    this.#masks = spec.target === "rle" ? new FoundMasks(kernels, layout, mostBytes) : null;
  }

  /** What the reader takes up. */
  get sizeBytes(): number {
    return this.#layout.sizeBytes;
  }

  /** Reads a file of plain text.
   * @returns predictions whose values stand in the reader's memory and are gone with the next file; null for a file
   * that is not accepted */
  async read(source: DirectSource, limits: Limits): Promise<Predictions | null> {
    const text = new RowsOfFile(this.#kernels, this.#areas.buffer, this.#longestRow, {
      onHeader: (header) => this.#begin(header),
      beforeRows: (rowBytes) => this.#masks?.makeRoom(rowBytes),
    });
    let sizeBytes = 0;
    for (;;) {
      const count = await source.fill(this.#bytes(text.place, chunkBytes));
      if (count === 0) break;
      sizeBytes += count;
      if (sizeBytes > limits.maxBytes || !text.take(count)) return null;
    }
    return text.end() && this.#kernels.isComplete() && this.#settle() ? this.#predictions() : null;
  }

  /** Makes ready for the columns of a header. @returns false when they are not exactly those expected */
  #begin(header: string): boolean {
    const columns = columnOfEachField(this.#spec, header);
    if (columns === null) return false;
    new Uint32Array(this.#kernels.memory.buffer, this.#areas.columns, columns.length).set(columns);
    this.#kernels.useFields(
      columns.length,
      this.#areas.columns,
      this.#spec.predictions.length,
      this.#areIdsHashed,
    );
    this.#useCells();
    this.#kernels.beginFile(this.#areas.values, this.#areas.stage, this.#rows);
    return true;
  }

  #useCells(): void {
    if (this.#masks !== null) {
      this.#masks.begin();
      return;
    }
    if (this.#spec.target !== "class") {
      this.#kernels.useNumbers(...(allowedRange(this.#spec) ?? [-Number.MAX_VALUE, Number.MAX_VALUE]));
      return;
    }
    const table = this.#bytes(this.#areas.classes, 256).fill(255);
    for (const [index, name] of this.#classes.entries()) table[name.charCodeAt(0)] = index;
    this.#kernels.useClasses(this.#areas.classes);
  }

  /** What the rows must fulfil once they are there. */
  #settle(): boolean {
    if (this.#spec.target === "one_hot") return this.#kernels.settleOneHot();
    if (this.#spec.target !== "probability" || this.#spec.predictions.length === 1) return true;
    const { tolerance, otherwise } = rowSumRule(this.#spec);
    return this.#kernels.settleRowSums(tolerance, otherwise === "normalise");
  }

  /** @returns null when a mask leaves its image */
  #predictions(): Predictions | null {
    const classes = this.#classes;
    const rows = this.#rows;
    const columns = this.#spec.target === "one_hot" ? 1 : this.#spec.predictions.length;
    if (this.#masks !== null) {
      const masks = this.#masks.found(this.#areas.values, { rows, columns, sizes: this.#sizes });
      const shapes = masks && { kind: "masks" as const, rows: masks };
      return shapes && { rows, columns, values: new Float64Array(0), classes, shapes };
    }
    if (this.#spec.target === "class")
      return { rows, columns, values: this.#bytes(this.#areas.values, rows), classes, shapes: null };
    const values = new Float64Array(this.#kernels.memory.buffer, this.#areas.values, rows * columns);
    if (this.#room !== null) haveRoomBeside(values, this.#room);
    return { rows, columns, values, classes, shapes: null };
  }

  #bytes(place: number, length: number): Uint8Array {
    return new Uint8Array(this.#kernels.memory.buffer, place, length);
  }
}

/** The prediction column of each field of a header, `identifierField` for the identifier.
 * @returns null when the columns are not exactly those expected */
function columnOfEachField(spec: Specification, header: string): number[] | null {
  const records: string[][] = [];
  const reader = new CsvReader((fields) => records.push(fields));
  reader.push(header);
  const [names = []] = records;
  const isExact = records.length === 1 && names.length === expectedColumns(spec).length;
  const columns = names.map((name) => (name === spec.id ? identifierField : spec.predictions.indexOf(name)));
  return isExact && !columns.includes(-1) && new Set(columns).size === columns.length ? columns : null;
}
