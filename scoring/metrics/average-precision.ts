import { z } from "zod";
import { metric, type ExamplesOf } from "../metric.ts";
import { areaUnderPrecisionRecall } from "../numeric/precision-recall.ts";
import { againstRest, averageOfShares, everyCell } from "../numeric/one-against-rest.ts";

/** Mean of the precisions at each rise of recall; 0 without any positive. With several classes averaged one against the
 * rest.
 * Reference: sklearn.metrics.average_precision_score (two classes, or one indicator column per class). */
export const averagePrecision = metric({
  name: "average_precision",
  title: { en: "Average precision", fr: "Précision moyenne" },
  explanation: {
    en: "The precision met while going down the list from the most to the least probable, averaged over the positives found; it sums up the precision–recall curve.",
    fr: "La précision rencontrée en descendant la liste du plus au moins probable, moyennée sur les positifs trouvés\u202f; elle résume la courbe précision–rappel.",
  },
  formula: String.raw`\sum_{n}(R_n-R_{n-1})\,P_n`,
  source: "scikit-learn, average_precision_score",
  better: "higher",
  range: [0, 1],
  needs: ["probabilities"],
  isMeanOverRows: false,
  decimals: 4,
  params: z.strictObject({ average: z.enum(["macro", "micro", "weighted"]).default("macro") }),
  compute(examples, { average }) {
    if (examples.columns === 1) return { value: ofPositive(examples) };
    if (average === "micro") {
      const { isPositive, scores } = everyCell(examples);
      return { value: areaUnderPrecisionRecall(isPositive, scores) };
    }
    const shares = [...examples.classes.keys()].map((index) => {
      const { isPositive, scores, positives } = againstRest(examples, index, index);
      return { area: areaUnderPrecisionRecall(isPositive, scores), weight: positives };
    });
    return { value: averageOfShares(shares, average) };
  },
});

function ofPositive({ truth, probabilities }: ExamplesOf<"probabilities">): number {
  return areaUnderPrecisionRecall(Uint8Array.from(truth), probabilities);
}
