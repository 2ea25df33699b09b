import { z } from "zod";
import { metric } from "../metric.ts";
import { pairCounts } from "../numeric/pairs.ts";

/** Kendall's τ-b: concordant minus discordant pairs, corrected for ties. Reference: scipy.stats.kendalltau.
 * Sources: Kendall 1945; Knight 1966 for the count in n log n. */
export const kendall = metric({
  name: "kendall",
  title: { en: "Kendall correlation (τ-b)", fr: "Corrélation de Kendall (τ-b)" },
  explanation: {
    en: "Of all pairs of rows, how many more are put in the right order than in the wrong one, as a share. 1 is the same order, −1 the reverse.",
    fr: "Parmi toutes les paires de lignes, l’excès de paires bien ordonnées sur les mal ordonnées, en part. 1 est le même ordre, −1 l’ordre inverse.",
  },
  formula: String.raw`\frac{C-D}{\sqrt{(n_0-n_1)(n_0-n_2)}}`,
  source: "scipy.stats.kendalltau",
  better: "higher",
  range: [-1, 1],
  needs: ["numbers"],
  isMeanOverRows: false,
  decimals: 4,
  variant: "tau-b",
  params: z.strictObject({}),
  compute({ truth, predicted }) {
    if (truth.length < 2) return { undefinedBecause: "too_few_rows" };
    const { pairs, tiedInFirst, tiedInSecond, concordantMinusDiscordant } = pairCounts(truth, predicted);
    if (tiedInFirst === pairs) return { undefinedBecause: "constant_labels" };
    if (tiedInSecond === pairs) return { undefinedBecause: "constant_predictions" };
    const scale = Math.sqrt(pairs - tiedInFirst) * Math.sqrt(pairs - tiedInSecond);
    return { value: Math.min(1, Math.max(-1, concordantMinusDiscordant / scale)) };
  },
});
