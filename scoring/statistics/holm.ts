/** P-values adjusted for their number, so that the chance of any false rejection keeps its level.
 * @returns in the order given, each at most 1
 * Source: Holm 1979, "A simple sequentially rejective multiple test procedure". */
export function holm(pValues: ArrayLike<number>): Float64Array {
  const order = Uint32Array.from({ length: pValues.length }, (_, index) => index).sort(
    (a, b) => (pValues[a] ?? 1) - (pValues[b] ?? 1),
  );
  const adjusted = new Float64Array(pValues.length);
  let largest = 0;
  for (const [place, index] of order.entries()) {
    largest = Math.max(largest, Math.min(1, (pValues.length - place) * (pValues[index] ?? 1)));
    adjusted[index] = largest;
  }
  return adjusted;
}
