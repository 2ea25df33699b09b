import { ThriftReader, type ThriftStruct } from "./thrift.ts";

/** Where a column of a group of rows stands. */
type Chunk = { from: number; to: number; rows: number };

const dictionaryPage = 2;
/** Fields of a page's header (parquet.thrift, PageHeader): its kind, its sizes, and the header of each kind. */
const [kindField, unpackedField, packedField] = [1, 2, 3] as const;
const headerFields = [5, 7, 8] as const;
const [valuesField, nullsField] = [1, 2] as const;
/** In the second kind of data page the field after the values counts the nulls among them. */
const secondKindField = 8;

/** What the pages of a column unpack to by their own headers, none of which is unpacked for it.
 * @returns null when they hold more values than the group has rows, a dictionary has more values than bytes, or they are
 * damaged
 * Source: apache/parquet-format, parquet.thrift. */
export function unpackedBytesOf(file: Uint8Array, { from, to, rows }: Chunk): number | null {
  if (!(from >= 0 && to <= file.length && from < to)) return null;
  const reader = new ThriftReader(file.subarray(0, to), from);
  let unpackedBytes = 0;
  let values = 0;
  try {
    while (reader.at < to - 1 && values < rows) {
      const page = pageOf(reader.struct());
      if (page === null) return null;
      reader.at += page.packedBytes;
      unpackedBytes += page.unpackedBytes;
      if (page.isDictionary ? page.values > page.unpackedBytes : (values += page.values) > rows) return null;
    }
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
  return unpackedBytes;
}

function pageOf(header: ThriftStruct) {
  const ofKind = headerFields.map((field) => header.get(field)).find((field) => field instanceof Map);
  const values = ofKind instanceof Map ? ofKind.get(valuesField) : undefined;
  const unpackedBytes = header.get(unpackedField);
  const packedBytes = header.get(packedField);
  if (typeof values !== "number" || typeof unpackedBytes !== "number" || typeof packedBytes !== "number")
    return null;
  if (values < 0 || unpackedBytes < 0 || packedBytes < 0 || !hasNullsAmong(header, values)) return null;
  return { values, unpackedBytes, packedBytes, isDictionary: header.get(kindField) === dictionaryPage };
}

function hasNullsAmong(header: ThriftStruct, values: number): boolean {
  const secondKind = header.get(secondKindField);
  if (!(secondKind instanceof Map)) return true;
  const nulls = secondKind.get(nullsField);
  return typeof nulls === "number" && nulls >= 0 && nulls <= values;
}
