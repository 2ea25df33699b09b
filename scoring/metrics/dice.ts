import { z } from "zod";
import { meanOverRows } from "../metric.ts";
import { areaOf, sharedPixels } from "../numeric/runs.ts";
import { meanOf } from "../numeric/sum.ts";

/** Dice coefficient of masks: twice the shared pixels over the pixels of both; 1 when both are empty. Mean over images, and
 * over the masks of an image where it has several.
 * Sources: Dice 1945; the definition of the HuBMAP challenge. */
export const dice = meanOverRows({
  name: "dice",
  title: { en: "Dice coefficient", fr: "Coefficient de Dice" },
  explanation: {
    en: "How far the predicted mask and the true one overlap, from 0 (nowhere) to 1 (exactly), averaged over the images. Two empty masks agree.",
    fr: "À quel point le masque prédit et le vrai se recouvrent, de 0 (nulle part) à 1 (exactement), en moyenne sur les images. Deux masques vides s’accordent.",
  },
  formula: String.raw`\frac{1}{n}\sum_{i=1}^{n}\frac{2\,|X_i\cap Y_i|}{|X_i|+|Y_i|}`,
  source: "Dice 1945; HuBMAP 2020",
  better: "higher",
  range: [0, 1],
  needs: ["masks"],
  decimals: 4,
  params: z.strictObject({}),
  term({ truth, predicted }) {
    return (row) => {
      const masks = truth[row] ?? [];
      return meanOf(masks.length, (column) => {
        const actual = masks[column];
        const found = predicted[row]?.[column];
        if (actual === undefined || found === undefined) return 0;
        const both = areaOf(actual) + areaOf(found);
        return both === 0 ? 1 : (2 * sharedPixels(actual, found)) / both;
      });
    };
  },
});
