import { z } from "zod";
import { metric, type ExamplesOf } from "../metric.ts";
import { areaAgainstRest, areaUnderRoc } from "../numeric/area.ts";
import { averageOfShares, everyCell, type Share } from "../numeric/one-against-rest.ts";

type Probabilities = ExamplesOf<"probabilities">;

const params = z
  .strictObject({
    multi_class: z.enum(["ovr", "ovo"]).default("ovr"),
    average: z.enum(["macro", "weighted", "micro"]).default("macro"),
  })
  .refine((chosen) => chosen.multi_class === "ovr" || chosen.average !== "micro", {
    message: "average: micro needs multi_class ovr",
  });

/** Area under the ROC curve; with several classes averaged one against the rest (undefined when one is absent), or over pairs
 * of the classes that are present.
 * Reference: sklearn.metrics.roc_auc_score. Sources: Hanley & McNeil 1982; Hand & Till 2001 for pairs. */
export const rocAuc = metric({
  name: "roc_auc",
  title: { en: "Area under the ROC curve", fr: "Aire sous la courbe ROC" },
  explanation: {
    en: "The chance that a random positive case receives a higher probability than a random negative one. 0.5 is a coin toss, 1 is perfect.",
    fr: "La probabilité qu’un cas positif tiré au hasard reçoive une valeur plus haute qu’un cas négatif. 0,5 vaut un tirage à pile ou face, 1 est parfait.",
  },
  formula: String.raw`\frac{1}{n_+ n_-}\sum_{i:y_i=1}\sum_{j:y_j=0}\left(\mathbf{1}[\hat{p}_i>\hat{p}_j]+\tfrac12\mathbf{1}[\hat{p}_i=\hat{p}_j]\right)`,
  source: "scikit-learn, roc_auc_score",
  better: "higher",
  range: [0, 1],
  needs: ["probabilities"],
  isMeanOverRows: false,
  decimals: 4,
  params,
  compute(examples, { multi_class: multiClass, average }) {
    const shares = sharesOf(examples, multiClass, average);
    const defined = shares.filter((share) => share !== null);
    if (defined.length === 0 || defined.length < shares.length)
      return { undefinedBecause: "a_class_is_absent" };
    return { value: averageOfShares(defined, average === "weighted" ? "weighted" : "macro") };
  },
});

type Params = z.infer<typeof params>;

function sharesOf(
  examples: Probabilities,
  multiClass: Params["multi_class"],
  average: Params["average"],
): (Share | null)[] {
  if (examples.columns === 1) return [share(areaAgainstRest(examples, 0, 1).area, 1)];
  if (average === "micro") {
    const { isPositive, scores } = everyCell(examples);
    return [share(areaUnderRoc(isPositive, scores), 1)];
  }
  if (multiClass === "ovr")
    return [...examples.classes.keys()].map((one) => {
      const { area, positives } = areaAgainstRest(examples, one, one);
      return share(area, positives);
    });
  const present = [...new Set(examples.truth)].sort((a, b) => a - b);
  return present.flatMap((first, index) =>
    present.slice(index + 1).map((second) => shareOfPair(examples, first, second)),
  );
}

function share(area: number | null, weight: number): Share | null {
  return area === null ? null : { area, weight };
}

/** Both directions of a pair, on the rows of these two classes only. */
function shareOfPair(examples: Probabilities, first: number, second: number): Share | null {
  const rows = Uint32Array.from(
    [...examples.truth.keys()].filter((row) => [first, second].includes(examples.truth[row] ?? -1)),
  );
  const one = areaAmong(examples, rows, first);
  const other = areaAmong(examples, rows, second);
  return one === null || other === null ? null : share((one + other) / 2, rows.length);
}

function areaAmong(
  { truth, probabilities, columns }: Probabilities,
  rows: Uint32Array,
  positive: number,
): number | null {
  const isPositive = Uint8Array.from(rows, (row) => Number(truth[row] === positive));
  const scores = Float64Array.from(rows, (row) => probabilities[row * columns + positive] ?? 0);
  return areaUnderRoc(isPositive, scores);
}
