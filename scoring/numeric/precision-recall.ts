/** Area under the precision–recall curve as a sum of steps, one per distinct score: Σ (Rₙ − Rₙ₋₁) Pₙ.
 * @param isPositive 1 or 0 per example; length n ≥ 1
 * @param scores same length and order; higher means more likely positive
 * @returns 0 when nothing is positive, as scikit-learn does
 * Source: scikit-learn, average_precision_score. */
export function areaUnderPrecisionRecall(isPositive: Uint8Array, scores: Float64Array): number {
  const order = Uint32Array.from(scores.keys()).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  let seen = 0;
  let positives = 0;
  // Σ (new positives × precision); divided by all positives at the end.
  let sum = 0;
  for (let start = 0; start < order.length;) {
    const score = scores[order[start] ?? 0];
    let tiedPositives = 0;
    let end = start;
    for (; end < order.length && scores[order[end] ?? 0] === score; end++)
      tiedPositives += isPositive[order[end] ?? 0] ?? 0;
    seen += end - start;
    positives += tiedPositives;
    sum += (tiedPositives * positives) / seen;
    start = end;
  }
  return positives === 0 ? 0 : sum / positives;
}
