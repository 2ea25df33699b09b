import { Misconfigured } from "./errors.ts";
import { UnreadableFile } from "./faults.ts";
import { readNumber } from "./formats/number.ts";
import { readRecords } from "./formats/records.ts";
import type { Bytes } from "./formats/unpack.ts";

/** One row of an organiser's file. */
export type Row = { fields: string[]; line: number };

/** An organiser's file in memory: its rows, and where each column stands. */
export type Table = { rows: Row[]; columns: ReadonlyMap<string, number> };

/** Label files are trusted to be large; this only stops what cannot be one. */
export const maxLabelBytes = 16e9;

/** Reads an organiser's file in any format that predictions may have.
 * @throws Misconfigured with the line, never with a value */
export async function readTable(file: Bytes): Promise<Table> {
  const rows: Row[] = [];
  try {
    await readRecords(file, { maxBytes: maxLabelBytes }, (fields, line) => {
      if (fields.length > 1 || fields[0] !== "") rows.push({ fields, line });
    });
  } catch (error) {
    if (error instanceof UnreadableFile)
      throw new Misconfigured("labels", `The file cannot be read: ${error.fault.code}.`);
    throw error;
  }
  const header = rows.shift()?.fields ?? [];
  const uneven = rows.find((row) => row.fields.length !== header.length);
  if (uneven !== undefined) throw at(uneven, "has another number of fields than the header");
  return { rows, columns: new Map(header.map((name, index) => [name, index])) };
}

/** The place of a column that must be there.
 * @throws Misconfigured */
export function columnOf({ columns }: Table, name: string): number {
  const index = columns.get(name);
  if (index === undefined) throw new Misconfigured("labels", `The label file has no column ${name}.`);
  return index;
}

/** What is wrong with a row, told by its line alone. */
export function at(row: Row, problem: string): Misconfigured {
  return new Misconfigured("labels", `Line ${String(row.line)} of the label file ${problem}.`);
}

/** A number of the label file.
 * @throws Misconfigured */
export function readLabelNumber(row: Row, column: number): number {
  const reading = readNumber(row.fields[column] ?? "");
  if ("fault" in reading) throw at(row, "has a label that is not a number");
  return reading.value;
}
