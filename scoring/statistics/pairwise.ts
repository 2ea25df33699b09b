import type { Replicates } from "./bootstrap.ts";
import type { Contender } from "./contender.ts";
import { delongGreater } from "./delong.ts";
import { holm } from "./holm.ts";
import type { Steps } from "./steps.ts";
import { pairIndex, type SignificanceMap } from "./tie-groups.ts";
import { wilcoxonGreater } from "./wilcoxon.ts";

/** How pairs of submissions are tested. */
export type PairTest = "wilcoxon" | "delong" | "bootstrap";

/** Tests for every pair whether the better-placed submission is truly better, one-sided, adjusted after Holm over all pairs;
 * a step for each submission.
 * @param order submissions from best to worst */
export function* significanceMap(
  contenders: readonly Contender[],
  order: readonly number[],
  replicates: Replicates,
  better: "higher" | "lower",
): Steps<SignificanceMap & { test: PairTest }> {
  const sign = better === "higher" ? 1 : -1;
  const evidence = order.map((submission) => contenders[submission]?.evidence);
  const raw = new Float64Array((order.length * (order.length - 1)) / 2);
  for (let worse = 1; worse < order.length; worse++) {
    for (let best = 0; best < worse; best++) {
      const chance = chanceOfRows(evidence[best], evidence[worse], sign);
      const pair = [order[best] ?? 0, order[worse] ?? 0] as const;
      raw[pairIndex(best, worse)] = chance ?? bootstrapGreater(replicates, pair, sign);
    }
    yield;
  }
  return { places: order.length, pValues: holm(raw), test: testOf(contenders) };
}

function testOf(contenders: readonly Contender[]): PairTest {
  const kinds = { contributions: "wilcoxon", placements: "delong", replicates: "bootstrap" } as const;
  return kinds[contenders[0]?.evidence.kind ?? "replicates"];
}

type Evidence = Contender["evidence"] | undefined;

/** The chance of such rows if the two were equally good; null when their metric is not tested on rows. */
function chanceOfRows(a: Evidence, b: Evidence, sign: 1 | -1): number | null {
  if (a?.kind === "contributions" && b?.kind === "contributions")
    return wilcoxonGreater(differencesOf(a.perRow, b.perRow, sign));
  if (a?.kind === "placements" && b?.kind === "placements") return delongGreater(a.placements, b.placements);
  return null;
}

function differencesOf(a: Float64Array, b: Float64Array, sign: 1 | -1): Float64Array {
  const differences = new Float64Array(a.length);
  for (let row = 0; row < a.length; row++) differences[row] = sign * ((a[row] ?? 0) - (b[row] ?? 0));
  return differences;
}

/** The share of replicates on which the better-placed one is not better, a tie counting half; never 0, since the
 * replicates are finite.
 * Source: Davison & Hinkley 1997, (count + 1) / (replicates + 1). */
function bootstrapGreater(
  { scores, submissions, count }: Replicates,
  [better, worse]: readonly [number, number],
  sign: 1 | -1,
): number {
  let against = 0;
  for (let r = 0; r < count; r++) {
    const difference =
      sign * ((scores[r * submissions + better] ?? 0) - (scores[r * submissions + worse] ?? 0));
    against += difference < 0 ? 1 : difference === 0 ? 0.5 : 0;
  }
  return (against + 1) / (count + 1);
}
