import { Unzlib } from "fflate";

/** Packed bytes that are unpacked before the count is looked at: deflate makes a thousand times as many of them at most. */
const step = 1 << 10;

/** Whether zlib data unpack to no more than so many bytes; nothing that comes out is kept.
 * @throws Error when they are damaged */
export function inflatesWithin(pieces: readonly Uint8Array[], mostBytes: number): boolean {
  let sizeBytes = 0;
  const inflater = new Unzlib((chunk) => (sizeBytes += chunk.byteLength));
  for (const piece of pieces) {
    for (let at = 0; at < piece.length; at += step) {
      inflater.push(piece.subarray(at, at + step));
      if (sizeBytes > mostBytes) return false;
    }
  }
  return true;
}
