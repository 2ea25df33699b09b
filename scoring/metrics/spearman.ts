import { z } from "zod";
import { metric } from "../metric.ts";
import { linearCorrelation } from "../numeric/correlation.ts";
import { midranks } from "../numeric/ranks.ts";

/** Linear correlation of the ranks, equal values sharing their mean rank. Reference: scipy.stats.spearmanr.
 * Source: Spearman 1904. */
export const spearman = metric({
  name: "spearman",
  title: { en: "Spearman correlation", fr: "Corrélation de Spearman" },
  explanation: {
    en: "How well the order of the predictions agrees with the order of the true values; only ranks count. 1 is the same order.",
    fr: "À quel point l’ordre des prédictions s’accorde avec celui des vraies valeurs\u202f; seuls les rangs comptent. 1 est le même ordre.",
  },
  formula: String.raw`\operatorname{corr}\left(\operatorname{rang}(y),\operatorname{rang}(\hat{y})\right)`,
  source: "scipy.stats.spearmanr",
  better: "higher",
  range: [-1, 1],
  needs: ["numbers"],
  isMeanOverRows: false,
  decimals: 4,
  params: z.strictObject({}),
  compute({ truth, predicted }) {
    return linearCorrelation(midranks(truth), midranks(predicted));
  },
});
