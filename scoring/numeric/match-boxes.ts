import type { Box } from "../shapes.ts";

/** A found box, judged: whether it hit a true one. */
export type Judged = { score: number; isHit: boolean };

/** Judges the found boxes of one image and class, from the highest score: each takes the free true box with which it shares
 * most, if that reaches the threshold; of equals the last.
 * @returns at most `maxDetections` judgements, in decreasing order of score
 * Source: pycocotools, COCOeval.evaluateImg. */
export function matchBoxes(
  actual: readonly Box[],
  found: readonly Box[],
  { threshold, maxDetections }: { threshold: number; maxDetections: number },
): Judged[] {
  const free = new Set(actual);
  return [...found]
    .sort(byScoreThenPlace)
    .slice(0, maxDetections)
    .map((box) => {
      // A little below 1, so that exact boxes pass a threshold of 1 whatever the rounding.
      let best = Math.min(threshold, 1 - 1e-10);
      let taken: Box | null = null;
      for (const candidate of free) {
        const overlap = intersectionOverUnion(candidate, box);
        if (overlap < best) continue;
        best = overlap;
        taken = candidate;
      }
      if (taken !== null) free.delete(taken);
      return { score: box.score, isHit: taken !== null };
    });
}

/** Shared area of two boxes over the area of both together; 0 when neither has any. */
export function intersectionOverUnion(a: Box, b: Box): number {
  const width = Math.min(a.xMax, b.xMax) - Math.max(a.xMin, b.xMin);
  const height = Math.min(a.yMax, b.yMax) - Math.max(a.yMin, b.yMin);
  const shared = width > 0 && height > 0 ? width * height : 0;
  const both = areaOf(a) + areaOf(b) - shared;
  return both === 0 ? 0 : shared / both;
}

function areaOf({ xMin, xMax, yMin, yMax }: Box): number {
  return (xMax - xMin) * (yMax - yMin);
}

function byScoreThenPlace(a: Box, b: Box): number {
  return b.score - a.score || a.xMin - b.xMin || a.yMin - b.yMin || a.xMax - b.xMax || a.yMax - b.yMax;
}
