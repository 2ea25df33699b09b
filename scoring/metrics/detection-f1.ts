import { z } from "zod";
import { metric, type ExamplesOf } from "../metric.ts";
import { NearestFew, nearestPairs, type Pair } from "../numeric/nearest-pairs.ts";
import { PointGrid } from "../numeric/point-grid.ts";
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

function tallyImage(lesions: readonly Lesion[], points: readonly Point[], reach: Params): Tally {
  const { near, excused } = nearestOfEach(lesions, points, reach);
  const pairs = nearestPairs(near);
  const isSettled = excused;
  for (const { found } of pairs) isSettled[found] = 1;
  const falseAlarms = isSettled.reduce((count, settled) => count + 1 - settled, 0);
  const counted = lesions.filter(({ isIgnored }) => !isIgnored).length;
  return { hits: pairs.length, falseAlarms, missed: counted - pairs.length };
}

/** The pairs that may be made, and the points that lie near an ignored lesion. Of the points near a lesion only the nearest
 * can become its pair: each other lesion that shares points with it takes one of them at most. */
function nearestOfEach(
  lesions: readonly Lesion[],
  points: readonly Point[],
  { distance, pixel_size: unit }: Params,
): { near: Pair[]; excused: Uint8Array } {
  // A hair more, for a distance that is only just within reach.
  const reach = (distance / unit) * (1 + 1e-9);
  const places = lesions.map(({ place }) => ("region" in place ? { x: 0, y: 0 } : place));
  const grid = new PointGrid(places, reach);
  const rivals = new PointGrid(places, 2 * reach);
  const nearest = places.map((place, actual) => {
    let sharing = 0;
    rivals.visitNear(place, () => (sharing += 1));
    return new NearestFew(actual, sharing);
  });
  const excused = new Uint8Array(points.length);
  for (const found of strewn(points.length)) {
    const point = points[found];
    if (point === undefined) continue;
    grid.visitNear(point, (actual) => {
      const lesion = lesions[actual];
      const gap = lesion === undefined ? Infinity : gapBetween(lesion, point) * unit;
      if (!(gap <= distance)) return;
      if (lesion?.isIgnored === true) excused[found] = 1;
      else nearest[actual]?.add(found, gap);
    });
  }
  return { near: nearest.flatMap((few) => few.pairs()), excused };
}

/** All places of a list, those side by side far from each other: points that come nearer and nearer would each be among the
 * nearest for a moment. */
function* strewn(count: number): Generator<number> {
  const step = count % largePrime === 0 ? 1 : largePrime;
  for (let at = 0; at < count; at++) yield (at * step) % count;
}

const largePrime = 1_000_003;

function gapBetween({ category, place }: Lesion, point: Point): number {
  if ("region" in place || category !== point.category) return Infinity;
  return Math.hypot(place.x - point.x, place.y - point.y);
}
