import { and, asc, eq, isNotNull, sql } from "drizzle-orm";
import type { Reader, Tx } from "../client.ts";
import { challenges, labelSets, phases, specifications } from "../schema/challenges.ts";
import { rankingStatistics } from "../schema/statistics.ts";
import { evaluations, submissions } from "../schema/submissions.ts";
import type { PhaseId, Split } from "../vocabulary.ts";

/** The statistics of a phase's ranking on some of its rows, as far as they may be seen; null before they are computed. */
export async function statisticsOf(db: Reader, phaseId: PhaseId, split: Split) {
  const rows = await db
    .select()
    .from(rankingStatistics)
    .where(and(eq(rankingStatistics.phaseId, phaseId), eq(rankingStatistics.split, split)));
  return rows[0] ?? null;
}

/** A phase with the versions that its ranking is made with; null when it lacks one. */
export async function rankedPhase(db: Reader, phaseId: PhaseId) {
  const rows = await db
    .select({ phase: phases, challenge: challenges, specification: specifications, labelSet: labelSets })
    .from(phases)
    .innerJoin(challenges, eq(challenges.id, phases.challengeId))
    .innerJoin(specifications, eq(specifications.id, phases.specificationId))
    .innerJoin(labelSets, eq(labelSets.id, phases.labelSetId))
    .where(eq(phases.id, phaseId));
  return rows[0] ?? null;
}

export type RankedPhase = NonNullable<Awaited<ReturnType<typeof rankedPhase>>>;

/** Whether the phase's final scores are out; it stays so until the transaction ends. */
export async function isRevealed(tx: Tx, phaseId: PhaseId): Promise<boolean> {
  const rows = await tx
    .select({ revealedAt: phases.revealedAt })
    .from(phases)
    .where(eq(phases.id, phaseId))
    .for("share");
  return rows[0]?.revealedAt != null;
}

/** Effects: one row in `ranking_statistics`, in the place of an earlier one. */
export async function storeStatistics(
  tx: Tx,
  statistics: typeof rankingStatistics.$inferInsert,
): Promise<void> {
  await tx
    .insert(rankingStatistics)
    .values(statistics)
    .onConflictDoUpdate({ target: [rankingStatistics.phaseId, rankingStatistics.split], set: statistics });
}

/** Takes phases that have ended, whose files are all scored and rest for half a minute, and whose statistics nobody has
 * asked for.
 * Effects: they count as asked for. */
export async function phasesOwedStatistics(tx: Tx): Promise<PhaseId[]> {
  const scored = tx
    .select({ one: sql`1` })
    .from(evaluations)
    .where(and(eq(evaluations.phaseId, phases.id), eq(evaluations.state, "scored")));
  const unrested = sql`exists (select 1 from ${evaluations} e where e.phase_id = ${phases.id} and
    (e.state in ('queued', 'running') or e.finished_at > clock_timestamp() - interval '30 seconds'))`;
  const owed = await tx
    .update(phases)
    .set({ statisticsAskedAt: sql`clock_timestamp()` })
    .where(
      and(
        sql`${phases.closesAt} <= clock_timestamp()`,
        sql`${phases.statisticsAskedAt} is null`,
        isNotNull(phases.labelSetId),
        sql`exists ${scored}`,
        sql`not ${unrested}`,
      ),
    )
    .returning({ id: phases.id });
  return owed.map(({ id }) => id);
}

/** The files of a phase’s submissions, in the order of their ids. */
export async function storedFiles(db: Reader, phaseId: PhaseId) {
  return db
    .select({ id: submissions.id, objectKey: submissions.objectKey, sha256: submissions.sha256 })
    .from(submissions)
    .where(eq(submissions.phaseId, phaseId))
    .orderBy(asc(submissions.id));
}
