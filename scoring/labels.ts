import { Misconfigured } from "./errors.ts";
import { UnreadableFile } from "./faults.ts";
import { CsvReader } from "./formats/csv.ts";
import { readNumber } from "./formats/number.ts";
import { utf8Text } from "./formats/text.ts";
import { unpack, type Bytes } from "./formats/unpack.ts";
import { expectedIds, type ExpectedIds } from "./predictions.ts";
import type { Specification } from "./spec.ts";

export const usages = ["public", "private", "ignored"] as const;
export type Usage = (typeof usages)[number];

/** The withheld truth of a phase, in the order of the label file. */
export type LabelSet = {
  expected: ExpectedIds;
  /** Class index (into `classes`), or the number itself. */
  truth: Float64Array;
  classes: readonly string[];
  /** Null when the file has no usage column: all rows count, in one group. */
  usage: readonly Usage[] | null;
};

const maxLabelBytes = 16e9;

/** Reads a label file as a specification describes it; columns beyond those named are passed over.
 * @throws Misconfigured with the line, never with a value of a label */
export async function readLabels(spec: Specification, file: Bytes): Promise<LabelSet> {
  const table = await readTable(file);
  const [header, ...rows] = table;
  if (header === undefined || rows.length === 0)
    throw new Misconfigured("labels", "The label file has no rows.");
  const columnOf = (name: string) => {
    const index = header.fields.indexOf(name);
    if (index < 0) throw new Misconfigured("labels", `The label file has no column ${name}.`);
    return index;
  };
  const idColumn = columnOf(spec.id);
  const ids = rows.map((row) => row.fields[idColumn] ?? "");
  refuseRepeated(ids, rows);
  const usageColumn = spec.usage == null ? null : columnOf(spec.usage);
  const usage = usageColumn === null ? null : rows.map((row) => readUsage(row, usageColumn));
  const { truth, classes } = readTruth(spec, rows, spec.labels.map(columnOf));
  return { expected: expectedIds(ids), truth, classes, usage };
}

/** The identifier column of a file with the specification's header, such as the public sample submission.
 * @throws Misconfigured */
export async function readIds(spec: Specification, file: Bytes): Promise<ExpectedIds> {
  const [header, ...rows] = await readTable(file);
  const column = header?.fields.indexOf(spec.id) ?? -1;
  if (column < 0) throw new Misconfigured("sample", `The file has no column ${spec.id}.`);
  return expectedIds(rows.map((row) => row.fields[column] ?? ""));
}

type Row = { fields: string[]; line: number };

async function readTable(file: Bytes): Promise<Row[]> {
  const rows: Row[] = [];
  const reader = new CsvReader((fields, line) => {
    if (fields.length > 1 || fields[0] !== "") rows.push({ fields, line });
  });
  try {
    for await (const text of utf8Text(unpack(file, { maxBytes: maxLabelBytes }))) reader.push(text);
    reader.end();
  } catch (error) {
    if (error instanceof UnreadableFile)
      throw new Misconfigured("labels", `The file cannot be read: ${error.fault.code}.`);
    throw error;
  }
  const width = rows[0]?.fields.length;
  const uneven = rows.find((row) => row.fields.length !== width);
  if (uneven !== undefined) throw at(uneven, "has another number of fields than the header");
  return rows;
}

function refuseRepeated(ids: readonly string[], rows: readonly Row[]): void {
  const seen = new Set<string>();
  for (const [index, id] of ids.entries()) {
    const row = rows[index];
    if (row !== undefined && (id === "" || seen.has(id)))
      throw at(row, "has an empty or repeated identifier");
    seen.add(id);
  }
}

function readUsage(row: Row, column: number): Usage {
  const usage = usages.find((candidate) => candidate === row.fields[column]);
  if (usage === undefined) throw at(row, "must say public, private or ignored in its usage column");
  return usage;
}

function readTruth(
  spec: Specification,
  rows: readonly Row[],
  columns: readonly number[],
): Pick<LabelSet, "truth" | "classes"> {
  if (spec.target === "number") {
    return { truth: Float64Array.from(rows, (row) => readTarget(row, columns[0] ?? 0)), classes: [] };
  }
  if (columns.length > 1) return oneHotTruth(spec, rows, columns);
  const names = rows.map((row) => row.fields[columns[0] ?? 0] ?? "");
  const classes = classesOf(spec, names);
  const indexOf = new Map(classes.map((name, index) => [name, index]));
  const truth = Float64Array.from(names, (name, index) => indexOf.get(name) ?? unknownLabel(rows[index]));
  return { truth, classes };
}

function readTarget(row: Row, column: number): number {
  const reading = readNumber(row.fields[column] ?? "");
  if ("fault" in reading) throw at(row, "has a label that is not a number");
  return reading.value;
}

function oneHotTruth(
  spec: Specification,
  rows: readonly Row[],
  columns: readonly number[],
): Pick<LabelSet, "truth" | "classes"> {
  const truth = Float64Array.from(rows, (row) => {
    const cells = columns.map((column) => readTarget(row, column));
    if (cells.some((cell) => cell !== 0 && cell !== 1) || cells.filter((cell) => cell === 1).length !== 1) {
      throw at(row, "must hold exactly one 1 among the class columns");
    }
    return cells.indexOf(1);
  });
  return { truth, classes: spec.classes ?? spec.labels };
}

/** The order of the classes. With one probability column: the negative class, then the positive one. */
function classesOf(spec: Specification, names: readonly string[]): readonly string[] {
  const { positive } = spec;
  if (spec.target === "probability" && spec.predictions.length === 1 && positive != null) {
    const others = [...new Set([...names, ...(spec.classes ?? [])])].filter((name) => name !== positive);
    if (others.length > 1)
      throw new Misconfigured("labels", "One probability column needs labels of two classes.");
    return [others[0] ?? `not ${positive}`, positive];
  }
  if (spec.classes != null) return spec.classes;
  return spec.target === "probability" ? spec.predictions : [...new Set(names)].sort();
}

function unknownLabel(row: Row | undefined): never {
  throw at(row ?? { fields: [], line: 0 }, "has a label that is not one of the classes");
}

function at(row: Row, what: string): Misconfigured {
  return new Misconfigured("labels", `Line ${String(row.line)} of the label file ${what}.`);
}
