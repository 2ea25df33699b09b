import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock } from "#db/clock.ts";
import { db, inTransaction } from "#db/connections.ts";
import { log } from "#db/log.ts";
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
import type { SpooledFile } from "../contained/spooled-file.ts";
import { TooCostly } from "../contained/too-costly.ts";
import type { FoundStatistics } from "../engine/tasks.ts";
import { engineVersion } from "../evaluate.ts";
import { readyMetric, type ReadyMetric } from "../registry.ts";
import { rankingMetric, specificationSchema } from "../spec.ts";
import { displayStep } from "../statistics/label-leak.ts";
import type { NearCopy } from "../statistics/near-copies.ts";
import { roundedTo } from "../statistics/ladder.ts";
import { askOfPhase, phaseOf } from "./engine.ts";
import { fetchSubmission, sent } from "./fetch-files.ts";

const replicatesDrawn = 1000;
/** The best so many teams are compared; fewer on long files, whose rows would not fit into memory. */
const teamsAtMost = 200;
const valuesAtMost = 20_000_000;

type Entry = { teamId: TeamId; submissionId: SubmissionId; isBaseline: boolean; file: SpooledFile };

/** Computes how much a phase's ranking is worth, and stores it. On the private rows only after the phase, and out of
 * everybody's reach until the reveal. Under the Ladder what is stored of the public rows is as coarse as the board.
 * A ranking that costs too much has no statistics.
 * @throws Error when a file or the labels cannot be read
 * Effects: one row of statistics, flags of nearly equal files, the board's version, an audit line. */
export async function rankStatistics(
  phaseId: PhaseId,
  split: Split,
  stop: AbortSignal | null = null,
): Promise<void> {
  const task = await rankedPhase(db(), phaseId);
  if (task === null) return;
  if (split === "private" && (await databaseClock(db())) <= task.phase.closesAt) return;
  const spec = specificationSchema.parse(task.specification.content);
  const metric = readyMetric(rankingMetric(spec), spec.target);
  const rows = rowsOf(task, split);
  const seed = [phaseId, split, task.specification.version, task.labelSet.version].join(" ");
  const entries: Entry[] = [];
  try {
    for await (const entry of entriesOf(task, split, metric, rows)) entries.push(entry);
    const found = await compute(task, { entries, split, seed, stop });
    const isCoarse = split === "public" && task.phase.displayRule === "ladder";
    const step = isCoarse ? displayStep(rankingMetric(spec), metric.facts.range, rows) : null;
    await flagNearCopies(phaseId, entries, found.copies);
    const content = stored(found, { entries, rows, metric: metric.name, step });
    await store({ phaseId, split, seed, content });
  } catch (error) {
    if (!(error instanceof TooCostly)) throw error;
    log.warn({ phase: phaseId, excess: error.excess }, "the statistics of a ranking are too costly");
  } finally {
    for (const { file } of entries) await file.discard();
  }
}

/** How many rows the statistics are about; without a usage column all are public. */
function rowsOf({ labelSet }: RankedPhase, split: Split): number {
  const { publicRows, privateRows } = labelSet;
  return split === "private" && privateRows > 0 ? privateRows : publicRows;
}

type Plan = { entries: readonly Entry[]; split: Split; seed: string; stop: AbortSignal | null };

function compute(task: RankedPhase, { entries, split, seed, stop }: Plan): Promise<FoundStatistics> {
  const phase = phaseOf(task.specification, task.labelSet);
  const files = entries.map(({ file, isBaseline }) => ({ file: sent(file), isBaseline }));
  const maxBytes = task.challenge.maxFileBytes;
  const question = { phase, files, split, seed, replicates: replicatesDrawn, maxBytes };
  return askOfPhase("statistics", question, task.labelSet, stop);
}

/** Each team's best submission with its file, the best first. */
async function* entriesOf(
  task: RankedPhase,
  split: Split,
  metric: ReadyMetric,
  rows: number,
): AsyncGenerator<Entry> {
  const teams = new Map((await boardTeams(db(), task.challenge.id)).map((team) => [team.id, team]));
  const files = new Map((await storedFiles(db(), task.phase.id)).map((file) => [file.id, file]));
  let count = 0;
  for (const { teamId, submissionId } of await bestOf(task.phase.id, split, metric.better)) {
    if (count >= Math.min(teamsAtMost, Math.floor(valuesAtMost / rows))) return;
    const stored = files.get(submissionId);
    if (stored === undefined) continue;
    count += 1;
    const isBaseline = teams.get(teamId)?.isBaseline ?? false;
    yield { teamId, submissionId, isBaseline, file: await fetchSubmission(stored) };
  }
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

async function flagNearCopies(
  phaseId: PhaseId,
  entries: readonly Entry[],
  copies: readonly NearCopy[],
): Promise<void> {
  const computedAt = await databaseClock(db());
  const flags = copies.flatMap(({ first, second, correlation: value }) => {
    const flag = "near_copy_of_other_team" as const;
    const one = entries[first]?.submissionId;
    const other = entries[second]?.submissionId;
    if (one === undefined || other === undefined) return [];
    return [
      { submissionId: one, likeSubmissionId: other, flag, phaseId, value, computedAt },
      { submissionId: other, likeSubmissionId: one, flag, phaseId, value, computedAt },
    ];
  });
  await inTransaction((tx) => storeFlags(tx, flags));
}

type Context = { entries: readonly Entry[]; rows: number; metric: string; step: number | null };

function stored(
  { statistics: found, files }: FoundStatistics,
  { entries, rows, metric, step }: Context,
): StoredStatistics {
  const shown = (value: number) => (step === null ? value : roundedTo(step, value));
  const places = found.submissions.flatMap((place, index): StoredPlace[] => {
    const entry = entries[files[index] ?? -1];
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
