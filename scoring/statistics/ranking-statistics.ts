import { bootstrapSteps, percentileIntervals, replicatesOf, type BootstrapPlan } from "./bootstrap.ts";
import type { Contender } from "./contender.ts";
import { significanceMap, type PairTest } from "./pairwise.ts";
import { rankDistributions, rankStability, type RankDistribution } from "./rank-distribution.ts";
import { ranksByAggregation, type Aggregation } from "./sensitivity.ts";
import { finish, type Steps } from "./steps.ts";
import { tieGroups } from "./tie-groups.ts";

/** What is known of one submission's place. */
export type PlaceStatistics = {
  score: number;
  interval: { low: number; high: number } | null;
  /** Null for baselines, which hold no rank. */
  ranks: RankDistribution | null;
  /** Statistically tied submissions share a group, from 0; null for baselines. */
  group: number | null;
  /** Rank under each way of aggregating; null when the metric is no mean over rows, and for baselines. */
  byAggregation: Record<Aggregation, number> | null;
};

/** How much a ranking is worth. */
export type RankingStatistics = {
  /** In the order of the contenders. */
  submissions: PlaceStatistics[];
  /** Kendall's tau-b between the ranking and those of the replicates. */
  stability: { median: number; low: number; high: number } | null;
  test: PairTest;
  /** Ranked contenders from best to worst, by index; the order of the significance map. */
  order: number[];
  /** Adjusted p-values, pair by pair as `pairIndex` says. */
  pValues: number[];
  /** Replicates kept. */
  replicates: number;
};

/** What is ranked, and references, which get an interval and nothing else. */
export type RankedContender = Contender & { isBaseline: boolean };

/** Computes intervals, rank distributions, tests, tie groups and sensitivity for the submissions of a ranking.
 * Deterministic: the same seed gives the same numbers on every machine. */
export function rankingStatistics(
  contenders: readonly RankedContender[],
  better: "higher" | "lower",
  plan: BootstrapPlan,
): RankingStatistics {
  return finish(rankingStatisticsSteps(contenders, better, plan));
}

/** The same in steps of a few milliseconds. */
export function* rankingStatisticsSteps(
  contenders: readonly RankedContender[],
  better: "higher" | "lower",
  plan: BootstrapPlan,
): Steps<RankingStatistics> {
  const scorers = contenders.map((one) => one.scorer);
  const all = yield* bootstrapSteps(scorers, plan);
  const intervals = percentileIntervals(all);
  const rankedIndices = [...contenders.keys()].filter((index) => contenders[index]?.isBaseline === false);
  const ranked = rankedIndices.flatMap((index) => contenders[index] ?? []);
  const replicates = replicatesOf(all, rankedIndices);
  const ranks = rankDistributions(replicates, better);
  const direction = better === "higher" ? -1 : 1;
  const order = [...ranked.keys()].sort(
    (a, b) => direction * ((ranked[a]?.score ?? 0) - (ranked[b]?.score ?? 0)) || a - b,
  );
  const map = yield* significanceMap(ranked, order, replicates, better);
  const groupAtPlace = tieGroups(map);
  const sensitivity = sensitivityOf(ranked, better);
  return {
    submissions: contenders.map(({ score }, index) => {
      const place = rankedIndices.indexOf(index);
      return {
        score,
        interval: intervals[index] ?? null,
        ranks: ranks[place] ?? null,
        group: place < 0 ? null : (groupAtPlace[order.indexOf(place)] ?? null),
        byAggregation: place < 0 ? null : (sensitivity?.[place] ?? null),
      };
    }),
    stability: rankStability(
      Float64Array.from(ranked, (one) => one.score),
      replicates,
    ),
    test: map.test,
    order: order.map((place) => rankedIndices[place] ?? 0),
    pValues: [...map.pValues],
    replicates: replicates.count,
  };
}

function sensitivityOf(
  ranked: readonly Contender[],
  better: "higher" | "lower",
): Record<Aggregation, number>[] | null {
  const perRow = ranked.flatMap(({ evidence }) =>
    evidence.kind === "contributions" ? [evidence.perRow] : [],
  );
  if (perRow.length < ranked.length || perRow.length === 0) return null;
  const ranks = ranksByAggregation(perRow, better);
  return ranked.map((_, index) => ({
    mean: ranks.mean[index] ?? 0,
    median: ranks.median[index] ?? 0,
    trimmed_mean: ranks.trimmed_mean[index] ?? 0,
    mean_rank: ranks.mean_rank[index] ?? 0,
  }));
}
