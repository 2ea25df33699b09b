/** A percentile with linear interpolation between the two nearest of the sorted values.
 * @param values at least one, in any order; not changed
 * @param percent in [0, 100]
 * Source: definition 7 of Hyndman & Fan 1996, the default of numpy. */
export function percentile(values: Float64Array, percent: number): number {
  const sorted = values.slice().sort();
  const position = ((sorted.length - 1) * percent) / 100;
  const below = Math.floor(position);
  const low = sorted[below] ?? NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? NaN;
  return low + (high - low) * (position - below);
}
