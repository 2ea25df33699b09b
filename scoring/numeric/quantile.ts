/** A quantile by linear interpolation between the neighbouring values.
 * @param sorted ascending, at least one
 * @param share between 0 and 1
 * Source: Hyndman & Fan 1996, definition 7, which is numpy's default. */
export function quantile(sorted: Float64Array, share: number): number {
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const low = sorted[below] ?? NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? NaN;
  return low + (place - below) * (high - low);
}
