import { isPicture, readPicture } from "./formats/picture.ts";
import { zipFiles, type ArchivedFile } from "./formats/zip-files.ts";
import { pictureName, placeOf } from "./label-map-names.ts";
import { messages } from "./messages.ts";
import type { Predictions, PredictionsFile } from "./predictions.ts";
import type { LabelMap } from "./shapes.ts";

/** Reads a zip with one label map per identifier, and per class where there are several. Faults go to the list.
 * @throws UnreadableFile when the archive itself cannot be read */
export async function readPredictedLabelMaps(input: PredictionsFile): Promise<Predictions> {
  const { spec, expected, file, limits } = input;
  const columns = spec.predictions;
  const found: (LabelMap | null)[][] = expected.ids.map(() => columns.map(() => null));
  const seen = new Set<string>();
  for await (const entry of zipFiles(file, limits)) {
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

function readMap(
  { expected, faults }: PredictionsFile,
  { name, content }: ArchivedFile,
  row: number,
): LabelMap | null {
  const map = isPicture(content) ? readPicture(content) : null;
  if (map === null) {
    faults.add("archive", messages.notALabelMap(), { value: name });
    return null;
  }
  const size = expected.sizes?.[row];
  if (size === undefined || (size.height === map.height && size.width === map.width)) return map;
  faults.add("out_of_range", messages.pictureSize(size), { value: name });
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
