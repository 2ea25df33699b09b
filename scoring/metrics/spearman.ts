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
  formula: String.raw`\frac{\sum_i(r_i-\bar{r})(\hat{r}_i-\bar{\hat{r}})}{\sqrt{\sum_i(r_i-\bar{r})^2}\sqrt{\sum_i(\hat{r}_i-\bar{\hat{r}})^2}},\quad r_i=\operatorname{rk}(y_i)`,
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
