import { cellOfCase, type Case } from "./cases.ts";
import { readRuns } from "./formats/run-lengths.ts";
import type { Box, Lesion, Runs, TrueShapes } from "./shapes.ts";
import type { Specification } from "./spec.ts";
import { at, readLabelNumber, type Row } from "./table.ts";
import type { LabelledCases } from "./truth.ts";

type Kind<K extends TrueShapes["kind"]> = Extract<TrueShapes, { kind: K }>;

/** What the labels draw or point at.
 * @throws Misconfigured */
export function trueShapes(
  target: "rle" | "points" | "boxes",
  { spec, labelled, columns }: { spec: Specification; labelled: LabelledCases; columns: readonly number[] },
): TrueShapes {
  switch (target) {
    case "rle":
      return trueMasks(labelled, columns);
    case "points":
      return truePoints(spec, labelled, columns);
    case "boxes":
      return trueBoxes(spec, labelled, columns);
  }
}

/** One mask per label column of each row. */
function trueMasks({ cases, sizes }: LabelledCases, columns: readonly number[]): Kind<"masks"> {
  const rows = cases.map(({ rows: [row] }, index) => {
    const size = sizes?.[index];
    const pixels = size === undefined ? null : size.height * size.width;
    return columns.map((column) => readLabelRuns(row, column, pixels));
  });
  return { kind: "masks", rows };
}

/** The objects of each image: points, or regions as run lengths. A row whose label cells are all empty says that the
 * image has none; the optional column `ignored` marks objects that count neither way, and `pixel_size` gives the
 * physical size of a pixel. */
function truePoints(
  spec: Specification,
  { cases, table, sizes }: LabelledCases,
  columns: readonly number[],
): Kind<"points"> {
  const ignoredColumn = table.columns.get("ignored");
  const rows = cases.map((one, index) =>
    filledRows(one, columns).map((row): Lesion => {
      const isIgnored = ignoredColumn !== undefined && readLabelNumber(row, ignoredColumn) !== 0;
      if (columns.length === 1) {
        const size = sizes?.[index];
        if (size === undefined) throw at(row, "needs height and width columns for its regions");
        const region = readLabelRuns(row, columns[0] ?? 0, size.height * size.width);
        return { category: "", isIgnored, place: { region, height: size.height } };
      }
      const place = { x: readLabelNumber(row, columns[0] ?? 0), y: readLabelNumber(row, columns[1] ?? 0) };
      return { category: readCategory(spec, row, columns[2]), isIgnored, place };
    }),
  );
  const sizeColumn = table.columns.get("pixel_size");
  const pixelSizes = Float64Array.from(cases, (one) =>
    sizeColumn === undefined ? 1 : readPixelSize(one, sizeColumn),
  );
  return { kind: "points", rows, pixelSizes };
}

/** The boxes of each image. A row whose label cells are all empty says that the image has none. */
function trueBoxes(spec: Specification, { cases }: LabelledCases, columns: readonly number[]): Kind<"boxes"> {
  const rows = cases.map((one) =>
    filledRows(one, columns).map((row): Box => {
      const [xMin = 0, yMin = 0, xMax = 0, yMax = 0] = columns
        .slice(0, 4)
        .map((column) => readLabelNumber(row, column));
      if (xMin > xMax || yMin > yMax) throw at(row, "has a box that ends before it begins");
      return { xMin, yMin, xMax, yMax, score: 1, category: readCategory(spec, row, columns[4]) };
    }),
  );
  return { kind: "boxes", rows };
}

function filledRows({ rows }: Case, columns: readonly number[]): Row[] {
  const filled = rows.filter((row) => columns.some((column) => row.fields[column] !== ""));
  const [empty] = rows.filter((row) => !filled.includes(row));
  if (empty !== undefined && rows.length > 1) throw at(empty, "is empty although its image has other rows");
  return filled;
}

function readLabelRuns(row: Row, column: number, pixels: number | null): Runs {
  const runs = readRuns(row.fields[column] ?? "", pixels);
  if (runs === null) throw at(row, "has run lengths that cannot be read or leave the image");
  return runs;
}

function readCategory(spec: Specification, row: Row, column: number | undefined): string {
  if (column === undefined) return "";
  const category = row.fields[column] ?? "";
  const isKnown = category !== "" && (spec.classes == null || spec.classes.includes(category));
  if (!isKnown) throw at(row, "has a label that is not one of the classes");
  return category;
}

function readPixelSize(one: Case, column: number): number {
  cellOfCase(one, column);
  const size = readLabelNumber(one.rows[0], column);
  if (size <= 0) throw at(one.rows[0], "must have a positive pixel size");
  return size;
}
