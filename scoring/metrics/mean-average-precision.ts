import { z } from "zod";
import { metric } from "../metric.ts";
import { matchBoxes, type Judged } from "../numeric/match-boxes.ts";
import { meanOf } from "../numeric/sum.ts";
import type { Box } from "../shapes.ts";

/** 0.5 to 0.95 in ten steps, with the very doubles of the original (numpy.linspace). */
const cocoThresholds = Array.from({ length: 10 }, (_, step) =>
  step === 9 ? 0.95 : 0.5 + step * ((0.95 - 0.5) / 9),
);

/** Recalls at which the precision is read: 0 to 1 by hundredths, with the doubles of the original. */
const cocoRecalls = Array.from({ length: 101 }, (_, step) => (step === 100 ? 1 : step * (1 / 100)));

/** Mean average precision of boxes as in COCO: over classes that have true boxes, over thresholds of intersection over
 * union, and over 101 recalls. Equal scores within an image are settled by the coordinates, so that the order of rows does
 * not matter; between images, by the order of the labels.
 * Source: Lin et al. 2014; pycocotools, COCOeval.accumulate, without crowds. */
export const meanAveragePrecision = metric({
  name: "mean_average_precision",
  title: { en: "Mean average precision (boxes)", fr: "Précision moyenne (boîtes)" },
  explanation: {
    en: "How well boxes find the true objects, from the most to the least sure, averaged over how strictly a box must match, and over the classes.",
    fr: "À quel point les boîtes trouvent les vrais objets, des plus sûres aux moins sûres, en moyenne sur l’exigence de recouvrement et sur les classes.",
  },
  formula: String.raw`\frac{1}{|T||K||R|}\sum_{t\in T}\sum_{k\in K}\sum_{r\in R}\max_{\tilde r\ge r}p_{t,k}(\tilde r)`,
  source: "COCO; Lin et al. 2014",
  better: "higher",
  range: [0, 1],
  needs: ["boxes"],
  isMeanOverRows: false,
  decimals: 4,
  params: z.strictObject({
    iou_thresholds: z.array(z.number().min(0).max(1)).min(1).default(cocoThresholds),
    max_detections: z.int().min(1).default(100),
  }),
  compute(examples, { iou_thresholds: thresholds, max_detections: maxDetections }) {
    const categories = [...new Set(examples.truth.flat().map(({ category }) => category))].sort();
    if (categories.length === 0) return { undefinedBecause: "no_object" };
    const images = examples.truth.map((boxes, image) => ({
      actual: byCategory(boxes),
      found: byCategory(examples.predicted[image] ?? []),
    }));
    const values = categories.flatMap((category) =>
      thresholds.map((threshold) => averagePrecisionOf(images, { category, threshold, maxDetections })),
    );
    return { value: meanOf(values.length, (index) => values[index] ?? 0) };
  },
});

type Choice = { category: string; threshold: number; maxDetections: number };

type Boxes = ReadonlyMap<string, readonly Box[]>;

function byCategory(boxes: readonly Box[]): Boxes {
  const found = new Map<string, Box[]>();
  for (const box of boxes) {
    const ofCategory = found.get(box.category);
    if (ofCategory === undefined) found.set(box.category, [box]);
    else ofCategory.push(box);
  }
  return found;
}

function averagePrecisionOf(
  images: readonly { actual: Boxes; found: Boxes }[],
  { category, threshold, maxDetections }: Choice,
): number {
  const judged: Judged[] = [];
  let objects = 0;
  for (const image of images) {
    const actual = image.actual.get(category) ?? [];
    objects += actual.length;
    for (const one of matchBoxes(actual, image.found.get(category) ?? [], { threshold, maxDetections }))
      judged.push(one);
  }
  return interpolatedPrecision(judged, objects);
}

/** Mean over the recalls of the best precision reached at that recall or beyond; 0 where it is never reached. */
function interpolatedPrecision(judged: readonly Judged[], objects: number): number {
  const sorted = [...judged].sort((a, b) => b.score - a.score);
  const precisions: number[] = [];
  const recalls: number[] = [];
  let hits = 0;
  for (const [index, { isHit }] of sorted.entries()) {
    hits += Number(isHit);
    precisions.push(hits / (index + 1));
    recalls.push(hits / objects);
  }
  for (let index = precisions.length - 2; index >= 0; index--)
    precisions[index] = Math.max(precisions[index] ?? 0, precisions[index + 1] ?? 0);
  let at = 0;
  return meanOf(cocoRecalls.length, (step) => {
    while (at < recalls.length && (recalls[at] ?? 0) < (cocoRecalls[step] ?? 0)) at += 1;
    return precisions[at] ?? 0;
  });
}
