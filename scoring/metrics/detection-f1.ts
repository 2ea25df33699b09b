import { z } from "zod";
import { metric, type ExamplesOf } from "../metric.ts";
import { nearestPairs, type Pair } from "../numeric/nearest-pairs.ts";
import type { Lesion, Point } from "../shapes.ts";

const params = z.strictObject({
  /** How far a found point may lie from a true one, in the unit of coordinates × pixel size. */
  distance: z.number().positive(),
  /** Unit per coordinate step; multiplied by the column `pixel_size` of the labels where there is one. */
  pixel_size: z.number().positive().default(1),
  /** Found points with a lower score do not count. */
  threshold: z.number().default(-Number.MAX_VALUE),
  epsilon: z.number().min(0).default(1e-6),
});
type Params = z.infer<typeof params>;

type Tally = { hits: number; falseAlarms: number; missed: number };

/** F1 of found points, pooled over all images. A point hits a true one of its class within the distance (inclusive), one
 * to one, the nearest pairs first. Points that hit nothing but an ignored object do not count.
 * Source: MIDOG 2021 and 2022, whose evaluation adds the same 10⁻⁶ above and below. */
export const detectionF1 = metric({
  name: "detection_f1",
  title: { en: "Detection F1", fr: "F1 de détection" },
  explanation: {
    en: "A true object counts as found when a point lies near enough, one point for one object. The score balances objects found against false alarms, over all images together.",
    fr: "Un objet vrai est trouvé quand un point en est assez proche, un point pour un objet. Le score met en balance objets trouvés et fausses alertes, sur toutes les images ensemble.",
  },
  formula: String.raw`\frac{2\,\mathrm{TP}+\epsilon}{2\,\mathrm{TP}+\mathrm{FP}+\mathrm{FN}+\epsilon}`,
  source: "MIDOG 2021",
  better: "higher",
  range: [0, 1],
  needs: ["points"],
  isMeanOverRows: false,
  decimals: 4,
  variant: "pooled over images, one to one, nearest pairs first",
  params,
  misfit: (_, spec) => (spec.labels.length === 1 ? "needs true points [x, y], not regions" : null),
  compute({ truth, predicted, pixelSizes }: ExamplesOf<"points">, chosen) {
    const total: Tally = { hits: 0, falseAlarms: 0, missed: 0 };
    for (const [image, lesions] of truth.entries()) {
      const unit = chosen.pixel_size * (pixelSizes[image] ?? 1);
      // In an order of their own, so that the order of rows settles nothing.
      const points = (predicted[image] ?? [])
        .filter(({ score }) => score >= chosen.threshold)
        .sort((a, b) => a.x - b.x || a.y - b.y);
      const { hits, falseAlarms, missed } = tallyImage(lesions, points, { ...chosen, pixel_size: unit });
      total.hits += hits;
      total.falseAlarms += falseAlarms;
      total.missed += missed;
    }
    const { hits, falseAlarms, missed } = total;
    const denominator = 2 * hits + falseAlarms + missed + chosen.epsilon;
    if (denominator === 0) return { undefinedBecause: "no_object" };
    return { value: (2 * hits + chosen.epsilon) / denominator };
  },
});

function tallyImage(
  lesions: readonly Lesion[],
  points: readonly Point[],
  { distance, pixel_size: unit }: Params,
): Tally {
  const near = points.flatMap((point, found) =>
    lesions.flatMap((lesion, actual): Pair[] => {
      const gap = gapBetween(lesion, point) * unit;
      return gap <= distance ? [{ actual, found, distance: gap }] : [];
    }),
  );
  const isCounted = ({ actual }: Pair) => lesions[actual]?.isIgnored === false;
  const pairs = nearestPairs(near.filter(isCounted));
  const paired = new Set(pairs.map(({ found }) => found));
  const excused = new Set(near.filter((pair) => !isCounted(pair)).map(({ found }) => found));
  const falseAlarms = points.filter((_, found) => !paired.has(found) && !excused.has(found)).length;
  const counted = lesions.filter(({ isIgnored }) => !isIgnored).length;
  return { hits: pairs.length, falseAlarms, missed: counted - pairs.length };
}

function gapBetween({ category, place }: Lesion, point: Point): number {
  if ("region" in place || category !== point.category) return Infinity;
  return Math.hypot(place.x - point.x, place.y - point.y);
}
