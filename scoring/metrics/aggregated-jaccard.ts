import { z } from "zod";
import { meanOverRows } from "../metric.ts";
import { overlapsOf, unionShare, type Overlap, type Overlaps } from "../numeric/overlaps.ts";
import { meanOf } from "../numeric/sum.ts";
import type { LabelMap } from "../shapes.ts";

/** Aggregated Jaccard index: each true instance takes the predicted one it shares most of the union with (which others may
 * take too; of equals the lower number); shared pixels over joined pixels, to which true instances that meet nothing and
 * predicted ones that nobody took are added. Mean over images; 1 for an image without instances on either side.
 * Sources: Kumar et al. 2017 (MoNuSeg); the code of hover_net, get_fast_aji. */
export const aggregatedJaccard = meanOverRows({
  name: "aggregated_jaccard",
  title: { en: "Aggregated Jaccard index", fr: "Indice de Jaccard agrégé" },
  explanation: {
    en: "The pixels that true and predicted objects share, object by object, as a share of all their pixels together, averaged over the images.",
    fr: "Les pixels que les objets vrais et prédits partagent, objet par objet, rapportés à tous leurs pixels, en moyenne sur les images.",
  },
  formula: String.raw`\frac{\sum_i |G_i\cap P_{m(i)}|}{\sum_i |G_i\cup P_{m(i)}|+\sum_{k\notin m}|P_k|}`,
  source: "Kumar et al. 2017; hover_net",
  better: "higher",
  range: [0, 1],
  needs: ["label_maps"],
  decimals: 4,
  params: z.strictObject({}),
  term({ truth, predicted }) {
    return (row) => {
      const maps = truth[row] ?? [];
      return meanOf(maps.length, (column) => jaccardOf(maps[column], predicted[row]?.[column]));
    };
  },
});

function jaccardOf(actual: LabelMap | undefined, found: LabelMap | undefined): number {
  if (actual === undefined || found === undefined) return 0;
  const overlaps = overlapsOf(actual, found);
  const partners = bestPartners(overlaps);
  const taken = new Set([...partners.values()].map((pair) => pair.found));
  let shared = 0;
  let joined = 0;
  for (const [instance, area] of overlaps.actualAreas) {
    const partner = partners.get(instance);
    shared += partner?.shared ?? 0;
    joined +=
      area + (partner === undefined ? 0 : (overlaps.foundAreas.get(partner.found) ?? 0) - partner.shared);
  }
  for (const [instance, area] of overlaps.foundAreas) joined += taken.has(instance) ? 0 : area;
  return joined === 0 ? 1 : shared / joined;
}

function bestPartners(overlaps: Overlaps): Map<number, Overlap> {
  const best = new Map<number, Overlap>();
  for (const pair of overlaps.pairs) {
    const known = best.get(pair.actual);
    if (known === undefined || unionShare(pair, overlaps) > unionShare(known, overlaps))
      best.set(pair.actual, pair);
  }
  return best;
}
