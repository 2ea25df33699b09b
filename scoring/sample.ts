import { Misconfigured } from "./errors.ts";
import type { Bytes } from "./formats/unpack.ts";
import { expectedIds, type ExpectedIds } from "./predictions.ts";
import type { Specification } from "./spec.ts";
import { readTable } from "./table.ts";

const maxSampleBytes = 4e9;

/** The identifiers that a sample submission names: its identifier column, or the files of its zip of label maps.
 * @throws Misconfigured */
export async function readIds(spec: Specification, file: Bytes): Promise<ExpectedIds> {
  if (spec.target === "label_map") return readNames(file);
  const { rows, columns } = await readTable(file);
  const column = columns.get(spec.id);
  if (column === undefined) throw new Misconfigured("sample", `The file has no column ${spec.id}.`);
  return expectedIds(new Set(rows.map((row) => row.fields[column] ?? "")));
}

async function readNames(file: Bytes): Promise<ExpectedIds> {
  const { zipFiles } = await import("./formats/zip-files.ts");
  const { pictureName } = await import("./label-map-names.ts");
  const stems = new Set<string>();
  for await (const { name } of zipFiles(file, { maxBytes: maxSampleBytes }))
    stems.add(pictureName(name).stem);
  return expectedIds(stems);
}
