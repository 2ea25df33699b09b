import { z } from "zod";
import { metric, unsuited, type Examples } from "../metric.ts";
import { areaUnderRoc } from "../numeric/area.ts";
import { CompensatedSum } from "../numeric/sum.ts";

type Probabilities = Extract<Examples, { kind: "probabilities" }>;
type Share = { area: number; weight: number };

/** Area under the ROC curve; with several classes averaged one against the rest, or over pairs of classes.
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
  params: z.strictObject({
    multi_class: z.enum(["ovr", "ovo"]).default("ovr"),
    average: z.enum(["macro", "weighted"]).default("macro"),
  }),
  compute(examples, params) {
    if (examples.kind !== "probabilities") return unsuited("roc_auc", examples);
    const shares =
      examples.columns === 1 ? [positiveShare(examples)] : sharesOf(examples, params.multi_class);
    if (shares.length === 0 || shares.some((share) => share === null))
      return { undefinedBecause: "a_class_is_absent" };
    return {
      value: average(
        shares.filter((share) => share !== null),
        params.average,
      ),
    };
  },
});

function positiveShare({ truth, probabilities }: Probabilities): Share | null {
  const area = areaUnderRoc(Uint8Array.from(truth), probabilities);
  return area === null ? null : { area, weight: 1 };
}

function sharesOf(examples: Probabilities, multiClass: "ovr" | "ovo"): (Share | null)[] {
  const classes = [...examples.classes.keys()];
  if (multiClass === "ovr") return classes.map((positive) => shareAgainstRest(examples, positive));
  return classes.flatMap((first) =>
    classes.slice(first + 1).map((second) => shareOfPair(examples, first, second)),
  );
}

function shareAgainstRest(examples: Probabilities, positive: number): Share | null {
  const rows = [...examples.truth.keys()];
  const area = areaAmong(examples, rows, positive);
  const weight = rows.filter((row) => examples.truth[row] === positive).length;
  return area === null ? null : { area, weight };
}

/** Both directions of a pair, on the rows of these two classes only. */
function shareOfPair(examples: Probabilities, first: number, second: number): Share | null {
  const rows = [...examples.truth.keys()].filter((row) =>
    [first, second].includes(examples.truth[row] ?? -1),
  );
  const one = areaAmong(examples, rows, first);
  const other = areaAmong(examples, rows, second);
  return one === null || other === null ? null : { area: (one + other) / 2, weight: rows.length };
}

function areaAmong(
  { truth, probabilities, columns }: Probabilities,
  rows: number[],
  positive: number,
): number | null {
  const isPositive = Uint8Array.from(rows, (row) => Number(truth[row] === positive));
  const scores = Float64Array.from(rows, (row) => probabilities[row * columns + positive] ?? 0);
  return areaUnderRoc(isPositive, scores);
}

function average(shares: Share[], rule: "macro" | "weighted"): number {
  const sum = new CompensatedSum();
  const weights = new CompensatedSum();
  for (const { area, weight } of shares) {
    const counted = rule === "macro" ? 1 : weight;
    sum.add(area * counted);
    weights.add(counted);
  }
  return sum.value / weights.value;
}
