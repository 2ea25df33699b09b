const clear = 256;
const end = 257;
const firstFree = 258;
const shortest = 9;
const longest = 12;

/** How many bytes the LZW of a TIFF unpacks to, counted from its codes: nothing is unpacked.
 * @returns more than `mostBytes` as soon as that is so
 * Source: TIFF 6.0, section 13. */
export function lzwSize(packed: Uint8Array, mostBytes: number): number {
  const lengths = new Uint32Array(1 << longest).fill(1, 0, clear);
  let free = firstFree;
  let bits = shortest;
  let before = 0;
  let sizeBytes = 0;
  for (let at = 0; at + bits <= packed.length * 8;) {
    const code = codeAt(packed, at, bits);
    at += bits;
    if (code === end) break;
    if (code === clear) {
      [free, bits, before] = [firstFree, shortest, 0];
      continue;
    }
    // A code that is only now being made is one longer than the last.
    const length = code < free ? (lengths[code] ?? 0) : before + 1;
    sizeBytes += length;
    if (sizeBytes > mostBytes) break;
    if (before > 0 && free < 1 << longest) lengths[free++] = before + 1;
    before = length;
    if (free >= (1 << bits) - 1 && bits < longest) bits += 1;
  }
  return sizeBytes;
}

function codeAt(packed: Uint8Array, at: number, bits: number): number {
  const byte = at >> 3;
  const three = ((packed[byte] ?? 0) << 16) | ((packed[byte + 1] ?? 0) << 8) | (packed[byte + 2] ?? 0);
  return (three >> (24 - (at & 7) - bits)) & ((1 << bits) - 1);
}
