import { z } from "zod";
import { metric, type ExamplesOf } from "../metric.ts";
import { thresholdParam } from "../numeric/class-averages.ts";
import { confusionOf, tallies, type ClassTally } from "../numeric/confusion.ts";
import { decideClasses } from "../numeric/decide.ts";
import { inOrder } from "../numeric/in-order.ts";
import { CompensatedSum } from "../numeric/sum.ts";

/** What a disagreement by so many steps costs. */
const disagreement = {
  none: (steps: number) => Number(steps > 0),
  linear: (steps: number) => steps,
  quadratic: (steps: number) => steps * steps,
} as const;

/** Agreement beyond chance, where errors may cost more the farther apart the classes stand in their order.
 * Reference: sklearn.metrics.cohen_kappa_score, with the declared classes as its labels. Source: Cohen 1960, 1968. */
export const cohenKappa = metric({
  name: "cohen_kappa",
  title: { en: "Cohen’s kappa", fr: "Kappa de Cohen" },
  explanation: {
    en: "Agreement between true and predicted classes beyond what chance would give. With weights, confusing distant grades costs more than neighbouring ones. 1 is perfect, 0 is chance.",
    fr: "L’accord entre classes vraies et prédites au-delà du hasard. Avec des poids, confondre deux grades éloignés coûte plus que deux grades voisins. 1 est parfait, 0 est le hasard.",
  },
  formula: String.raw`1-\frac{\sum_{ij}w_{ij}O_{ij}}{\sum_{ij}w_{ij}E_{ij}}`,
  source: "scikit-learn, cohen_kappa_score; Cohen 1968",
  better: "higher",
  range: [-1, 1],
  needs: ["classes", "probabilities"],
  isMeanOverRows: false,
  isOfConfusion: true,
  decimals: 4,
  params: z.strictObject({
    weights: z.enum(["none", "linear", "quadratic"]).nullish(),
    threshold: thresholdParam,
  }),
  compute(examples, { weights, threshold }) {
    const weight = disagreement[weights ?? "none"];
    const decided = decideClasses(examples, threshold);
    const confusion = confusionOf(decided);
    const { size, counts, total } = confusion;
    const ofClasses = tallies(confusion);
    const grades = gradesOf(decided, ofClasses);
    const observed = new CompensatedSum();
    const expected = new CompensatedSum();
    for (const [actual, { actual: rows }] of ofClasses.entries()) {
      // A class that no row has adds nothing; predictions may name thousands.
      if (rows === 0) continue;
      for (const [predicted, { predicted: columns }] of ofClasses.entries()) {
        const cost = weight(Math.abs((grades[actual] ?? 0) - (grades[predicted] ?? 0)));
        observed.add(cost * (counts[actual * size + predicted] ?? 0));
        expected.add((cost * rows * columns) / total);
      }
    }
    // Both sides hold one and the same class: no disagreement is even possible.
    if (expected.value === 0) return { undefinedBecause: "constant_labels" };
    return { value: 1 - observed.value / expected.value };
  },
});

/** Where each class stands in the order: as declared; without a declaration among the classes that occur in these rows, as in
 * scikit-learn. */
function gradesOf(
  { classes, areDeclared }: ExamplesOf<"classes">,
  ofClasses: readonly ClassTally[],
): number[] {
  if (areDeclared) return [...classes.keys()];
  const occurs = ({ actual, predicted }: ClassTally) => actual + predicted > 0;
  const ordered = inOrder(classes.filter((_, index) => ofClasses.slice(index, index + 1).some(occurs)));
  const gradeOf = new Map(ordered.map((name, grade) => [name, grade]));
  return classes.map((name) => gradeOf.get(name) ?? -1);
}
