import { decode as decodePng } from "fast-png";
import { decode as decodeTiff } from "tiff";
import type { LabelMap, Size } from "../shapes.ts";

const maxPixels = 1e8;

/** Reads a label map from a PNG (1 to 16 bits; the indices, where it has a palette) or from the first page of a TIFF
 * (8 or 16 bits, whole numbers): one channel, 0 for the background. The content decides which of the two it is.
 * @returns null when it is no such picture, is damaged, or has more than 10⁸ pixels */
export function readPicture(content: Uint8Array<ArrayBuffer>): LabelMap | null {
  try {
    if (isPng(content)) return readPng(content);
    return isTiff(content) ? readTiff(content) : null;
  } catch {
    // Both libraries throw plain errors on damaged input, and nothing else in these calls can throw.
    return null;
  }
}

/** Whether a file begins as a picture does. */
export function isPicture(content: Uint8Array): boolean {
  return isPng(content) || isTiff(content);
}

function isPng(content: Uint8Array): boolean {
  return [0x89, 0x50, 0x4e, 0x47].every((byte, index) => content[index] === byte);
}

function isTiff([a, b, c, d]: Uint8Array): boolean {
  return (
    (a === 0x49 && b === 0x49 && c === 42 && d === 0) || (a === 0x4d && b === 0x4d && c === 0 && d === 42)
  );
}

function readPng(content: Uint8Array<ArrayBuffer>): LabelMap | null {
  // Width and height stand in the first chunk: judged before anything is unpacked.
  const header = new DataView(content.buffer, content.byteOffset);
  if (header.getUint32(16) * header.getUint32(20) > maxPixels) return null;
  const { width, height, depth, channels, data } = decodePng(content, { checkCrc: true });
  if (channels !== 1) return null;
  return labelMapOf({ width, height }, depth < 8 ? unpackBits(data, { width, height }, depth) : data);
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

const wholeNumbers = 1;
const blackIsZero = 1;
const palette = 3;

function readTiff(content: Uint8Array<ArrayBuffer>): LabelMap | null {
  const [outline] = decodeTiff(content, { pages: [0], ignoreImageData: true });
  if (outline === undefined || outline.width * outline.height > maxPixels) return null;
  const isLabelMap =
    outline.samplesPerPixel === 1 &&
    outline.sampleFormat === wholeNumbers &&
    [blackIsZero, palette].includes(outline.type) &&
    outline.bitsPerSample <= 16;
  const [page] = isLabelMap ? decodeTiff(content, { pages: [0] }) : [];
  if (page === undefined) return null;
  return labelMapOf({ width: page.width, height: page.height }, page.data);
}

/** Rows of pixels as runs of equal ones. */
export function labelMapOf({ width, height }: Size, pixels: ArrayLike<number>): LabelMap | null {
  const total = width * height;
  if (total === 0 || pixels.length !== total) return null;
  const values: number[] = [];
  const ends: number[] = [];
  for (let pixel = 1; pixel <= total; pixel++) {
    if (pixel < total && pixels[pixel] === pixels[pixel - 1]) continue;
    values.push(pixels[pixel - 1] ?? 0);
    ends.push(pixel);
  }
  return { width, height, values: Uint32Array.from(values), ends: Uint32Array.from(ends) };
}
