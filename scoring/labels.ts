import { cellOfCase, readCases, type Case } from "./cases.ts";
import type { ClassIndices } from "./class-indices.ts";
import { Misconfigured } from "./errors.ts";
import type { Bytes } from "./formats/unpack.ts";
import { readGrouping, type Grouping } from "./grouping.ts";
import { expectedIds, type ExpectedIds } from "./predictions.ts";
import type { Size, TrueShapes } from "./shapes.ts";
import type { Specification } from "./spec.ts";
import { at, readTable, type Table } from "./table.ts";
import { readTruth } from "./truth.ts";

/** The withheld truth of a phase, in the order of the label file: one entry per identifier. */
export type LabelSet = Grouping & {
  expected: ExpectedIds;
  /** Class index (into `classes`), a byte each where they are few; the number itself, or the time of a survival; empty
   * for shapes. */
  truth: Float64Array | ClassIndices;
  classes: readonly string[];
  /** For survival, 1 where the event happened; else null. */
  events: Uint8Array | null;
  /** For targets that are drawn or found in images; else null. */
  shapes: TrueShapes | null;
};

/** Reads a label file as a specification describes it; columns beyond those named are passed over.
 * @throws Misconfigured with the line, never with a value of a label */
export async function readLabels(spec: Specification, file: Bytes): Promise<LabelSet> {
  if (spec.target === "label_map") {
    const { readTrueLabelMaps } = await import("./label-map-truth.ts");
    return readTrueLabelMaps(spec, file);
  }
  const table = await readTable(file);
  if (table.rows.length === 0) throw new Misconfigured("labels", "The label file has no rows.");
  const cases = readCases(spec, table);
  const sizes = readSizes(cases, table);
  return {
    expected: expectedIds(
      cases.map(({ id }) => id),
      sizes,
    ),
    ...readTruth(spec, { cases, table, sizes }),
    ...readGrouping(spec, cases, table),
  };
}

/** The optional columns `height` and `width`, in pixels; null when the file has not both. */
function readSizes(cases: readonly Case[], { columns }: Table): readonly Size[] | null {
  const [heightColumn, widthColumn] = [columns.get("height"), columns.get("width")];
  if (heightColumn === undefined || widthColumn === undefined) return null;
  return cases.map((one) => ({
    height: readPixels(one, heightColumn),
    width: readPixels(one, widthColumn),
  }));
}

function readPixels(one: Case, column: number): number {
  const cell = cellOfCase(one, column);
  if (!/^[1-9][0-9]{0,8}$/.test(cell)) throw at(one.rows[0], "must give height and width as whole numbers");
  return Number(cell);
}
