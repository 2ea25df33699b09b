import type { Allow } from "../contained/serve.ts";
import { rowsOf } from "../evaluate.ts";
import type { Scorer } from "../fast/scorer.ts";
import { statisticsMemoryBytes, statisticsWithinMs } from "../limits.ts";
import type { Predictions } from "../predictions.ts";
import { readyMetric } from "../registry.ts";
import { rankingMetric } from "../spec.ts";
import { contenderOf } from "../statistics/contender.ts";
import { nearCopies, type NearCopy } from "../statistics/near-copies.ts";
import { rankingStatistics, type RankedContender } from "../statistics/ranking-statistics.ts";
import { acceptedBefore, factsOf } from "./read-sent.ts";
import type { FoundStatistics, Questions } from "./tasks.ts";

type Entry = RankedContender & { file: number; predictions: Predictions };

/** The statistics of a ranking, and the files that are nearly the same, by their places among the sent ones.
 * @throws Error when a file is refused that was scored */
export async function rankingOf(
  scorer: Scorer,
  { files, split, seed, replicates, maxBytes }: Questions["statistics"],
  allow: Allow,
): Promise<FoundStatistics> {
  const facts = factsOf(
    scorer,
    files.map(({ file }) => file),
  );
  allow({ memoryBytes: statisticsMemoryBytes(facts, files.length), withinMs: statisticsWithinMs });
  const { spec, labels } = scorer;
  const metric = readyMetric(rankingMetric(spec), spec.target);
  const rows = rowsOf(split, labels.usage) ?? "every";
  const entries: Entry[] = [];
  for (const [place, { file, isBaseline }] of files.entries()) {
    const predictions = await acceptedBefore(scorer, file, maxBytes);
    const contender = contenderOf({ spec, labels, predictions, rows }, metric);
    if (contender !== null) entries.push({ ...contender, isBaseline, file: place, predictions });
  }
  const count = rows === "every" ? scorer.rows : rows.length;
  const plan = { seed, replicates, rows: count, groupOf: null };
  return {
    statistics: rankingStatistics(entries, metric.better, plan),
    files: entries.map(({ file }) => file),
    copies: copiesAmong(entries),
  };
}

/** Best files of different teams that put the rows into nearly the same order. */
function copiesAmong(entries: readonly Entry[]): NearCopy[] {
  const isOrdered = entries.every(
    ({ predictions }) => predictions.classes.length === 0 || predictions.columns === 1,
  );
  if (!isOrdered) return [];
  const own = entries.filter(({ isBaseline }) => !isBaseline);
  const placeOf = (index: number) => own[index]?.file ?? -1;
  return nearCopies(own.map(({ predictions }) => predictions.values)).map(
    ({ first, second, correlation }) => ({ first: placeOf(first), second: placeOf(second), correlation }),
  );
}
