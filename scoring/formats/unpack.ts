import { UnreadableFile } from "../faults.ts";
import { entriesBesideOne } from "../limits.ts";
import { messages } from "../messages.ts";
import { ZipArchive } from "./zip-archive.ts";

export type Bytes = AsyncIterable<Uint8Array>;

/** What a file may be at most; counted while reading, whatever headers promise. */
export type Limits = {
  maxBytes: number;
  /** Rows of a table; as many as fit when it is not said. */
  maxRows?: number;
  /** Files of an archive, and bytes of each; as many as fit when it is not said. */
  maxFiles?: number;
  maxBytesOfFile?: number;
};

/** Inflates gzip, of which length and checksum are verified. @throws UnreadableFile `archive` */
export type Inflater = (packed: Bytes) => Bytes;

/** The text bytes of a predictions file: as they are, or unpacked from gzip or from a zip with one file.
 * The content decides, never the name.
 * @param inflater the platform's own by default, which browsers have too
 * @throws UnreadableFile `archive`, `too_large` */
export async function* unpack(file: Bytes, limits: Limits, inflater: Inflater = gunzip): Bytes {
  const { start, rest } = await peek(file, 4);
  const kind = archiveKind(start);
  const unpacked = kind === "gzip" ? inflater(rest) : kind === "zip" ? unzip(rest, limits) : rest;
  let sizeBytes = 0;
  let isFirst = kind !== "plain";
  for await (const chunk of unpacked) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > limits.maxBytes)
      throw new UnreadableFile("too_large", messages.tooLarge(megabytes(limits.maxBytes)));
    if (isFirst && archiveKind(chunk) !== "plain")
      throw new UnreadableFile("archive", messages.archiveNested());
    isFirst = false;
    yield chunk;
  }
}

/** What the first bytes of a file say that it is. */
export function archiveKind(start: Uint8Array): "gzip" | "zip" | "plain" {
  if (start[0] === 0x1f && start[1] === 0x8b) return "gzip";
  if (start[0] === 0x50 && start[1] === 0x4b && (start[2] === 3 || start[2] === 5)) return "zip";
  return "plain";
}

/** The first bytes of a file, fewer when it is shorter, and the whole of it again. */
export async function peek(file: Bytes, count: number): Promise<{ start: Uint8Array; rest: Bytes }> {
  const iterator = file[Symbol.asyncIterator]();
  const held: Uint8Array[] = [];
  const start: number[] = [];
  while (start.length < count) {
    const { done, value } = await iterator.next();
    if (done === true) break;
    held.push(value);
    start.push(...value.subarray(0, count - start.length));
  }
  async function* rest(): Bytes {
    try {
      yield* held;
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next())
        yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return { start: Uint8Array.from(start), rest: rest() };
}

/** Inflates with the platform's own decoder, which also verifies length and checksum. */
async function* gunzip(packed: Bytes): Bytes {
  const decoder = new DecompressionStream("gzip");
  const writer = decoder.writable.getWriter();
  // Its failure shows again, and is handled, where the output is read.
  const feeding = feed(packed, writer).catch(() => undefined);
  const reader = decoder.readable.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(() => {
        throw new UnreadableFile("archive", messages.archiveTruncated());
      });
      if (done) break;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
    await feeding;
  }
}

async function feed(packed: Bytes, writer: WritableStreamDefaultWriter<BufferSource>): Promise<void> {
  for await (const chunk of packed) await writer.write(Uint8Array.from(chunk));
  await writer.close();
}

/** The one file of a zip. */
async function* unzip(packed: Bytes, limits: Limits): Bytes {
  const output: Uint8Array[] = [];
  let files = 0;
  const refuse = () => {
    throw new UnreadableFile("archive", messages.archiveOneFile());
  };
  const archive = new ZipArchive((name, index) => {
    if (!isAllowedName(name) || index > entriesBesideOne) refuse();
    if (!isContentName(name)) return null;
    if (++files > 1) refuse();
    let sizeBytes = 0;
    return (piece, _, stop) => {
      sizeBytes += piece.byteLength;
      // One piece over the limit is let through, so that the caller sees that it was passed.
      if (sizeBytes - piece.byteLength <= limits.maxBytes) output.push(piece);
      else stop();
    };
  });
  let isFirst = true;
  for await (const chunk of packed) {
    if (isFirst && ((chunk[6] ?? 0) & 1) === 1) refuse();
    isFirst = false;
    for (let at = 0; at < chunk.length; at += unpackedAtOnce) {
      archive.push(chunk.subarray(at, at + unpackedAtOnce));
      yield* output.splice(0);
    }
  }
  if (files !== 1) refuse();
  archive.end();
  yield* output;
}

/** Packed bytes that are unpacked in one step: a thousand times as many may come out before they are counted. */
export const unpackedAtOnce = 1 << 14;

/** Whether a name of an archive stands for a file: what a Mac adds beside the real one, and folders, are passed over. */
export function isContentName(name: string): boolean {
  return !name.startsWith("__MACOSX/") && !name.endsWith("/");
}

/** Whether a name of an archive stays inside it. */
export function isAllowedName(name: string): boolean {
  return !/(^|[\\/])\.\.([\\/]|$)|^[\\/]|^[a-z]:|\0/i.test(name);
}

/** A size as a sentence gives it. */
export function megabytes(sizeBytes: number): string {
  return sizeBytes >= 1_000_000
    ? `${String(Math.round(sizeBytes / 1_000_000))} MB`
    : `${String(sizeBytes)} bytes`;
}
