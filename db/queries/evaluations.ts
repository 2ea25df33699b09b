import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { Reader, Tx } from "../client.ts";
import { challenges, labelDeliveries, labelSets, phases, specifications } from "../schema/challenges.ts";
import { boards, evaluations, submissions } from "../schema/submissions.ts";
import type { EvaluationId, PhaseId } from "../vocabulary.ts";

/** A worker's hold on an evaluation. Whoever claims later gets a higher fence, and the lower one can write nothing. */
export type Claim = { evaluationId: EvaluationId; fence: number; attempts: number };

/** Takes an evaluation that is not final, for 60 seconds unless the lease is renewed.
 * @returns null when it is final already, or does not exist
 * Effects: state `running`, a new fence, one attempt more. */
export async function claimEvaluation(
  db: Reader,
  id: EvaluationId,
  claimedBy: string,
): Promise<Claim | null> {
  const rows = await db
    .update(evaluations)
    .set({
      state: "running",
      fence: sql`${evaluations.fence} + 1`,
      attempts: sql`${evaluations.attempts} + 1`,
      claimedBy,
      leaseUntil: sql`clock_timestamp() + interval '60 seconds'`,
      startedAt: sql`clock_timestamp()`,
    })
    .where(and(eq(evaluations.id, id), inArray(evaluations.state, ["queued", "running"])))
    .returning({ fence: evaluations.fence, attempts: evaluations.attempts });
  const row = rows[0];
  return row === undefined ? null : { evaluationId: id, ...row };
}

/** Keeps a claim for another 60 seconds.
 * @returns false when somebody else has it now */
export async function renewLease(db: Reader, claim: Claim): Promise<boolean> {
  const rows = await db
    .update(evaluations)
    .set({ leaseUntil: sql`clock_timestamp() + interval '60 seconds'` })
    .where(held(claim))
    .returning({ id: evaluations.id });
  return rows.length > 0;
}

/** Puts an evaluation back into the queue after a fault of the platform; the attempt does not count.
 * Effects: none when the claim is stale. */
export async function releaseEvaluation(db: Reader, claim: Claim): Promise<void> {
  await db
    .update(evaluations)
    .set({ state: "queued", leaseUntil: null, claimedBy: null, attempts: sql`${evaluations.attempts} - 1` })
    .where(held(claim));
}

type Outcome = Partial<typeof evaluations.$inferInsert> & { state: "scored" | "rejected" | "failed" };

/** Writes an evaluation's outcome.
 * @returns false when the claim is stale: then nothing is written */
export async function finishEvaluation(tx: Tx, claim: Claim, outcome: Outcome): Promise<boolean> {
  const rows = await tx
    .update(evaluations)
    .set({ ...outcome, leaseUntil: null, finishedAt: sql`clock_timestamp()` })
    .where(held(claim))
    .returning({ id: evaluations.id });
  return rows.length > 0;
}

function held(claim: Claim) {
  return and(
    eq(evaluations.id, claim.evaluationId),
    eq(evaluations.fence, claim.fence),
    eq(evaluations.state, "running"),
  );
}

/** All that the worker needs to score an evaluation; null when it does not exist. */
export async function evaluationTask(db: Reader, id: EvaluationId) {
  const rows = await db
    .select({
      evaluation: evaluations,
      submission: submissions,
      challenge: challenges,
      phase: phases,
      specification: specifications,
      labelSet: labelSets,
    })
    .from(evaluations)
    .innerJoin(submissions, eq(submissions.id, evaluations.submissionId))
    .innerJoin(phases, eq(phases.id, evaluations.phaseId))
    .innerJoin(challenges, eq(challenges.id, phases.challengeId))
    .innerJoin(specifications, eq(specifications.id, evaluations.specificationId))
    .innerJoin(labelSets, eq(labelSets.id, evaluations.labelSetId))
    .where(eq(evaluations.id, id));
  return rows[0] ?? null;
}

/** Which of a team's files compete for what its board shows. */
type OneRace = Pick<typeof evaluations.$inferSelect, "phaseId" | "teamId" | "specificationId" | "labelSetId">;

/** Until the transaction ends, no other file of the team is compared with what its board shows. */
export async function lockShownScore(tx: Tx, { phaseId, teamId }: OneRace): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${phaseId} ${teamId}`}, 7303030))`);
}

/** The submission that earned what a team's board shows under the Ladder, with the shown score; null before the first.
 * For what it says to stay so, the team's race must be locked. */
export async function shownSubmission(tx: Reader, race: OneRace) {
  const rows = await tx
    .select({ score: evaluations.publicRankScore, submission: submissions })
    .from(evaluations)
    .innerJoin(submissions, eq(submissions.id, evaluations.submissionId))
    .where(
      and(
        eq(evaluations.phaseId, race.phaseId),
        eq(evaluations.teamId, race.teamId),
        eq(evaluations.specificationId, race.specificationId),
        eq(evaluations.labelSetId, race.labelSetId),
        eq(evaluations.state, "scored"),
        eq(evaluations.isImprovement, true),
      ),
    )
    .orderBy(desc(evaluations.finishedAt), desc(evaluations.id))
    .limit(1);
  const [row] = rows;
  return row === undefined || row.score === null ? null : { score: row.score, submission: row.submission };
}

export type EvaluationTask = NonNullable<Awaited<ReturnType<typeof evaluationTask>>>;

/** Counts a change of a phase's board; those who watch it are told at the commit. */
export async function touchBoard(tx: Tx, phaseId: PhaseId): Promise<void> {
  const changedAt = sql`clock_timestamp()`;
  await tx
    .insert(boards)
    .values({ phaseId, version: 1, changedAt })
    .onConflictDoUpdate({ target: boards.phaseId, set: { version: sql`${boards.version} + 1`, changedAt } });
}

/** A delivered label file with the specification that it must fit; null when there is none. */
export async function deliveryTask(db: Reader, id: `delivery_${string}`) {
  const rows = await db
    .select({ delivery: labelDeliveries, specification: specifications })
    .from(labelDeliveries)
    .innerJoin(phases, eq(phases.id, labelDeliveries.phaseId))
    .leftJoin(specifications, eq(specifications.id, phases.specificationId))
    .where(eq(labelDeliveries.id, id));
  return rows[0] ?? null;
}

/** How many files of a phase still wait for their outcome. */
export async function openEvaluations(db: Reader, phaseId: PhaseId): Promise<number> {
  const isOpen = inArray(evaluations.state, ["queued", "running"]);
  return db.$count(evaluations, and(eq(evaluations.phaseId, phaseId), isOpen));
}
