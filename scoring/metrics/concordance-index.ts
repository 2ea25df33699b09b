import { z } from "zod";
import { metric, type ExamplesOf } from "../metric.ts";
import { endOfTies } from "../numeric/pairs.ts";
import { ascendingOrder } from "../numeric/order.ts";
import { RankCounter } from "../numeric/rank-counter.ts";
import { denseRanks } from "../numeric/ranks.ts";

/** Harrell's concordance index in n log n. A pair is comparable when its earlier time is an event, or when the times are
 * equal and exactly one is an event; it is concordant when that event has the higher risk, and equal risks count one half.
 * Sources: Harrell et al. 1982; for what implementations differ in: "C-index multiverse", arXiv 2508.14821. */
export const concordanceIndex = metric({
  name: "concordance_index",
  title: { en: "Concordance index", fr: "Indice de concordance" },
  explanation: {
    en: "Of two patients of whom we know who had the event first, the chance that the predicted risk is higher for that one. 0.5 is chance, 1 is perfect.",
    fr: "De deux patients dont on sait lequel a connu l’événement en premier, la probabilité que le risque prédit soit plus élevé pour celui-ci. 0,5 est le hasard, 1 est parfait.",
  },
  formula: String.raw`\frac{1}{|C|}\sum_{(i,j)\in C}\left(\mathbf{1}[\hat{r}_i>\hat{r}_j]+\tfrac12\mathbf{1}[\hat{r}_i=\hat{r}_j]\right),\quad C=\{(i,j): t_i<t_j,\ \delta_i=1\}`,
  source: "Harrell et al. 1982",
  better: "higher",
  range: [0, 1],
  needs: ["survival"],
  isMeanOverRows: false,
  decimals: 4,
  variant:
    "Harrell; comparable when the earlier time is an event, or times are equal and exactly one is an event; tied risks count 1/2",
  params: z.strictObject({}),
  compute(examples) {
    const { comparable, twiceConcordant } = countConcordance(examples);
    if (comparable === 0) return { undefinedBecause: "no_comparable_pair" };
    return { value: twiceConcordant / (2 * comparable) };
  },
});

/** Rows leave from the latest time to the earliest; each event compares itself with those that outlasted it. */
function countConcordance({ times, events, risks }: ExamplesOf<"survival">) {
  const order = ascendingOrder(times.map((time) => -time));
  const { ranks, distinct } = denseRanks(risks);
  const outlasting = new RankCounter(distinct);
  let outlastingCount = 0;
  let comparable = 0;
  let twiceConcordant = 0;
  const enterThose = (event: 0 | 1, start: number, end: number) => {
    for (let place = start; place < end; place++) {
      const row = order[place] ?? 0;
      if (events[row] !== event) continue;
      outlasting.add(ranks[row] ?? 0);
      outlastingCount += 1;
    }
  };
  for (let start = 0; start < order.length;) {
    const end = endOfTies(order, times, start);
    // Who was only followed up to this time outlasted the events of this time; other events of this time did not.
    enterThose(0, start, end);
    for (let place = start; place < end; place++) {
      const row = order[place] ?? 0;
      if (events[row] === 0) continue;
      const rank = ranks[row] ?? 0;
      comparable += outlastingCount;
      twiceConcordant += 2 * outlasting.below(rank) + outlasting.at(rank);
    }
    enterThose(1, start, end);
    start = end;
  }
  return { comparable, twiceConcordant };
}
