import type * as Library from "hyparquet";
import { UnreadableFile } from "../faults.ts";
import { messages } from "../messages.ts";
import { collected } from "./collected.ts";
import type { RecordSink } from "./csv.ts";
import { unpackedBytesOf } from "./parquet-pages.ts";
import { megabytes, type Bytes, type Limits } from "./unpack.ts";

/** Reads a Parquet file of plain columns, one group of rows after the other; a null is an empty cell and a number is
 * written so that it reads back as the same double. Lines are counted as if the rows stood below a header line.
 * Parquet begins at its end, so that the packed file is held in memory; its unpacked parts are not.
 * @throws UnreadableFile `archive` when it is damaged, `too_large`, `not_a_number` for nested columns */
export async function readParquet(file: Bytes, limits: Limits, sink: RecordSink): Promise<void> {
  // Loaded only when needed: few files are Parquet, and its reader is larger than all the others together.
  const library = await import("hyparquet");
  const { compressors } = await import("hyparquet-compressors");
  const bytes = await collected(file);
  const { metadata, names } = openParquet(library, bytes, limits);
  sink([...names], 1);
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    const rowEnd = rowStart + Number(group.num_rows);
    const source = {
      byteLength: bytes.byteLength,
      slice: (start: number, end?: number) => bytes.slice(start, end),
    };
    const rows = await library
      .parquetReadObjects({ file: source, metadata, rowStart, rowEnd, compressors })
      .catch(damaged);
    for (const [index, row] of rows.entries()) {
      const line = rowStart + index + 2;
      sink(
        names.map((name) => textOf(row[name], { line, column: name })),
        line,
      );
    }
    rowStart = rowEnd;
  }
}

/** Reads the description of a file and the headers of its pages, and refuses what would not fit, or does not agree with
 * itself, before any of it is unpacked. */
function openParquet(library: typeof Library, bytes: ArrayBuffer, limits: Limits) {
  try {
    const metadata = library.parquetMetadata(bytes);
    const columns = library.parquetSchema(metadata).children;
    const names = columns.map(({ element }) => element.name);
    const nested = columns.find(({ children }) => children.length > 0);
    if (nested !== undefined)
      throw new UnreadableFile("not_a_number", messages.parquetNested(), { column: nested.element.name });
    const rows = metadata.row_groups.reduce((sum, group) => sum + Number(group.num_rows), 0);
    if (rows > (limits.maxRows ?? Infinity))
      throw new UnreadableFile("too_large", messages.tooManyRows(limits.maxRows ?? 0));
    const unpackedBytes = metadata.row_groups.reduce(
      (sum, group) => sum + unpackedBytesOfGroup(bytes, group),
      0,
    );
    // A cell takes at least two bytes as text: what has more cells could not be given as text either.
    if (unpackedBytes > limits.maxBytes || 2 * rows * names.length > limits.maxBytes)
      throw new UnreadableFile("too_large", messages.tooLarge(megabytes(limits.maxBytes)));
    if (rows !== Number(metadata.num_rows)) damaged();
    return { metadata, names };
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    return damaged();
  }
}

/** @throws UnreadableFile `archive` when a column is not in the file, or its pages have other values than the group rows */
function unpackedBytesOfGroup(bytes: ArrayBuffer, group: Library.RowGroup): number {
  const rows = Number(group.num_rows);
  return group.columns.reduce((sum, { meta_data: column }) => {
    if (column === undefined || Number(column.num_values) !== rows) return damaged();
    // Where the library begins, too.
    const from = Number(column.dictionary_page_offset ?? 0) || Number(column.data_page_offset);
    const to = from + Number(column.total_compressed_size);
    return sum + (unpackedBytesOf(new Uint8Array(bytes), { from, to, rows }) ?? damaged());
  }, 0);
}

/** The library throws plain errors on damaged input, and nothing else in its calls can throw. */
function damaged(): never {
  throw new UnreadableFile("archive", messages.parquetDamaged());
}

function textOf(value: unknown, place: { line: number; column: string }): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean")
    return String(value);
  throw new UnreadableFile("not_a_number", messages.parquetNested(), place);
}
