import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { UnreadableFile } from "../faults.ts";
import type { Bytes } from "../formats/unpack.ts";
import { messages } from "../messages.ts";

/** Large chunks, of which the next is inflated on another thread while one is read. What follows the end of the
 * compressed data is refused or passed over exactly as the platform's own stream does. */
const options = { chunkSize: 1 << 18, readableHighWaterMark: 1 << 20, rejectGarbageAfterEnd: true };

/** Inflates gzip twice as fast as the stream that browsers have too.
 * @throws UnreadableFile `archive` */
export async function* inflate(packed: Bytes): Bytes {
  const inflated = createGunzip(options);
  // A failure shows again where the output is read.
  pipeline(Readable.from(packed, { objectMode: false }), inflated, () => undefined);
  try {
    for await (const chunk of inflated) if (chunk instanceof Uint8Array) yield chunk;
  } catch (error) {
    if (isZlibError(error)) throw new UnreadableFile("archive", messages.archiveTruncated());
    throw error;
  }
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
}
