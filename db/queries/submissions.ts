import { and, asc, count, desc, eq, inArray, lt, sql } from "drizzle-orm";
import type { Reader, Tx } from "../client.ts";
import { labelSets, phases, specifications } from "../schema/challenges.ts";
import {
  evaluations,
  idempotencyKeys,
  quotaCounters,
  revealedScores,
  submissions,
} from "../schema/submissions.ts";
import { teams } from "../schema/teams.ts";
import type { ChallengeId, EvaluationState, PersonId, PhaseId, SubmissionId, TeamId } from "../vocabulary.ts";

/** Takes one place in a quota window.
 * @returns false when the window is full; the counter is then as it was */
export async function takeFromQuota(
  tx: Tx,
  phaseId: PhaseId,
  teamId: TeamId,
  window: { name: string; allowed: number },
): Promise<boolean> {
  if (window.allowed < 1) return false;
  const taken = await tx
    .insert(quotaCounters)
    .values({ phaseId, teamId, window: window.name, used: 1, allowed: window.allowed })
    .onConflictDoUpdate({
      target: [quotaCounters.phaseId, quotaCounters.teamId, quotaCounters.window],
      set: { used: sql`${quotaCounters.used} + 1`, allowed: window.allowed },
      setWhere: lt(quotaCounters.used, window.allowed),
    })
    .returning({ used: quotaCounters.used });
  return taken.length > 0;
}

/** Gives a submission's places back, once: the windows it counted in are emptied with them. */
export async function giveBackQuota(tx: Tx, submissionId: SubmissionId): Promise<void> {
  await tx.execute(sql`
    with given as (
      select s.id, s.phase_id, s.team_id, s.counted_in from ${submissions} s
      where s.id = ${submissionId} and cardinality(s.counted_in) > 0 for update
    ), lowered as (
      update ${quotaCounters} q set used = q.used - 1 from given
      where q.phase_id = given.phase_id and q.team_id = given.team_id and q."window" = any(given.counted_in)
    )
    update ${submissions} s set counted_in = '{}' from given where s.id = given.id`);
}

/** How much of each window a team has used, by window name. */
export async function quotaUsed(db: Reader, phaseId: PhaseId, teamId: TeamId): Promise<Map<string, number>> {
  const rows = await db
    .select({ window: quotaCounters.window, used: quotaCounters.used })
    .from(quotaCounters)
    .where(and(eq(quotaCounters.phaseId, phaseId), eq(quotaCounters.teamId, teamId)));
  return new Map(rows.map((row) => [row.window, row.used]));
}

/** The next number of a team's submissions in a phase; the team's row must be locked. */
export async function nextSubmissionNumber(tx: Tx, phaseId: PhaseId, teamId: TeamId): Promise<number> {
  const rows = await tx
    .select({ next: sql<number>`coalesce(max(${submissions.number}), 0) + 1` })
    .from(submissions)
    .where(and(eq(submissions.phaseId, phaseId), eq(submissions.teamId, teamId)));
  return Number(rows[0]?.next ?? 1);
}

/** Claims an idempotency key, waiting for whoever holds it now.
 * @returns null when it was free, else what it was used for */
export async function claimIdempotencyKey(
  tx: Tx,
  claim: {
    personId: PersonId;
    challengeId: ChallengeId;
    key: string;
    sha256: string;
    submissionId: SubmissionId;
  },
  now: Date,
) {
  const mine = and(
    eq(idempotencyKeys.personId, claim.personId),
    eq(idempotencyKeys.challengeId, claim.challengeId),
    eq(idempotencyKeys.key, claim.key),
  );
  const dayAgo = new Date(now.getTime() - 86_400_000);
  await tx.delete(idempotencyKeys).where(and(mine, lt(idempotencyKeys.createdAt, dayAgo)));
  const claimed = await tx
    .insert(idempotencyKeys)
    .values({ ...claim, createdAt: now })
    .onConflictDoNothing()
    .returning({ key: idempotencyKeys.key });
  if (claimed.length > 0) return null;
  const rows = await tx.select().from(idempotencyKeys).where(mine);
  return rows[0] ?? null;
}

const latestEvaluation = {
  id: evaluations.id,
  state: evaluations.state,
  queuedAt: evaluations.queuedAt,
  startedAt: evaluations.startedAt,
  finishedAt: evaluations.finishedAt,
  rows: evaluations.rows,
  publicScores: evaluations.publicScores,
  publicUndefined: evaluations.publicUndefined,
  publicRankScore: evaluations.publicRankScore,
  isImprovement: evaluations.isImprovement,
  faults: evaluations.faults,
  faultsTotal: evaluations.faultsTotal,
  failureClass: evaluations.failureClass,
  failureCode: evaluations.failureCode,
  engineVersion: evaluations.engineVersion,
  specificationVersion: specifications.version,
  specificationDigest: specifications.digest,
  labelSetVersion: labelSets.version,
};

function submissionRows(db: Reader) {
  return db
    .select({
      submission: submissions,
      team: teams,
      phase: phases,
      evaluation: latestEvaluation,
      specification: specifications.content,
      /** Final scores, once the phase is revealed. */
      finalScores: revealedScores.privateScores,
    })
    .from(submissions)
    .innerJoin(teams, eq(teams.id, submissions.teamId))
    .innerJoin(phases, eq(phases.id, submissions.phaseId))
    .innerJoin(evaluations, eq(evaluations.submissionId, submissions.id))
    .innerJoin(specifications, eq(specifications.id, evaluations.specificationId))
    .innerJoin(labelSets, eq(labelSets.id, evaluations.labelSetId))
    .leftJoin(revealedScores, eq(revealedScores.evaluationId, evaluations.id));
}

export type SubmissionRow = Awaited<ReturnType<typeof submissionRows>>[number];

/** A submission with its team, phase and newest evaluation; null when there is none. */
export async function submissionById(db: Reader, id: SubmissionId): Promise<SubmissionRow | null> {
  const rows = await submissionRows(db)
    .where(eq(submissions.id, id))
    .orderBy(desc(evaluations.queuedAt), desc(evaluations.id))
    .limit(1);
  return rows[0] ?? null;
}

/** The state of a submission's newest evaluation; null when there is none. */
export async function evaluationState(db: Reader, id: SubmissionId): Promise<EvaluationState | null> {
  const rows = await db
    .select({ state: evaluations.state })
    .from(evaluations)
    .where(eq(evaluations.submissionId, id))
    .orderBy(desc(evaluations.queuedAt), desc(evaluations.id))
    .limit(1);
  return rows[0]?.state ?? null;
}

/** A team's submissions in a phase, each with its newest evaluation; the newest first. */
export async function submissionsOfTeam(
  db: Reader,
  phaseId: PhaseId,
  teamId: TeamId,
): Promise<SubmissionRow[]> {
  const rows = await submissionRows(db)
    .where(and(eq(submissions.phaseId, phaseId), eq(submissions.teamId, teamId)))
    .orderBy(desc(submissions.number), desc(evaluations.queuedAt), desc(evaluations.id));
  return firstOfEach(rows);
}

/** The submissions of a phase, for its organisers; the newest first. */
export async function submissionsOfPhase(
  db: Reader,
  phaseId: PhaseId,
  page: { limit: number; offset: number },
): Promise<SubmissionRow[]> {
  const ids = db
    .select({ id: submissions.id })
    .from(submissions)
    .where(eq(submissions.phaseId, phaseId))
    .orderBy(desc(submissions.receivedAt), desc(submissions.id))
    .limit(page.limit)
    .offset(page.offset);
  const rows = await submissionRows(db)
    .where(inArray(submissions.id, ids))
    .orderBy(desc(submissions.receivedAt), desc(submissions.id), desc(evaluations.queuedAt));
  return firstOfEach(rows);
}

function firstOfEach(rows: SubmissionRow[]): SubmissionRow[] {
  const seen = new Set<SubmissionId>();
  return rows.filter((row) => !seen.has(row.submission.id) && seen.add(row.submission.id));
}

/** Place in the queue of an evaluation that waits: 1 is next. */
export async function queuePosition(db: Reader, queuedAt: Date): Promise<number> {
  const rows = await db
    .select({ ahead: count() })
    .from(evaluations)
    .where(and(eq(evaluations.state, "queued"), lt(evaluations.queuedAt, queuedAt)));
  return (rows[0]?.ahead ?? 0) + 1;
}

/** Number of submissions of a phase by state of their evaluations. */
export async function submissionCounts(db: Reader, phaseId: PhaseId) {
  return db
    .select({ state: evaluations.state, submissions: count() })
    .from(evaluations)
    .where(eq(evaluations.phaseId, phaseId))
    .groupBy(evaluations.state)
    .orderBy(asc(evaluations.state));
}
