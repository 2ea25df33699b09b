import type { ClassIndices } from "./class-indices.ts";
import { FaultList, UnreadableFile, type Fault } from "./faults.ts";
import { readRecords } from "./formats/records.ts";
import type { Bytes, Limits } from "./formats/unpack.ts";
import { objectsAtMost, rowsAtMost } from "./limits.ts";
import { messages } from "./messages.ts";
import { rowReader, type RowReader } from "./rows.ts";
import type { FoundShapes, Size } from "./shapes.ts";
import { expectedColumns, type Specification } from "./spec.ts";

/** The identifiers that a predictions file must carry, in one order, from the labels or from the sample file; and the
 * sizes of their images where those are known. */
export type ExpectedIds = {
  ids: readonly string[];
  rowOf: ReadonlyMap<string, number>;
  sizes: readonly Size[] | null;
};

/** Predictions in the order of the expected identifiers, `columns` numbers a row. Classes are indices into `classes`, a
 * byte each where they are few. What is drawn or found in images stands in `shapes`, and `values` is then empty. */
export type Predictions = {
  rows: number;
  columns: number;
  values: Float64Array | ClassIndices;
  classes: readonly string[];
  shapes: FoundShapes | null;
};

export type CheckedFile =
  { status: "accepted"; predictions: Predictions } | { status: "rejected"; total: number; faults: Fault[] };

/** Makes the look-up of identifiers; the first of equals counts. */
export function expectedIds(ids: Iterable<string>, sizes: readonly Size[] | null = null): ExpectedIds {
  const list = [...ids];
  const rowOf = new Map<string, number>();
  for (const [row, id] of list.entries()) if (!rowOf.has(id)) rowOf.set(id, row);
  return { ids: list, rowOf, sizes };
}

/** Reads and checks a predictions file. It never sees a label: the same code runs in the browser and on the server.
 * @param file the bytes as they were sent, packed or not
 * @returns the predictions, or every fault counted and the first twenty in full */
export async function checkPredictions(
  spec: Specification,
  expected: ExpectedIds,
  file: Bytes,
  limits: Limits,
): Promise<CheckedFile> {
  const faults = new FaultList();
  let predictions: Predictions | null = null;
  try {
    const read = spec.target === "label_map" ? readLabelMapFiles : readTableFile;
    predictions = await read({ spec, expected, file, limits, faults });
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    faults.add(error.fault.code, error.fault.message, error.fault.place);
  }
  if (faults.total > 0 || predictions === null)
    return { status: "rejected", total: faults.total, faults: faults.faults };
  return { status: "accepted", predictions };
}

/** What a reader of predictions is given; faults that do not stop the reading go to the list. */
export type PredictionsFile = {
  spec: Specification;
  expected: ExpectedIds;
  file: Bytes;
  limits: Limits;
  faults: FaultList;
};

async function readTableFile({
  spec,
  expected,
  file,
  limits,
  faults,
}: PredictionsFile): Promise<Predictions> {
  const check = new PredictionsCheck(spec, expected, faults);
  await readRecords(file, { ...limits, maxRows: check.maxRows }, (fields, line) => {
    check.record(fields, line);
  });
  check.end();
  return check.predictions();
}

/** Loaded only when needed: pictures need decoders that a table does not. */
async function readLabelMapFiles(input: PredictionsFile): Promise<Predictions> {
  const { readPredictedLabelMaps } = await import("./label-map-predictions.ts");
  return readPredictedLabelMaps(input);
}

/** Goes through the records of one file: the header first, then the rows. */
class PredictionsCheck {
  readonly #spec: Specification;
  readonly #expected: ExpectedIds;
  readonly #faults: FaultList;
  readonly #lineOfRow: Int32Array;
  readonly #rows: RowReader;
  readonly maxRows: number;
  #read = 0;
  #header: Header | null = null;
  #blankLine: number | null = null;
  #seen = 0;

  constructor(spec: Specification, expected: ExpectedIds, faults: FaultList) {
    this.#spec = spec;
    this.#expected = expected;
    this.#faults = faults;
    this.#lineOfRow = new Int32Array(expected.ids.length);
    this.#rows = rowReader(spec, expected, faults);
    this.maxRows = (this.#rows.mayRepeat ? objectsAtMost : rowsAtMost)(expected.ids.length);
  }

  record(fields: string[], line: number): void {
    if (fields.length === 1 && fields[0] === "") {
      this.#blankLine ??= line;
      return;
    }
    // Empty lines at the end are harmless; one between two rows is a row without fields.
    if (this.#blankLine !== null && this.#header !== null) {
      this.#faults.add("field_count", messages.fieldCount(1, this.#header.count), { line: this.#blankLine });
    }
    this.#blankLine = null;
    if (this.#header === null) this.#header = readHeader(this.#spec, fields, line, this.#faults);
    else if (++this.#read > this.maxRows)
      throw new UnreadableFile("too_large", messages.tooManyRows(this.maxRows), { line });
    else this.#row(this.#header, fields, line);
  }

  end(): void {
    if (this.#header === null) this.#faults.add("empty_file", messages.emptyFile(), { line: 1 });
    else if (this.#seen === 0 && this.#faults.total === 0)
      this.#faults.add("empty_file", messages.onlyHeader(), { line: 1 });
    else this.#reportMissing();
  }

  predictions(): Predictions {
    return this.#rows.predictions();
  }

  #row(header: Header, fields: string[], line: number): void {
    if (fields.length !== header.count) {
      this.#faults.add("field_count", messages.fieldCount(fields.length, header.count), { line });
      return;
    }
    // Without its column no row has an identifier: said once, in the header's fault.
    const row = header.id < 0 ? null : this.#findRow(fields[header.id] ?? "", line);
    this.#rows.read(fields, header.predictions, { row, line });
  }

  /** @returns the row of an identifier; null when it is faulty, and then its values are still checked */
  #findRow(id: string, line: number): number | null {
    const place = { line, column: this.#spec.id, value: id };
    const row = this.#expected.rowOf.get(id);
    if (row === undefined) {
      if (id === "") this.#faults.add("missing_id", messages.missingId(), place);
      else this.#faults.add("unknown_id", messages.unknownId(), place);
      return null;
    }
    const firstLine = this.#lineOfRow[row] ?? 0;
    if (firstLine > 0 && this.#rows.mayRepeat) return row;
    if (firstLine > 0) {
      this.#faults.add("duplicate_id", messages.duplicateId(firstLine), place);
      return null;
    }
    this.#lineOfRow[row] = line;
    this.#seen += 1;
    return row;
  }

  #reportMissing(): void {
    const missing = this.#expected.ids.length - this.#seen;
    if (missing === 0 || this.#header?.isComplete === false) return;
    const example = this.#expected.ids[this.#lineOfRow.indexOf(0)] ?? "";
    const place = { column: this.#spec.id, value: example };
    this.#faults.add("missing_rows", messages.missingRows(missing, example), place);
  }
}

/** Where the expected columns stand in a file; −1 for a missing one. */
type Header = { count: number; id: number; predictions: number[]; isComplete: boolean };

function readHeader(spec: Specification, names: string[], line: number, faults: FaultList): Header {
  const expected = expectedColumns(spec);
  const positions = new Map<string, number>();
  for (const [index, name] of names.entries()) {
    if (positions.has(name))
      faults.add("duplicate_column", messages.duplicateColumn(), { line, column: name });
    else positions.set(name, index);
  }
  const separator = foreignSeparator(names, expected);
  if (separator !== null) throw new UnreadableFile("missing_column", messages.separator(separator), { line });
  const missing = expected.filter((name) => !positions.has(name));
  for (const name of missing)
    faults.add("missing_column", messages.missingColumn(name, expected), { line, column: name });
  const wanted = new Set(expected);
  for (const name of positions.keys()) {
    if (!wanted.has(name))
      faults.add("unknown_column", messages.unknownColumn(expected), { line, column: name });
  }
  const at = (name: string) => positions.get(name) ?? -1;
  const isComplete = missing.length === 0;
  return { count: names.length, id: at(spec.id), predictions: spec.predictions.map(at), isComplete };
}

/** The separator of a header that is in one piece because it is neither a comma nor a tab. */
function foreignSeparator(names: string[], expected: readonly string[]): string | null {
  const [only] = names;
  if (names.length !== 1 || only === undefined || expected.length === 1) return null;
  return only.includes(";") ? "« ; »" : null;
}
