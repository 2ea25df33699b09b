import { readPicture } from "./formats/picture.ts";
import type { Limits } from "./formats/unpack.ts";
import { zipFiles, type ArchivedFile } from "./formats/zip-files.ts";
import { pictureName, placeOf } from "./label-map-names.ts";
import { archivedFilesAtMost, pictureBytesAtMost } from "./limits.ts";
import { messages } from "./messages.ts";
import type { Predictions, PredictionsFile } from "./predictions.ts";
import type { LabelMap } from "./shapes.ts";

/** Reads a zip with one label map per identifier, and per class where there are several. Faults go to the list.
 * @throws UnreadableFile when the archive itself cannot be read */
export async function readPredictedLabelMaps(input: PredictionsFile): Promise<Predictions> {
  const { spec, expected, file } = input;
  const columns = spec.predictions;
  const found: (LabelMap | null)[][] = expected.ids.map(() => columns.map(() => null));
  const seen = new Set<string>();
  for await (const entry of zipFiles(file, limitsOfPictures(input))) {
    const place = placeOf(pictureName(entry.name), expected.rowOf, columns);
    if (place === null) {
      input.faults.add("unknown_id", messages.unknownPicture(columns), { value: entry.name });
      continue;
    }
    const key = `${String(place.row)} ${String(place.column)}`;
    if (seen.has(key)) {
      input.faults.add("duplicate_id", messages.duplicatePicture(), { value: entry.name });
      continue;
    }
    seen.add(key);
    const map = readMap(input, entry, place.row);
    const maps = found[place.row];
    if (maps !== undefined) maps[place.column] = map;
  }
  reportMissing(input, seen);
  const rows = found.map((maps) => maps.filter((map) => map !== null));
  return {
    rows: rows.length,
    columns: columns.length,
    values: new Float64Array(0),
    classes: columns,
    shapes: { kind: "label_maps", rows },
  };
}

/** Known from what is expected, before anything is unpacked. */
function limitsOfPictures({ spec, expected, limits }: PredictionsFile): Limits {
  const maxFiles = archivedFilesAtMost(expected.ids.length * spec.predictions.length);
  if (expected.sizes === null) return { ...limits, maxFiles };
  const largest = expected.sizes.reduce((most, { height, width }) => Math.max(most, height * width), 0);
  return { ...limits, maxFiles, maxBytesOfFile: pictureBytesAtMost(largest) };
}

function readMap(
  { expected, faults }: PredictionsFile,
  { name, content }: ArchivedFile,
  row: number,
): LabelMap | null {
  const size = expected.sizes?.[row] ?? null;
  const read = readPicture(content, size);
  if ("map" in read) return read.map;
  if (read.fault === "size" && size !== null)
    faults.add("out_of_range", messages.pictureSize(size), { value: name });
  else faults.add("archive", messages.notALabelMap(), { value: name });
  return null;
}

function reportMissing({ spec, expected, faults }: PredictionsFile, seen: ReadonlySet<string>): void {
  const wanted = expected.ids.flatMap((id, row) =>
    spec.predictions.map((name, column) => ({ id, name, key: `${String(row)} ${String(column)}` })),
  );
  const missing = wanted.filter(({ key }) => !seen.has(key));
  const [first] = missing;
  if (first === undefined) return;
  const example = spec.predictions.length === 1 ? first.id : `${first.name}/${first.id}`;
  faults.add("missing_rows", messages.missingPictures(missing.length, example), { value: example });
}
