import { pairCounts } from "../numeric/pairs.ts";

/** Kendall's tau-b between two lists of scores: concordant minus discordant pairs, corrected for ties. 1 is the same order,
 * −1 the reverse one.
 * @returns null when either list is constant
 * Source: Kendall 1945, "The treatment of ties in ranking problems". */
export function kendallTauB(x: Float64Array, y: Float64Array): number | null {
  if (x.length < 2) return null;
  const { pairs, tiedInFirst, tiedInSecond, concordantMinusDiscordant } = pairCounts(x, y);
  if (tiedInFirst === pairs || tiedInSecond === pairs) return null;
  const scale = Math.sqrt(pairs - tiedInFirst) * Math.sqrt(pairs - tiedInSecond);
  return Math.min(1, Math.max(-1, concordantMinusDiscordant / scale));
}
