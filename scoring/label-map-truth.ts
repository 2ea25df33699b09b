import { readCases, type Case } from "./cases.ts";
import { Misconfigured } from "./errors.ts";
import { UnreadableFile } from "./faults.ts";
import { isPicture, readPicture } from "./formats/picture.ts";
import type { Bytes } from "./formats/unpack.ts";
import { zipFiles } from "./formats/zip-files.ts";
import { pictureName, placeOf } from "./label-map-names.ts";
import { readGrouping } from "./grouping.ts";
import type { LabelSet } from "./labels.ts";
import { expectedIds } from "./predictions.ts";
import type { LabelMap } from "./shapes.ts";
import type { Specification } from "./spec.ts";
import { maxLabelBytes, readTable, type Table } from "./table.ts";

type NamedMap = { name: string; map: LabelMap };

/** Reads the zip of an organiser: one label map per case (and class, in a folder of its name), and at most one table with
 * the identifiers and what the specification says of groups. Without a table the cases are those of the files.
 * @throws Misconfigured with the name of the file */
export async function readTrueLabelMaps(spec: Specification, file: Bytes): Promise<LabelSet> {
  const { maps, table } = await readArchive(file);
  const cases = table === null ? casesOf(maps) : readCases(spec, table);
  const expected = expectedIds(cases.map(({ id }) => id));
  const rows: LabelMap[][] = cases.map(() => []);
  for (const { name, map } of maps) {
    const place = placeOf(pictureName(name), expected.rowOf, spec.labels);
    const ofCase = place === null ? undefined : rows[place.row];
    if (place === null || ofCase === undefined || ofCase[place.column] !== undefined)
      throw new Misconfigured("labels", `${name} belongs to no case, or to one that has its map already.`);
    ofCase[place.column] = map;
  }
  const sizes = rows.map((ofCase, index) => sizeOf(ofCase, spec.labels.length, cases[index]?.id ?? ""));
  return {
    expected: { ...expected, sizes },
    truth: new Float64Array(0),
    classes: spec.labels,
    events: null,
    shapes: { kind: "label_maps", rows },
    ...readGrouping(spec, cases, table ?? emptyTable),
  };
}

const emptyTable: Table = { rows: [], columns: new Map() };

async function readArchive(file: Bytes): Promise<{ maps: NamedMap[]; table: Table | null }> {
  const maps: NamedMap[] = [];
  let table: Table | null = null;
  try {
    for await (const { name, content } of zipFiles(file, { maxBytes: maxLabelBytes })) {
      if (isPicture(content)) maps.push({ name, map: mapOf(name, content) });
      else if (table === null) table = await readTable(one(content));
      else
        throw new Misconfigured(
          "labels",
          `${name} is neither a PNG nor a TIFF, and there is a table already.`,
        );
    }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    throw new Misconfigured("labels", `The file cannot be read: ${error.fault.code}.`);
  }
  return { maps, table };
}

function mapOf(name: string, content: Uint8Array<ArrayBuffer>): LabelMap {
  const read = readPicture(content, null);
  if ("map" in read) return read.map;
  throw new Misconfigured("labels", `${name} is not a label map of one channel with at most 16 bits.`);
}

async function* one(content: Uint8Array): Bytes {
  yield content;
}

/** The cases that the names of the files speak of, in the order of their names. */
function casesOf(maps: readonly NamedMap[]): Case[] {
  const ids = new Set(maps.map(({ name }) => pictureName(name).stem));
  return [...ids].sort().map((id) => ({ id, rows: [{ fields: [id], line: 0 }] }));
}

function sizeOf(maps: readonly LabelMap[], classes: number, id: string) {
  const [first] = maps;
  const isWhole =
    maps.filter((map) => map.height === first?.height && map.width === first.width).length === classes;
  if (first === undefined || !isWhole)
    throw new Misconfigured("labels", `The maps of ${id} are not ${String(classes)} of one size.`);
  return { height: first.height, width: first.width };
}
