import { z } from "zod";
import { metric, type ExamplesOf } from "../metric.ts";
import { CompensatedSum } from "../numeric/sum.ts";

/** Mean gap between stated confidence and observed frequency, over bins of equal width (k/b, (k+1)/b], weighted by their
 * rows. With one column the confidence is the probability of the positive class and the frequency that of positives;
 * with several it is the largest probability (the first of equals) and the frequency that of right decisions.
 * Source: Naeini et al. 2015; Guo et al. 2017. */
export const expectedCalibrationError = metric({
  name: "expected_calibration_error",
  title: { en: "Expected calibration error", fr: "Erreur de calibration" },
  explanation: {
    en: "How far stated probabilities are from what is observed: among cases said to be 80% likely, do 80% happen? 0 is perfect.",
    fr: "L’écart entre les probabilités annoncées et ce qu’on observe\u00a0: parmi les cas donnés pour probables à 80\u00a0%, 80\u00a0% se produisent-ils\u202f? 0 est parfait.",
  },
  formula: String.raw`\sum_{b}\frac{n_b}{n}\left|\overline{\mathrm{conf}}_b-\overline{\mathrm{acc}}_b\right|`,
  source: "Naeini et al. 2015; Guo et al. 2017",
  better: "lower",
  range: [0, 1],
  needs: ["probabilities"],
  isMeanOverRows: false,
  decimals: 4,
  variant:
    "equal-width bins, closed on the right; one column: positive class; several columns: most probable class",
  params: z.strictObject({ bins: z.int().min(1).max(1000).default(15) }),
  compute(examples, { bins }) {
    // Of each bin, the sum of confidence minus outcome: its absolute value is already weighted by the rows of the bin.
    const gaps = Array.from({ length: bins }, () => new CompensatedSum());
    for (const { confidence, isRight } of confidences(examples))
      gaps[binOf(confidence, bins)]?.add(confidence - Number(isRight));
    const sum = new CompensatedSum();
    for (const gap of gaps) sum.add(Math.abs(gap.value));
    return { value: sum.value / examples.truth.length };
  },
});

type Confidence = { confidence: number; isRight: boolean };

function* confidences({ truth, probabilities, columns }: ExamplesOf<"probabilities">): Generator<Confidence> {
  for (const [row, actual] of truth.entries()) {
    if (columns === 1) {
      yield { confidence: probabilities[row] ?? 0, isRight: actual === 1 };
      continue;
    }
    const ofRow = probabilities.subarray(row * columns, (row + 1) * columns);
    const confidence = Math.max(...ofRow);
    yield { confidence, isRight: ofRow.indexOf(confidence) === actual };
  }
}

/** The bin (k/b, (k+1)/b] of a confidence; the first one holds 0 too. */
function binOf(confidence: number, bins: number): number {
  let bin = Math.min(Math.max(Math.ceil(confidence * bins) - 1, 0), bins - 1);
  // The product may have been rounded across an edge.
  if (bin > 0 && confidence <= bin / bins) bin -= 1;
  if (bin < bins - 1 && confidence > (bin + 1) / bins) bin += 1;
  return bin;
}
