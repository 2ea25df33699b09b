import type { Bytes } from "./unpack.ts";

/** A file in one piece, for formats that cannot be read from front to back. The caller bounds its size. */
export async function collected(file: Bytes): Promise<ArrayBuffer> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of file) {
    // The sender may use its buffer again.
    chunks.push(chunk.slice());
    sizeBytes += chunk.byteLength;
  }
  const whole = new Uint8Array(sizeBytes);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole.buffer;
}
