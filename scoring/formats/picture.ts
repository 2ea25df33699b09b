import { pixelsAtMost } from "../limits.ts";
import type { LabelMap, Size } from "../shapes.ts";
import { openPng, type Outline } from "./png.ts";
import { openTiff } from "./tiff.ts";

export type ReadPicture = { map: LabelMap } | { fault: "unreadable" | "size" };

/** Reads a label map from a PNG (1 to 16 bits; the indices, where it has a palette) or from the first page of a TIFF
 * (8 or 16 bits, whole numbers): one channel, 0 for the background. The content decides which of the two it is.
 * @param expected the size that it must have, compared before a pixel is unpacked; null when any will do
 * @returns `unreadable` when it is no such picture, is damaged, unpacks to more than its size, or has more than 10⁸ pixels */
export function readPicture(content: Uint8Array<ArrayBuffer>, expected: Size | null): ReadPicture {
  try {
    const outline = openPicture(content);
    if (outline === null || outline.width * outline.height > pixelsAtMost) return { fault: "unreadable" };
    if (expected !== null && (expected.width !== outline.width || expected.height !== outline.height))
      return { fault: "size" };
    const pixels = outline.pixels();
    const map = pixels === null ? null : labelMapOf(outline, pixels);
    return map === null ? { fault: "unreadable" } : { map };
  } catch {
    // Both libraries throw plain errors on damaged input, and nothing else in these calls can throw.
    return { fault: "unreadable" };
  }
}

/** Whether a file begins as a picture does. */
export function isPicture(content: Uint8Array): boolean {
  return isPng(content) || isTiff(content);
}

function openPicture(content: Uint8Array<ArrayBuffer>): Outline | null {
  if (isPng(content)) return openPng(content);
  return isTiff(content) ? openTiff(content) : null;
}

function isPng(content: Uint8Array): boolean {
  return [0x89, 0x50, 0x4e, 0x47].every((byte, index) => content[index] === byte);
}

function isTiff([a, b, c, d]: Uint8Array): boolean {
  return (
    (a === 0x49 && b === 0x49 && c === 42 && d === 0) || (a === 0x4d && b === 0x4d && c === 0 && d === 42)
  );
}

/** Rows of pixels as runs of equal ones. */
export function labelMapOf({ width, height }: Size, pixels: ArrayLike<number>): LabelMap | null {
  const total = width * height;
  if (total === 0 || pixels.length !== total) return null;
  let runs = 1;
  for (let pixel = 1; pixel < total; pixel++) if (pixels[pixel] !== pixels[pixel - 1]) runs += 1;
  const values = new Uint32Array(runs);
  const ends = new Uint32Array(runs);
  let run = 0;
  for (let pixel = 1; pixel <= total; pixel++) {
    if (pixel < total && pixels[pixel] === pixels[pixel - 1]) continue;
    values[run] = pixels[pixel - 1] ?? 0;
    ends[run++] = pixel;
  }
  return { width, height, values, ends };
}
