import { z } from "zod";
import { meanOverRows } from "../metric.ts";
import { areaOf, sharedPixels } from "../numeric/runs.ts";
import { meanOf } from "../numeric/sum.ts";

/** Intersection over union of masks; 1 when both are empty. Mean over images, and over the masks of an image where it has
 * several.
 * Source: Jaccard 1912. */
export const iou = meanOverRows({
  name: "iou",
  title: { en: "Intersection over union", fr: "Intersection sur union" },
  explanation: {
    en: "The pixels shared by the predicted mask and the true one, as a share of those in either, averaged over the images. 1 is exact; two empty masks agree.",
    fr: "Les pixels communs au masque prédit et au vrai, rapportés à ceux de l’un ou de l’autre, en moyenne sur les images. 1 est exact\u202f; deux masques vides s’accordent.",
  },
  formula: String.raw`\frac{1}{n}\sum_{i=1}^{n}\frac{|X_i\cap Y_i|}{|X_i\cup Y_i|}`,
  source: "Jaccard 1912",
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
        const shared = sharedPixels(actual, found);
        const either = areaOf(actual) + areaOf(found) - shared;
        return either === 0 ? 1 : shared / either;
      });
    };
  },
});
