import { decode } from "tiff";
import { inflatesWithin } from "./inflated-size.ts";
import { lzwSize } from "./lzw-size.ts";
import type { Outline } from "./png.ts";

const wholeNumbers = 1;
const blackIsZero = 1;
const palette = 3;
const lzw = 5;
const deflates: readonly unknown[] = [8, 32946];

type Page = ReturnType<typeof decode>[number];

/** Opens the first page of a TIFF: 8 or 16 bits, whole numbers.
 * @returns null when it is damaged, or no such picture */
export function openTiff(content: Uint8Array<ArrayBuffer>): Outline | null {
  const [page] = decode(content, { pages: [0], ignoreImageData: true });
  if (page === undefined) return null;
  const isLabelMap =
    page.samplesPerPixel === 1 &&
    page.sampleFormat === wholeNumbers &&
    [blackIsZero, palette].includes(page.type) &&
    page.bitsPerSample <= 16;
  if (!isLabelMap) return null;
  const { width, height } = page;
  return { width, height, pixels: () => (unpacksAsSaid(page, content) ? pixelsOf(content) : null) };
}

function pixelsOf(content: Uint8Array<ArrayBuffer>): ArrayLike<number> | null {
  return decode(content, { pages: [0] })[0]?.data ?? null;
}

/** Whether its strips or tiles are as many as its size needs, lie apart in the file, and unpack to no more than they hold. */
function unpacksAsSaid(page: Page, content: Uint8Array): boolean {
  const { count, bytesOfEach } = partsOf(page);
  const offsets = listOf(page.tiled ? page.tileOffsets : page.stripOffsets);
  const lengths = listOf(page.tiled ? page.tileByteCounts : page.stripByteCounts);
  const packedBytes = lengths.reduce((sum, length) => sum + length, 0);
  if (offsets.length !== count || lengths.length !== count || packedBytes > content.length) return false;
  return offsets.every((offset, index) => {
    const packed = content.subarray(offset, offset + (lengths[index] ?? 0));
    if (page.compression === lzw) return lzwSize(packed, bytesOfEach) <= bytesOfEach;
    return !deflates.includes(page.compression) || inflatesWithin([packed], bytesOfEach);
  });
}

function partsOf(page: Page): { count: number; bytesOfEach: number } {
  const { width, height, bitsPerSample } = page;
  if (page.tiled) {
    const { tileWidth = 0, tileHeight = 0 } = page;
    const count = Math.ceil(width / tileWidth) * Math.ceil(height / tileHeight);
    return { count, bytesOfEach: tileHeight * Math.ceil((tileWidth * bitsPerSample) / 8) };
  }
  const rows = Math.min(height, page.rowsPerStrip);
  return { count: Math.ceil(height / rows), bytesOfEach: rows * Math.ceil((width * bitsPerSample) / 8) };
}

/** The library gives a single number where there is one, and nothing where there is none. */
function listOf(numbers: unknown): number[] {
  if (typeof numbers === "number") return [numbers];
  const list = numbers instanceof Uint16Array || numbers instanceof Uint32Array ? [...numbers] : numbers;
  return Array.isArray(list) ? list.filter((one) => typeof one === "number") : [];
}
