import { UnreadableFile } from "../faults.ts";
import { messages } from "../messages.ts";
import type { Bytes } from "./unpack.ts";

const newline = 10;

/** Decodes UTF-8 strictly, piece by piece, without the byte-order mark.
 * @throws UnreadableFile `encoding`, with the line of the first byte that is not UTF-8 text */
export async function* utf8Text(file: Bytes): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let line = 1;
  let isFirst = true;
  for await (const chunk of file) {
    if (chunk.byteLength === 0) continue;
    if (isFirst && isUtf16(chunk)) throw new UnreadableFile("encoding", messages.utf16(), { line: 1 });
    const zero = chunk.indexOf(0);
    if (zero >= 0) {
      // What stands before the zero may be at fault first.
      decode(decoder, chunk.subarray(0, zero), { line, isFirst });
      throw notText(line + countNewlines(chunk.subarray(0, zero)));
    }
    yield decode(decoder, chunk, { line, isFirst });
    isFirst = false;
    line += countNewlines(chunk);
  }
  // What remains is the beginning of a character that never ended.
  decode(decoder, null, { line, isFirst: false });
}

type Place = { line: number; isFirst: boolean };

function decode(decoder: TextDecoder, chunk: Uint8Array | null, { line, isFirst }: Place): string {
  try {
    return chunk === null ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch {
    throw notText(chunk === null ? line : line + linesBeforeFault(chunk, isFirst));
  }
}

/** Newlines before the first byte that is not UTF-8: found line by line, only once a file is known to be faulty. */
function linesBeforeFault(chunk: Uint8Array, isFirst: boolean): number {
  let lines = 0;
  let start = 0;
  for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
    // A later chunk may begin inside a character: its first line is judged without that character's end.
    if (
      !isUtf8(chunk.subarray(start, end)) &&
      !(start === 0 && !isFirst && isUtf8(withoutContinuation(chunk.subarray(0, end))))
    )
      break;
    lines += 1;
    start = end + 1;
  }
  return lines;
}

function withoutContinuation(bytes: Uint8Array): Uint8Array {
  let start = 0;
  while (start < 3 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start += 1;
  return bytes.subarray(start);
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function isUtf16(start: Uint8Array): boolean {
  const [a, b, c, d] = start;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return true;
  // Without a mark: every other byte of ordinary letters is zero.
  return (a !== 0 && b === 0 && c !== 0 && d === 0) || (a === 0 && b !== 0 && c === 0 && d !== 0);
}

function countNewlines(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) count += 1;
  return count;
}

function notText(line: number): UnreadableFile {
  return new UnreadableFile("encoding", messages.notText(), { line });
}
