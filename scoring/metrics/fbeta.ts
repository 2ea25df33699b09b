import { z } from "zod";
import { metric } from "../metric.ts";
import {
  averageOverClasses,
  binaryMisfit,
  classAverage,
  fScoreOf,
  thresholdParam,
} from "../numeric/class-averages.ts";
import { decideClasses } from "../numeric/decide.ts";

/** F score in which recall counts `beta` times as much as precision.
 * Reference: sklearn.metrics.fbeta_score with zero_division 0. */
export const fbeta = metric({
  name: "fbeta",
  title: { en: "F-beta score", fr: "Score F-bêta" },
  explanation: {
    en: "A mean of precision and recall in which recall counts β times as much: above 1, a missed case costs more than a false alarm.",
    fr: "Une moyenne de la précision et du rappel où le rappel compte β fois plus\u00a0: au-dessus de 1, un cas manqué coûte plus qu’une fausse alerte.",
  },
  formula: String.raw`\frac{(1+\beta^2)\,P\,R}{\beta^2 P+R}`,
  source: "scikit-learn, fbeta_score",
  better: "higher",
  range: [0, 1],
  needs: ["classes", "probabilities"],
  isMeanOverRows: false,
  isOfConfusion: true,
  decimals: 4,
  params: z.strictObject({
    beta: z.number().positive(),
    average: classAverage.default("binary"),
    threshold: thresholdParam,
  }),
  misfit: binaryMisfit,
  compute(examples, { beta, average, threshold }) {
    const ofClass = (tally: Parameters<typeof fScoreOf>[0]) => fScoreOf(tally, beta);
    return { value: averageOverClasses(decideClasses(examples, threshold), average, ofClass) };
  },
});
