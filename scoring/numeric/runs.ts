import type { Runs } from "../shapes.ts";

/** Number of pixels in a mask. */
export function areaOf({ lengths }: Runs): number {
  let pixels = 0;
  for (const length of lengths) pixels += length;
  return pixels;
}

/** Number of pixels that two masks share: both lists of runs are walked once, side by side. */
export function sharedPixels(a: Runs, b: Runs): number {
  let shared = 0;
  for (let i = 0, j = 0; i < a.starts.length && j < b.starts.length;) {
    const endA = (a.starts[i] ?? 0) + (a.lengths[i] ?? 0);
    const endB = (b.starts[j] ?? 0) + (b.lengths[j] ?? 0);
    const start = Math.max(a.starts[i] ?? 0, b.starts[j] ?? 0);
    shared += Math.max(0, Math.min(endA, endB) - start);
    // The run that ends first can share nothing more.
    if (endA <= endB) i += 1;
    else j += 1;
  }
  return shared;
}

/** Whether a mask holds a pixel, by bisection. */
export function holdsPixel({ starts, lengths }: Runs, pixel: number): boolean {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= pixel) low = middle + 1;
    else high = middle;
  }
  const run = low - 1;
  return run >= 0 && pixel < (starts[run] ?? 0) + (lengths[run] ?? 0);
}
