import { UnreadableFile } from "../faults.ts";
import { CsvReader, type RecordSink } from "./csv.ts";
import { JsonLinesReader } from "./json-lines.ts";
import { readParquet } from "./parquet.ts";
import { comma, separatorOf } from "./separator.ts";
import { utf8Text } from "./text.ts";
import { peek, unpack, type Bytes, type Limits } from "./unpack.ts";

/** Reads a table record by record, the header first, whatever its format: comma- or tab-separated text, JSON lines or
 * Parquet, alone or packed in gzip or in a zip of one file. The content decides, never the name.
 * @throws UnreadableFile */
export async function readRecords(file: Bytes, limits: Limits, sink: RecordSink): Promise<void> {
  const { start, rest } = await peek(unpack(file, limits), parquetMark.length);
  return isMark(start) ? readParquet(rest, limits, sink) : readText(rest, sink);
}

/** Whether a file is Parquet, packed or not; false for one that cannot be unpacked, which `readRecords` then explains. */
export async function isParquet(file: Bytes, limits: Limits): Promise<boolean> {
  try {
    const { start, rest } = await peek(unpack(file, limits), parquetMark.length);
    // Reading stops here: the source is told.
    await rest[Symbol.asyncIterator]().return?.();
    return isMark(start);
  } catch (error) {
    if (error instanceof UnreadableFile) return false;
    throw error;
  }
}

/** “PAR1”, with which a Parquet file begins and ends. */
const parquetMark = [0x50, 0x41, 0x52, 0x31];

function isMark(start: Uint8Array): boolean {
  return start.length === parquetMark.length && start.every((byte, index) => byte === parquetMark[index]);
}

/** A reader of text that comes in pieces. */
type TextReader = { push: (text: string) => void; end: () => void };

async function readText(file: Bytes, sink: RecordSink): Promise<void> {
  let reader: TextReader | null = null;
  let held = "";
  for await (const text of utf8Text(file)) {
    held += text;
    // The first line decides; one that never ends is left to the reader's own limits.
    if (reader === null && !held.includes("\n") && held.length < longestHeader) continue;
    reader ??= readerFor(held, sink);
    reader.push(held);
    held = "";
  }
  reader ??= readerFor(held, sink);
  reader.push(held);
  reader.end();
}

const longestHeader = 1 << 16;

function readerFor(start: string, sink: RecordSink): TextReader {
  if (/^[ \t\r\n]*\{/.test(start)) return new JsonLinesReader(sink);
  return new CsvReader(sink, separatorOf(start) ?? comma);
}
