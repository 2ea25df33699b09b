import { z } from "zod";
import { metric, type ExamplesOf } from "../metric.ts";
import { overlapsOf, unionShare } from "../numeric/overlaps.ts";
import { CompensatedSum, meanOf } from "../numeric/sum.ts";
import type { LabelMap } from "../shapes.ts";

/** What instance matching says of one map or of many: the overlap of the matched, and how many of each kind. */
type Tally = { overlap: number; hits: number; falseAlarms: number; missed: number };

/** Panoptic quality of instances: an instance is found when it shares more than half of the union with a predicted one. The
 * mean over classes of values pooled over the images, or of means over the images. A class (or an image) that has no
 * instance on either side is left out.
 * Sources: Kirillov et al. 2019; pooled as in CoNIC, per image as in PanNuke (whose code adds `epsilon` = 10⁻⁶ to the
 * number of matches under the segmentation quality). */
export const panopticQuality = metric({
  name: "panoptic_quality",
  title: { en: "Panoptic quality", fr: "Qualité panoptique" },
  explanation: {
    en: "Are objects found, and are their outlines right? The share of objects found times the mean overlap of those found, averaged over the classes.",
    fr: "Les objets sont-ils trouvés, et leurs contours justes\u202f? La part des objets trouvés multipliée par le recouvrement moyen de ceux-ci, en moyenne sur les classes.",
  },
  formula: String.raw`\frac{\sum_{(p,g)\in\mathrm{TP}}\mathrm{IoU}(p,g)}{|\mathrm{TP}|+\tfrac12|\mathrm{FP}|+\tfrac12|\mathrm{FN}|}`,
  source: "Kirillov et al. 2019; CoNIC 2022",
  better: "higher",
  range: [0, 1],
  needs: ["label_maps"],
  isMeanOverRows: false,
  decimals: 4,
  params: z.strictObject({
    average: z.enum(["pooled", "image"]).default("pooled"),
    epsilon: z.number().min(0).default(0),
  }),
  compute(examples, { average, epsilon }) {
    const qualities = [...examples.classes.keys()].flatMap((column) => {
      const ofImages = talliesOf(examples, column);
      const counted = average === "pooled" ? [pooled(ofImages)] : ofImages;
      const defined = counted.filter(hasInstances);
      return defined.length === 0
        ? []
        : [meanOf(defined.length, (index) => qualityOf(defined[index] ?? nothing, epsilon))];
    });
    if (qualities.length === 0) return { undefinedBecause: "no_object" };
    return { value: meanOf(qualities.length, (index) => qualities[index] ?? 0) };
  },
});

const nothing: Tally = { overlap: 0, hits: 0, falseAlarms: 0, missed: 0 };

function talliesOf({ truth, predicted }: ExamplesOf<"label_maps">, column: number): Tally[] {
  return truth.map((maps, image) => tallyOf(maps[column], predicted[image]?.[column]));
}

/** More than half of the union can be shared with one instance only, so that matches are one to one by themselves. */
function tallyOf(actual: LabelMap | undefined, found: LabelMap | undefined): Tally {
  if (actual === undefined || found === undefined) return nothing;
  const overlaps = overlapsOf(actual, found);
  const matched = overlaps.pairs.map((pair) => unionShare(pair, overlaps)).filter((share) => share > 0.5);
  const overlap = new CompensatedSum();
  for (const share of matched) overlap.add(share);
  return {
    overlap: overlap.value,
    hits: matched.length,
    falseAlarms: overlaps.foundAreas.size - matched.length,
    missed: overlaps.actualAreas.size - matched.length,
  };
}

function pooled(ofImages: readonly Tally[]): Tally {
  const overlap = new CompensatedSum();
  const total = { ...nothing };
  for (const tally of ofImages) {
    overlap.add(tally.overlap);
    total.hits += tally.hits;
    total.falseAlarms += tally.falseAlarms;
    total.missed += tally.missed;
  }
  return { ...total, overlap: overlap.value };
}

function hasInstances({ hits, falseAlarms, missed }: Tally): boolean {
  return hits + falseAlarms + missed > 0;
}

/** Detection quality times segmentation quality. */
function qualityOf({ overlap, hits, falseAlarms, missed }: Tally, epsilon: number): number {
  if (hits === 0) return 0;
  return (hits / (hits + falseAlarms / 2 + missed / 2)) * (overlap / (hits + epsilon));
}
