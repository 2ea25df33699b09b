import { classIndices } from "./class-indices.ts";
import { Misconfigured } from "./errors.ts";
import type { Case } from "./cases.ts";
import type { LabelSet } from "./labels.ts";
import { inOrder } from "./numeric/in-order.ts";
import type { Size } from "./shapes.ts";
import type { Specification } from "./spec.ts";
import { at, columnOf, readLabelNumber, type Row, type Table } from "./table.ts";
import { trueShapes } from "./true-shapes.ts";

type Truth = Pick<LabelSet, "truth" | "classes" | "events" | "shapes">;

/** The cases of a label file, with what is known of their images. */
export type LabelledCases = { cases: readonly Case[]; table: Table; sizes: readonly Size[] | null };

/** What the label columns say, in the form that the target asks for.
 * @throws Misconfigured */
export function readTruth(spec: Specification, labelled: LabelledCases): Truth {
  const { cases, table } = labelled;
  const columns = spec.labels.map((name) => columnOf(table, name));
  const rows = cases.map((one) => one.rows[0]);
  const plain = { truth: new Float64Array(0), classes: spec.classes ?? [], events: null, shapes: null };
  const { target } = spec;
  if (target === "number") return { ...plain, truth: numbersOf(rows, columns[0] ?? 0) };
  if (target === "survival")
    return { ...plain, truth: timesOf(rows, columns[0] ?? 0), events: eventsOf(rows, columns[1] ?? 0) };
  if (target === "rle" || target === "points" || target === "boxes")
    return { ...plain, shapes: trueShapes(target, { spec, labelled, columns }) };
  return { ...plain, ...classTruth(spec, rows, columns) };
}

function numbersOf(rows: readonly Row[], column: number): Float64Array {
  return Float64Array.from(rows, (row) => readLabelNumber(row, column));
}

function timesOf(rows: readonly Row[], column: number): Float64Array {
  return Float64Array.from(rows, (row) => {
    const time = readLabelNumber(row, column);
    if (time < 0) throw at(row, "has a negative time");
    return time;
  });
}

function eventsOf(rows: readonly Row[], column: number): Uint8Array {
  return Uint8Array.from(rows, (row) => {
    const event = readLabelNumber(row, column);
    if (event !== 0 && event !== 1) throw at(row, "must say 1 for an event and 0 for a censored time");
    return event;
  });
}

function classTruth(
  spec: Specification,
  rows: readonly Row[],
  columns: readonly number[],
): Pick<Truth, "truth" | "classes"> {
  if (columns.length > 1) return oneHotTruth(spec, rows, columns);
  const names = rows.map((row) => row.fields[columns[0] ?? 0] ?? "");
  const classes = classesOf(spec, names);
  const indexOf = new Map(classes.map((name, index) => [name, index]));
  const truth = rows.map((row, index) => {
    const label = indexOf.get(names[index] ?? "");
    if (label === undefined) throw at(row, "has a label that is not one of the classes");
    return label;
  });
  return { truth: classIndices(truth, classes.length), classes };
}

function oneHotTruth(
  spec: Specification,
  rows: readonly Row[],
  columns: readonly number[],
): Pick<Truth, "truth" | "classes"> {
  const truth = rows.map((row) => {
    const cells = columns.map((column) => readLabelNumber(row, column));
    if (cells.some((cell) => cell !== 0 && cell !== 1) || cells.filter((cell) => cell === 1).length !== 1) {
      throw at(row, "must hold exactly one 1 among the class columns");
    }
    return cells.indexOf(1);
  });
  return { truth: classIndices(truth, columns.length), classes: spec.classes ?? spec.labels };
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
  return spec.target === "probability" ? spec.predictions : inOrder(names);
}
