import { z } from "zod";
import { metric } from "../metric.ts";
import { thresholdParam } from "../numeric/class-averages.ts";
import { confusionOf, tallies } from "../numeric/confusion.ts";
import { decideClasses } from "../numeric/decide.ts";
import { CompensatedSum } from "../numeric/sum.ts";

/** Correlation of true and predicted classes, for any number of classes; 0 when either side is constant.
 * Reference: sklearn.metrics.matthews_corrcoef. Sources: Matthews 1975; Gorodkin 2004 for several classes. */
export const matthewsCorrcoef = metric({
  name: "matthews_corrcoef",
  title: { en: "Matthews correlation", fr: "Corrélation de Matthews" },
  explanation: {
    en: "How true and predicted classes go together, in one number that chance puts at 0 whatever the share of each class. 1 is perfect.",
    fr: "À quel point les classes vraies et prédites vont ensemble, en un nombre que le hasard met à 0 quelle que soit la part de chaque classe. 1 est parfait.",
  },
  formula: String.raw`\frac{\mathrm{TP}\cdot\mathrm{TN}-\mathrm{FP}\cdot\mathrm{FN}}{\sqrt{(\mathrm{TP}+\mathrm{FP})(\mathrm{TP}+\mathrm{FN})(\mathrm{TN}+\mathrm{FP})(\mathrm{TN}+\mathrm{FN})}}`,
  source: "scikit-learn, matthews_corrcoef; Matthews 1975; Gorodkin 2004",
  better: "higher",
  range: [-1, 1],
  needs: ["classes", "probabilities"],
  isMeanOverRows: false,
  isOfConfusion: true,
  decimals: 4,
  params: z.strictObject({ threshold: thresholdParam }),
  compute(examples, { threshold }) {
    const confusion = confusionOf(decideClasses(examples, threshold));
    const n = confusion.total;
    const ofClasses = tallies(confusion);
    const hits = total(ofClasses.map((tally) => tally.hits));
    const covariance = hits * n - total(ofClasses.map(({ actual, predicted }) => actual * predicted));
    const ofTruth = n * n - total(ofClasses.map(({ actual }) => actual * actual));
    const ofPredictions = n * n - total(ofClasses.map(({ predicted }) => predicted * predicted));
    // A constant side correlates with nothing: scikit-learn says 0.
    if (ofTruth === 0 || ofPredictions === 0) return { value: 0 };
    return { value: covariance / (Math.sqrt(ofTruth) * Math.sqrt(ofPredictions)) };
  },
});

function total(numbers: readonly number[]): number {
  const sum = new CompensatedSum();
  for (const number of numbers) sum.add(number);
  return sum.value;
}
