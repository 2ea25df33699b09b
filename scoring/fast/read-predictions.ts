import { CsvReader } from "../formats/csv.ts";
import type { Limits } from "../formats/unpack.ts";
import { batchRows, identifierField, rowsAllRead, rowsEmptyLine, type Kernels } from "../kernels/kernels.ts";
import { Layout } from "../kernels/memory.ts";
import type { Predictions } from "../predictions.ts";
import { allowedRange, expectedColumns, rowSumRule, type Specification, type Target } from "../spec.ts";
import { installIndex } from "./id-index.ts";
import type { LabelPack } from "./label-pack.ts";
import type { DirectSource } from "./source.ts";

const chunkBytes = 1 << 18;
/** The longest row that may begin in one chunk and end in the next. */
const carryBytes = 1 << 16;
const lineFeed = 10;

/** Targets whose predictions are columns of numbers. */
const numberTargets: ReadonlySet<Target> = new Set(["number", "probability", "one_hot", "survival"] as const);

/** Whether files of a specification can be read here: numbers, or classes with names of one byte. */
export function isReadable(spec: Specification, pack: LabelPack): boolean {
  if (pack.index === null || spec.predictions.length > 1000) return false;
  if (spec.target === "class") return pack.rest.classes.every(isOneByte);
  return numberTargets.has(spec.target);
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
  readonly #areIdsHashed: boolean;
  readonly #classes: readonly string[];
  readonly #areas: { columns: number; classes: number; stage: number; buffer: number; values: number };
  readonly sizeBytes: number;

  constructor(spec: Specification, pack: LabelPack, kernels: Kernels) {
    if (pack.index === null) throw new Error("The identifiers do not fit the kernels.");
    const layout = new Layout(kernels);
    this.#spec = spec;
    this.#kernels = kernels;
    this.#rows = pack.rows;
    this.#areIdsHashed = installIndex(pack.index, kernels, layout);
    this.#classes = spec.target === "class" ? pack.rest.classes : spec.predictions;
    const columns = spec.predictions.length;
    this.#areas = {
      columns: layout.take((columns + 1) * 4),
      classes: layout.take(256),
      stage: layout.take(batchRows * columns * 8),
      buffer: layout.take(carryBytes + chunkBytes) + carryBytes,
      values: layout.take(pack.rows * columns * 8),
    };
    this.sizeBytes = layout.sizeBytes;
  }

  /** Reads a file of plain text.
   * @returns predictions whose values stand in the reader's memory and are gone with the next file; null for a file
   * that is not accepted */
  async read(source: DirectSource, limits: Limits): Promise<Predictions | null> {
    const text = new RowsOfFile(this.#kernels, this.#areas.buffer, (header) => this.#begin(header));
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

  #predictions(): Predictions {
    const columns = this.#spec.target === "one_hot" ? 1 : this.#spec.predictions.length;
    const values = new Float64Array(this.#kernels.memory.buffer, this.#areas.values, this.#rows * columns);
    return { rows: this.#rows, columns, values, classes: this.#classes, shapes: null };
  }

  #bytes(place: number, length: number): Uint8Array {
    return new Uint8Array(this.#kernels.memory.buffer, place, length);
  }
}

/** Cuts chunks at their last line end; the begun row moves in front of the next chunk. */
class RowsOfFile {
  readonly #kernels: Kernels;
  readonly #onHeader: (header: string) => boolean;
  /** Where the next chunk goes. */
  readonly place: number;
  #carried = 0;
  #hasHeader = false;
  /** After an empty line only empty lines may come. */
  #isOver = false;

  constructor(kernels: Kernels, place: number, onHeader: (header: string) => boolean) {
    this.#kernels = kernels;
    this.place = place;
    this.#onHeader = onHeader;
  }

  /** Reads a chunk that has come. @returns false when the file is not to be accepted */
  take(count: number): boolean {
    const bytes = new Uint8Array(this.#kernels.memory.buffer);
    let start = this.place - this.#carried;
    const end = this.place + count;
    const rowsEnd = start + bytes.subarray(start, end).lastIndexOf(lineFeed) + 1;
    if (rowsEnd > start && !this.#hasHeader) start = this.#takeHeader(start, end);
    if (start < 0 || (rowsEnd > start && !this.#takeRows(start, rowsEnd))) return false;
    this.#carried = end - Math.max(rowsEnd, start);
    if (this.#carried > carryBytes) return false;
    bytes.copyWithin(this.place - this.#carried, end - this.#carried, end);
    return true;
  }

  /** Reads what is left, a last row without line end. */
  end(): boolean {
    if (this.#carried === 0) return this.#hasHeader;
    new Uint8Array(this.#kernels.memory.buffer)[this.place] = lineFeed;
    return this.take(1);
  }

  /** @returns where the rows begin, or −1 */
  #takeHeader(start: number, end: number): number {
    const bytes = new Uint8Array(this.#kernels.memory.buffer);
    const headerEnd = bytes.indexOf(lineFeed, start) + 1;
    this.#hasHeader =
      headerEnd > 0 && headerEnd <= end && this.#onHeader(utf8(bytes.subarray(start, headerEnd)));
    return this.#hasHeader ? headerEnd : -1;
  }

  #takeRows(start: number, end: number): boolean {
    if (this.#isOver) return this.#isBlank(start, end);
    const answer = this.#kernels.readRows(start, end);
    if (answer === rowsAllRead) return true;
    this.#isOver = answer === rowsEmptyLine;
    return this.#isOver && this.#isBlank(this.#kernels.stopPlace(), end);
  }

  #isBlank(start: number, end: number): boolean {
    return /^(?:\r?\n)*$/.test(utf8(new Uint8Array(this.#kernels.memory.buffer, start, end - start)));
  }
}

/** Text without its byte-order mark.
 * @throws TypeError when it is not UTF-8 */
function utf8(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
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
