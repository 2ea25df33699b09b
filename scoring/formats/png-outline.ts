import type { Size } from "../shapes.ts";

/** What a PNG says of itself, and the PNG without anything that its pixels do not need. */
export type PngOutline = Size & {
  /** What its pixels must unpack to at most. */
  unpackedBytes: number;
  packedPixels: Uint8Array[];
  essence: Uint8Array<ArrayBuffer>;
};

const signatureBytes = 8;
const chunkFrameBytes = 12;
const headerBytes = 13;
/** Samples of a pixel by colour type. */
const samples: Partial<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
/** Chunks without which pixels cannot be read. Others may be packed too (profiles, texts), and are left out. */
const essential = new Set(["IHDR", "PLTE", "IDAT", "IEND"]);

/** Goes through the chunks of a PNG and unpacks none.
 * @returns null when it has not exactly one header, first, or a chunk leaves the file
 * Source: PNG specification (third edition), sections 5 and 11. */
export function pngOutline(content: Uint8Array): PngOutline | null {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const packedPixels: Uint8Array[] = [];
  const kept: Uint8Array[] = [content.subarray(0, signatureBytes)];
  let header: DataView | null = null;
  for (let at = signatureBytes; at + chunkFrameBytes <= content.length;) {
    const length = view.getUint32(at);
    const end = at + chunkFrameBytes + length;
    const type = String.fromCharCode(...content.subarray(at + 4, at + 8));
    const isHeader = type === "IHDR";
    if (end > content.length || isHeader !== (header === null) || (isHeader && length !== headerBytes))
      return null;
    header ??= new DataView(content.buffer, content.byteOffset + at + 8, length);
    if (essential.has(type)) kept.push(content.subarray(at, end));
    if (type === "IDAT") packedPixels.push(content.subarray(at + 8, end - 4));
    at = type === "IEND" ? content.length : end;
  }
  return header === null ? null : { ...sizesOf(header), packedPixels, essence: joined(kept) };
}

function sizesOf(header: DataView): Size & { unpackedBytes: number } {
  const width = header.getUint32(0);
  const height = header.getUint32(4);
  const bits = header.getUint8(8) * (samples[header.getUint8(9)] ?? 4);
  const isInterlaced = header.getUint8(12) !== 0;
  const rowBytes = Math.ceil((width * bits) / 8);
  // A filter byte in front of each row. Interlaced, the rows are cut into seven passes: at most two for each, and seven.
  const unpackedBytes = isInterlaced ? height * rowBytes + 2 * (2 * height + 7) : height * (rowBytes + 1);
  return { width, height, unpackedBytes };
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}
