import { decode } from "fast-png";
import type { Size } from "../shapes.ts";
import { inflatesWithin } from "./inflated-size.ts";
import { pngOutline, type PngOutline } from "./png-outline.ts";

/** A picture whose size is known and whose pixels are not unpacked yet.
 * `pixels` gives them row after row; null when they are damaged, or not of one channel. */
export type Outline = Size & { pixels: () => ArrayLike<number> | null };

/** Opens a PNG of 1 to 16 bits; the indices are its pixels, where it has a palette.
 * @returns null when it is damaged */
export function openPng(content: Uint8Array): Outline | null {
  const outline = pngOutline(content);
  if (outline === null) return null;
  return { width: outline.width, height: outline.height, pixels: () => pixelsOf(outline) };
}

function pixelsOf({ packedPixels, unpackedBytes, essence }: PngOutline): ArrayLike<number> | null {
  if (!inflatesWithin(packedPixels, unpackedBytes)) return null;
  const { width, height, depth, channels, data } = decode(essence, { checkCrc: true });
  if (channels !== 1) return null;
  return depth < 8 ? unpackBits(data, { width, height }, depth) : data;
}

/** Pixels of 1, 2 or 4 bits, packed from the left, each row beginning a new byte. */
function unpackBits(packed: ArrayLike<number>, { width, height }: Size, depth: number): Uint8Array {
  const perByte = 8 / depth;
  const rowBytes = Math.ceil(width / perByte);
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const byte = packed[y * rowBytes + Math.floor(x / perByte)] ?? 0;
      pixels[y * width + x] = (byte >> (8 - depth * ((x % perByte) + 1))) & ((1 << depth) - 1);
    }
  }
  return pixels;
}
