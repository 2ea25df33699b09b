import { z } from "zod";
import { metric, type ExamplesOf } from "../metric.ts";
import { PointGrid } from "../numeric/point-grid.ts";
import { holdsPixel } from "../numeric/runs.ts";
import { meanOf } from "../numeric/sum.ts";
import type { Lesion, Point } from "../shapes.ts";

const params = z.strictObject({
  /** How far a point may lie from a true one, in the unit of coordinates × pixel size; regions are hit on any pixel. */
  distance: z.number().positive().nullish(),
  /** Unit per coordinate step of the predictions; for regions, pixels of the region per coordinate step. */
  pixel_size: z.number().positive().default(1),
  /** Mean false positives per image at which the sensitivity is read. */
  rates: z.array(z.number().positive()).min(1).default([0.25, 0.5, 1, 2, 4, 8]),
});

type Curve = { falsePositives: number; sensitivity: number }[];

/** Free-response ROC: mean sensitivity at given mean numbers of false positives per image, interpolated between them. A
 * lesion counts once, with the best score of the points that hit it; points on ignored lesions do not count.
 * Source: CAMELYON16, whose script leaves out the very lowest score where every lesion is hit; here it counts. */
export const froc = metric({
  name: "froc",
  title: { en: "FROC score", fr: "Score FROC" },
  explanation: {
    en: "The share of lesions found, averaged over several tolerated numbers of false alarms per image (¼ to 8 by default).",
    fr: "La part des lésions trouvées, en moyenne sur plusieurs nombres tolérés de fausses alertes par image (de ¼ à 8 par défaut).",
  },
  formula: String.raw`\frac{1}{|R|}\sum_{r\in R}\mathrm{sens}(\mathrm{FP}/\mathrm{image}=r)`,
  source: "CAMELYON16",
  better: "higher",
  range: [0, 1],
  needs: ["points"],
  isMeanOverRows: false,
  decimals: 4,
  params,
  misfit({ distance }, spec) {
    if (spec.predictions.length < 3) return "needs a score column";
    return spec.labels.length > 1 && distance == null ? "distance: how near a point must be" : null;
  },
  compute(
    { truth, predicted, pixelSizes }: ExamplesOf<"points">,
    { distance, pixel_size: pixelSize, rates },
  ) {
    const lesions = truth.flat().filter(({ isIgnored }) => !isIgnored).length;
    if (lesions === 0) return { undefinedBecause: "no_object" };
    const events: ScoreEvent[] = [];
    for (const [image, ofImage] of truth.entries()) {
      const reach = { unit: pixelSize * (pixelSizes[image] ?? 1), distance: distance ?? 0 };
      for (const event of eventsOfImage(ofImage, predicted[image] ?? [], reach)) events.push(event);
    }
    const curve = curveOf(events, { images: truth.length, lesions });
    return { value: meanOf(rates.length, (index) => sensitivityAt(curve, rates[index] ?? 0)) };
  },
});

/** At this score, going down, one more lesion is found or one more false alarm is raised. */
type ScoreEvent = { score: number; isHit: boolean };
type Reach = { unit: number; distance: number };

function eventsOfImage(lesions: readonly Lesion[], points: readonly Point[], reach: Reach): ScoreEvent[] {
  const best = new Map<Lesion, number>();
  const falseAlarms: ScoreEvent[] = [];
  const visitNear = lesionsNear(lesions, reach);
  for (const point of points) {
    const hit = lesionHit(visitNear, point, reach);
    if (hit === null) falseAlarms.push({ score: point.score, isHit: false });
    else if (!hit.isIgnored) best.set(hit, Math.max(best.get(hit) ?? -Infinity, point.score));
  }
  const hits = [...best.values()].map((score) => ({ score, isHit: true }));
  return [...falseAlarms, ...hits];
}

type Visit = (lesion: Lesion, index: number) => void;

/** Visits the lesions that a point may hit: of points those in its neighbourhood, of regions all. */
function lesionsNear(lesions: readonly Lesion[], { unit, distance }: Reach) {
  const places = lesions.flatMap(({ place }) => ("region" in place ? [] : [place]));
  if (places.length < lesions.length)
    return (_: Point, visit: Visit) => {
      for (const [index, lesion] of lesions.entries()) visit(lesion, index);
    };
  // A hair more, for a distance that is only just within reach.
  const grid = new PointGrid(places, (distance / unit) * (1 + 1e-9));
  return (point: Point, visit: Visit) => {
    grid.visitNear(point, (index) => {
      const lesion = lesions[index];
      if (lesion !== undefined) visit(lesion, index);
    });
  };
}

/** The lesion that a point hits: the nearest within the distance, the first of equals, or the first region that holds it. */
function lesionHit(
  visitNear: (point: Point, visit: Visit) => void,
  point: Point,
  reach: Reach,
): Lesion | null {
  const nearest: { lesion: Lesion | null; gap: number; index: number } = {
    ...{ lesion: null, gap: Infinity, index: Infinity },
  };
  visitNear(point, (lesion, index) => {
    const gap = lesion.category === point.category ? gapTo(lesion, point, reach) : Infinity;
    if (gap < nearest.gap || (gap === nearest.gap && gap < Infinity && index < nearest.index))
      Object.assign(nearest, { lesion, gap, index });
  });
  return nearest.lesion;
}

/** Distance to a lesion within reach; infinite beyond. */
function gapTo({ place }: Lesion, point: Point, { unit, distance }: Reach): number {
  if ("region" in place) {
    const [x, y] = [Math.floor(point.x * unit), Math.floor(point.y * unit)];
    const isInside = x >= 0 && y >= 0 && y < place.height && holdsPixel(place.region, x * place.height + y);
    return isInside ? 0 : Infinity;
  }
  const gap = Math.hypot(place.x - point.x, place.y - point.y) * unit;
  return gap <= distance ? gap : Infinity;
}

/** False positives per image and sensitivity, threshold by threshold from the strictest. */
function curveOf(
  events: readonly ScoreEvent[],
  { images, lesions }: { images: number; lesions: number },
): Curve {
  const curve: Curve = [{ falsePositives: 0, sensitivity: 0 }];
  const sorted = [...events].sort((a, b) => b.score - a.score);
  let hits = 0;
  for (const [index, { score, isHit }] of sorted.entries()) {
    hits += Number(isHit);
    // Equal scores pass the threshold together.
    if (sorted[index + 1]?.score === score) continue;
    curve.push({ falsePositives: (index + 1 - hits) / images, sensitivity: hits / lesions });
  }
  return curve;
}

/** Sensitivity at a rate of false positives, linear between two points of the curve, level beyond its end. */
function sensitivityAt(curve: Curve, rate: number): number {
  const after = curve.findIndex(({ falsePositives }) => falsePositives > rate);
  const before = curve.at(after < 0 ? -1 : after - 1);
  const next = after < 0 ? before : curve[after];
  if (before === undefined || next === undefined) return 0;
  if (next === before) return before.sensitivity;
  const share = (rate - before.falsePositives) / (next.falsePositives - before.falsePositives);
  return before.sensitivity + share * (next.sensitivity - before.sensitivity);
}
