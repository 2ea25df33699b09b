import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock } from "#db/clock.ts";
import { db, inTransaction } from "#db/connections.ts";
import { touchBoard } from "#db/queries/evaluations.ts";
import { storeFlags } from "#db/queries/flags.ts";
import { bestSubmissions, boardTeams } from "#db/queries/leaderboards.ts";
import {
  isRevealed,
  rankedPhase,
  storedFiles,
  storeStatistics,
  type RankedPhase,
} from "#db/queries/statistics.ts";
import type { StoredPlace, StoredStatistics } from "#db/schema/statistics.ts";
import type { PhaseId, Split, SubmissionId, TeamId } from "#db/vocabulary.ts";
import { bestPrivateSubmissions, withholdStatistics } from "#db/withheld.ts";
import { engineVersion, rowsOf } from "../evaluate.ts";
import type { ChosenRows } from "../examples.ts";
import type { Predictions } from "../predictions.ts";
import { readyMetric, type ReadyMetric } from "../registry.ts";
import { rankingMetric, specificationSchema, type Specification } from "../spec.ts";
import { contenderOf } from "../statistics/contender.ts";
import { displayStep } from "../statistics/label-leak.ts";
import { nearCopies } from "../statistics/near-copies.ts";
import { roundedTo } from "../statistics/ladder.ts";
import {
  rankingStatisticsSteps,
  type RankedContender,
  type RankingStatistics,
} from "../statistics/ranking-statistics.ts";
import { breathing } from "./breathing.ts";
import { scorerOf } from "./label-cache.ts";
import { readSubmission } from "./read-submission.ts";

const replicatesDrawn = 1000;
/** The best so many teams are compared; fewer on long files, whose rows would not fit into memory. */
const teamsAtMost = 200;
const valuesAtMost = 20_000_000;

type Entry = RankedContender & { teamId: TeamId; submissionId: SubmissionId; predictions: Predictions };

/** Computes how much a phase's ranking is worth, and stores it. On the private rows only after the phase, and out of
 * everybody's reach until the reveal. Under the Ladder what is stored of the public rows is as coarse as the board.
 * @throws Error when a file or the labels cannot be read
 * Effects: one row of statistics, the board's version, an audit line. */
export async function rankStatistics(phaseId: PhaseId, split: Split): Promise<void> {
  const task = await rankedPhase(db(), phaseId);
  if (task === null) return;
  if (split === "private" && (await databaseClock(db())) <= task.phase.closesAt) return;
  const spec = specificationSchema.parse(task.specification.content);
  const metric = readyMetric(rankingMetric(spec), spec.target);
  const { entries, rows } = await entriesOf(task, split, spec, metric);
  const seed = [phaseId, split, task.specification.version, task.labelSet.version].join(" ");
  const plan = { seed, replicates: replicatesDrawn, rows, groupOf: null };
  const found = await breathing(rankingStatisticsSteps(entries, metric.better, plan));
  const isCoarse = split === "public" && task.phase.displayRule === "ladder";
  const step = isCoarse ? displayStep(rankingMetric(spec), metric.facts.range, rows) : null;
  await flagNearCopies(phaseId, entries);
  await store({ phaseId, split, seed, content: stored(found, { entries, rows, metric: metric.name, step }) });
}

/** Each team's best submission, read again and ready for the statistics, the best first. */
async function entriesOf(
  task: RankedPhase,
  split: Split,
  spec: Specification,
  metric: ReadyMetric,
): Promise<{ entries: Entry[]; rows: number }> {
  const { labels } = await scorerOf(task.labelSet, spec, task.specification.digest);
  const rows: ChosenRows = rowsOf(split, labels.usage) ?? "every";
  const rowCount = rows === "every" ? labels.expected.ids.length : rows.length;
  const teams = new Map((await boardTeams(db(), task.challenge.id)).map((team) => [team.id, team]));
  const stored = new Map((await storedFiles(db(), task.phase.id)).map((file) => [file.id, file]));
  const entries: Entry[] = [];
  for (const { teamId, submissionId } of await bestOf(task.phase.id, split, metric.better)) {
    if (entries.length >= Math.min(teamsAtMost, Math.floor(valuesAtMost / rowCount))) break;
    const file = stored.get(submissionId);
    if (file === undefined) continue;
    const checked = await readSubmission(file, spec, labels, task.challenge.maxFileBytes);
    if (checked.status === "rejected") throw new Error(`${submissionId} was scored and is now refused.`);
    const contender = contenderOf({ spec, labels, predictions: checked.predictions, rows }, metric);
    const isBaseline = teams.get(teamId)?.isBaseline ?? false;
    const { predictions } = checked;
    if (contender !== null) entries.push({ ...contender, isBaseline, teamId, submissionId, predictions });
  }
  return { entries, rows: rowCount };
}

async function bestOf(phaseId: PhaseId, split: Split, order: "higher" | "lower") {
  const best =
    split === "private"
      ? await bestPrivateSubmissions(db(), phaseId, order)
      : await bestSubmissions(db(), phaseId, { kind: "public", order, until: null });
  const sign = order === "higher" ? -1 : 1;
  const ranked = best.filter((one) => one.rankScore !== null);
  return ranked.sort((a, b) => sign * ((a.rankScore ?? 0) - (b.rankScore ?? 0)));
}

/** Flags best files of different teams that put the rows into nearly the same order. */
async function flagNearCopies(phaseId: PhaseId, entries: readonly Entry[]): Promise<void> {
  const isOrdered = entries.every(
    ({ predictions }) => predictions.classes.length === 0 || predictions.columns === 1,
  );
  if (!isOrdered) return;
  const own = entries.filter((entry) => !entry.isBaseline);
  const pairs = nearCopies(own.map(({ predictions }) => predictions.values));
  const computedAt = await databaseClock(db());
  const flags = pairs.flatMap(({ first, second, correlation: value }) => {
    const ids = [own[first]?.submissionId, own[second]?.submissionId] as const;
    const flag = "near_copy_of_other_team" as const;
    const [one, other] = ids;
    if (one === undefined || other === undefined) return [];
    return [
      { submissionId: one, likeSubmissionId: other, flag, phaseId, value, computedAt },
      { submissionId: other, likeSubmissionId: one, flag, phaseId, value, computedAt },
    ];
  });
  await inTransaction((tx) => storeFlags(tx, flags));
}

type Context = { entries: readonly Entry[]; rows: number; metric: string; step: number | null };

function stored(found: RankingStatistics, { entries, rows, metric, step }: Context): StoredStatistics {
  const shown = (value: number) => (step === null ? value : roundedTo(step, value));
  const places = found.submissions.flatMap((place, index): StoredPlace[] => {
    const entry = entries[index];
    if (entry === undefined) return [];
    const { teamId, submissionId, isBaseline } = entry;
    const interval =
      place.interval === null ? null : { low: shown(place.interval.low), high: shown(place.interval.high) };
    return [{ ...place, teamId, submissionId, isBaseline, score: shown(place.score), interval }];
  });
  const { stability, test, order, replicates } = found;
  const pValues = found.pValues.map((p) => Number(p.toPrecision(3)));
  return { metric, rows, places, stability, test, order, pValues, replicates };
}

type Result = { phaseId: PhaseId; split: Split; seed: string; content: StoredStatistics };

async function store({ phaseId, split, seed, content }: Result): Promise<void> {
  await inTransaction(async (tx) => {
    const computedAt = await databaseClock(tx);
    const row = { phaseId, split, content, seed, drawn: replicatesDrawn, engineVersion, computedAt };
    if (split === "private") await withholdStatistics(tx, row);
    if (split === "public" || (await isRevealed(tx, phaseId))) await storeStatistics(tx, row);
    await touchBoard(tx, phaseId);
    const details = { split, seed, drawn: replicatesDrawn, engine: engineVersion };
    await appendAuditEvent(tx, { actor: "worker", verb: "rank_statistics", subject: phaseId, details });
  });
}
