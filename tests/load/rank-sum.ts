/** The two-sided p of the rank-sum test of two samples (Wilcoxon, Mann and Whitney), by the normal approximation with the
 * correction for ties: how probable such a difference of ranks is when both come from one distribution. */
export function rankSumP(one: readonly number[], other: readonly number[]): number {
  const all = [
    ...one.map((value) => ({ value, isOne: true })),
    ...other.map((value) => ({ value, isOne: false })),
  ];
  all.sort((a, b) => a.value - b.value);
  let [sum, tied] = [0, 0];
  for (let from = 0; from < all.length;) {
    let to = from;
    while (to < all.length && all[to]?.value === all[from]?.value) to++;
    const count = to - from;
    // Equal values share the mean of their ranks, which count from 1.
    const rank = (from + 1 + to) / 2;
    sum += rank * all.slice(from, to).filter(({ isOne }) => isOne).length;
    tied += count ** 3 - count;
    from = to;
  }
  const [n, m, total] = [one.length, other.length, all.length];
  const deviation = Math.sqrt(((n * m) / 12) * (total + 1 - tied / (total * (total - 1))));
  if (deviation === 0) return 1;
  const z = Math.max(0, Math.abs(sum - (n * (total + 1)) / 2) - 0.5) / deviation;
  return 2 * upperTail(z);
}

/** The share of the normal distribution above z. Abramowitz and Stegun 26.2.17; the error is below 7.5e-8. */
function upperTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const weights = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429];
  const polynomial = weights.reduce((total, weight, index) => total + weight * t ** (index + 1), 0);
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * polynomial;
}
