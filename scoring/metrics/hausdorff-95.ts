import { z } from "zod";
import { metric, type MetricValue } from "../metric.ts";
import { squaredDistances, type Spacing } from "../numeric/distance-map.ts";
import { percentile } from "../numeric/percentile.ts";
import { meanOf } from "../numeric/sum.ts";
import type { LabelMap } from "../shapes.ts";

const params = z.strictObject({
  /** Which value of the maps is the mask; every value above 0 when absent. */
  label: z.int().min(1).nullish(),
  /** Distance between neighbouring pixels down a column and along a row, in a physical unit. */
  spacing: z.tuple([z.number().positive(), z.number().positive()]).default([1, 1]),
  /** Distance that counts where exactly one of the masks is empty; without it the score is then undefined. */
  empty: z.number().min(0).nullish(),
});

/** 95th percentile Hausdorff distance of outlines: from each outline the 95th percentile of the distances to the other, the
 * larger of the two; 0 when both masks are empty. Mean over classes and images. The outline is the pixels of a mask that
 * touch, by a side, something else or the edge of the image.
 * Sources: Huttenlocher et al. 1993; Metrics Reloaded (Maier-Hein et al. 2024) for the larger of the two percentiles. */
export const hausdorff95 = metric({
  name: "hausdorff_95",
  title: { en: "Hausdorff distance (95%)", fr: "Distance de Hausdorff (95\u00a0%)" },
  explanation: {
    en: "How far apart the true and the predicted outline lie at worst, the worst 5% of their points left aside. 0 is exact.",
    fr: "La distance au pire entre le contour vrai et le contour prédit, les 5\u00a0% de points les plus éloignés mis à part. 0 est exact.",
  },
  formula: String.raw`\max\left(P_{95}\{d(a,\partial B)\}_{a\in\partial A},\ P_{95}\{d(b,\partial A)\}_{b\in\partial B}\right)`,
  source: "Huttenlocher et al. 1993; Metrics Reloaded 2024",
  better: "lower",
  range: [0, Infinity],
  needs: ["label_maps"],
  isMeanOverRows: false,
  decimals: 2,
  variant: "the larger of the two directed percentiles; outlines by side neighbours",
  params,
  compute({ truth, predicted }, { label, spacing, empty }): MetricValue {
    const distances = truth.flatMap((maps, image) =>
      maps.map((actual, column) => {
        const found = predicted[image]?.[column];
        return found === undefined
          ? null
          : distanceBetween(maskOf(actual, label), maskOf(found, label), spacing);
      }),
    );
    const counted = distances.map((distance) => distance ?? empty ?? null);
    const defined = counted.filter((distance) => distance !== null);
    if (defined.length < counted.length) return { undefinedBecause: "a_mask_is_empty" };
    return { value: meanOf(defined.length, (index) => defined[index] ?? 0) };
  },
});

type Mask = { height: number; width: number; pixels: Uint8Array; isEmpty: boolean };

function maskOf({ height, width, values, ends }: LabelMap, label: number | null | undefined): Mask {
  const pixels = new Uint8Array(height * width);
  let start = 0;
  let isEmpty = true;
  for (const [run, end] of ends.entries()) {
    const value = values[run] ?? 0;
    if (label == null ? value > 0 : value === label) {
      pixels.fill(1, start, end);
      isEmpty = false;
    }
    start = end;
  }
  return { height, width, pixels, isEmpty };
}

/** @returns null when exactly one mask is empty */
function distanceBetween(a: Mask, b: Mask, spacing: Spacing): number | null {
  if (a.isEmpty && b.isEmpty) return 0;
  if (a.isEmpty || b.isEmpty) return null;
  const outlineA = outlineOf(a);
  const outlineB = outlineOf(b);
  const toB = squaredDistances(outlineB, b, spacing);
  const toA = squaredDistances(outlineA, a, spacing);
  return Math.max(farPercentile(outlineA, toB), farPercentile(outlineB, toA));
}

function outlineOf({ height, width, pixels }: Mask): Uint8Array {
  const holds = (y: number, x: number) =>
    y >= 0 && y < height && x >= 0 && x < width && pixels[y * width + x] === 1;
  return pixels.map((pixel, index) => {
    const [y, x] = [Math.floor(index / width), index % width];
    const isInner = holds(y - 1, x) && holds(y + 1, x) && holds(y, x - 1) && holds(y, x + 1);
    return pixel === 1 && !isInner ? 1 : 0;
  });
}

function farPercentile(outline: Uint8Array, squares: Float64Array): number {
  return percentile(squares.filter((_, pixel) => outline[pixel] === 1).map(Math.sqrt), 95);
}
