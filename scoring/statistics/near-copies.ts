import { denseRanks } from "../numeric/ranks.ts";
import type { Predictions } from "../predictions.ts";

/** Two submissions whose predictions are nearly the same, by index, with their rank correlation. */
export type NearCopy = { first: number; second: number; correlation: number };

/** Files of one team are typically near 0.95; teams that worked apart are below. */
const suspectFrom = 0.999;
/** Fewer rows are easily in the same order by chance, and so are few different values. */
const rowsAtLeast = 20;
const distinctAtLeast = 10;

/** Pairs of submissions of which Spearman's rank correlation is above 0.999.
 * @param predictions one list per submission, in one order of rows
 * Source: Spearman 1904, as Pearson's correlation of midranks. */
export function nearCopies(predictions: readonly Predictions["values"][]): NearCopy[] {
  const standardised = predictions.map((values) =>
    values.length < rowsAtLeast ? null : standardRanks(Float64Array.from(values)),
  );
  const found: NearCopy[] = [];
  for (const [second, own] of standardised.entries()) {
    if (own === null) continue;
    for (const [first, other] of standardised.slice(0, second).entries()) {
      const correlation = other === null ? 0 : product(own, other);
      if (correlation > suspectFrom) found.push({ first, second, correlation });
    }
  }
  return found;
}

/** Midranks with mean 0 and length 1; null for too few different values. */
function standardRanks(values: Float64Array): Float64Array | null {
  const { ranks, distinct } = denseRanks(values);
  if (distinct < distinctAtLeast) return null;
  const counts = new Float64Array(distinct);
  for (const rank of ranks) counts[rank] = (counts[rank] ?? 0) + 1;
  let below = 0;
  const midrankOf = counts.map((count) => {
    below += count;
    return below - count / 2 - values.length / 2;
  });
  const centred = Float64Array.from(ranks, (rank) => midrankOf[rank] ?? 0);
  const length = Math.sqrt(product(centred, centred));
  return centred.map((rank) => rank / length);
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}
