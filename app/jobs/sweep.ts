import { and, eq, inArray, isNull, lt, sql } from "drizzle-orm";
import { files, inTransaction, db, type Tx } from "#db/connections.ts";
import { environment } from "#db/environment.ts";
import { errorFacts, log } from "#db/log.ts";
import { forgetDeadProcesses } from "#db/queries/heartbeats.ts";
import { phasesOwedStatistics } from "#db/queries/statistics.ts";
import { enqueue, unlockJobsOf } from "#db/queue.ts";
import { documents } from "#db/schema/applications.ts";
import { idempotencyKeys, uploads } from "#db/schema/submissions.ts";
import { teamInvitations } from "#db/schema/teams.ts";
import { emailTokens, sessions, throttles } from "#db/schema/accounts.ts";
import { letters } from "#db/schema/platform.ts";
import { splits } from "#db/vocabulary.ts";

/** Puts right what dead processes have left: their jobs go back to the queue, evaluations without a job get one, and
 * what has expired goes. Several processes may sweep; one at a time does.
 * @param doubtMs how long a process that has been silent for a minute is watched before its silence is believed
 * Effects: rows of heartbeats, evaluations, letters, uploads, documents, sessions, throttles, idempotency keys; jobs. */
export async function sweep(doubtMs = 15_000): Promise<void> {
  await inTransaction(async (tx) => {
    const rows = await tx.execute<{ mine: boolean }>(sql`select pg_try_advisory_xact_lock(7303020) as mine`);
    if (rows[0]?.mine !== true) return;
    const dead = await forgetDeadProcesses(tx, doubtMs);
    await unlockJobsOf(tx, dead);
    await releaseLettersOf(tx, dead);
    await tx.execute(sql`select requeue_scores()`);
    await requeueUnsentLetters(tx);
    await askForStatistics(tx);
    await tx.delete(sessions).where(lt(sessions.expiresAt, sql`clock_timestamp()`));
    await tx
      .delete(throttles)
      .where(lt(throttles.windowStartedAt, sql`clock_timestamp() - interval '60 days'`));
    await tx.delete(teamInvitations).where(lt(teamInvitations.expiresAt, sql`clock_timestamp()`));
    await tx.delete(emailTokens).where(lt(emailTokens.expiresAt, sql`clock_timestamp() - interval '1 day'`));
    await tx
      .delete(idempotencyKeys)
      .where(lt(idempotencyKeys.createdAt, sql`clock_timestamp() - interval '1 day'`));
  });
  await abortExpiredUploads();
  await abandonDocuments();
}

/** What a dead process was about to send is anybody's again. */
async function releaseLettersOf(tx: Tx, processIds: string[]): Promise<void> {
  if (processIds.length === 0) return;
  await tx
    .update(letters)
    .set({ claimedBy: null, claimedUntil: null })
    .where(and(isNull(letters.sentAt), inArray(letters.claimedBy, processIds)));
}

/** Phases that have ended get the statistics of their rankings; those of the private rows stay withheld until the reveal. */
async function askForStatistics(tx: Tx): Promise<void> {
  for (const phaseId of await phasesOwedStatistics(tx)) {
    for (const split of splits)
      await enqueue(tx, "rank_statistics", { phaseId, split }, `${phaseId}:${split}`);
  }
}

/** Letters that were owed while there was no mail server get their job when there is one. What has been tried once is
 * tried again by the queue. */
async function requeueUnsentLetters(tx: Tx): Promise<void> {
  if (environment().SMTP_URL === undefined) return;
  const isOld = lt(letters.createdAt, sql`clock_timestamp() - interval '60 seconds'`);
  const waiting = await tx
    .select({ id: letters.id })
    .from(letters)
    .where(and(isNull(letters.sentAt), isNull(letters.claimedBy), eq(letters.attempts, 0), isOld))
    .limit(500);
  for (const { id } of waiting) await enqueue(tx, "send_letter", { letterId: id }, id);
}

/** What cannot be taken out of the store now is tried again by the next sweep. */
async function abortExpiredUploads(): Promise<void> {
  const isLate = and(eq(uploads.state, "uploading"), lt(uploads.expiresAt, sql`clock_timestamp()`));
  const { id, objectKey, storeUploadId } = uploads;
  const all = await db().select({ id, objectKey, storeUploadId }).from(uploads).where(isLate);
  await each(all, async (late) => {
    await files().abortUpload(late.objectKey, late.storeUploadId);
    await db()
      .update(uploads)
      .set({ state: "aborted" })
      .where(and(eq(id, late.id), isLate));
  });
}

/** Documents that were begun a day ago and never arrived: their links have long ended, and what came of their bytes goes. */
async function abandonDocuments(): Promise<void> {
  const isOld = lt(documents.createdAt, sql`clock_timestamp() - interval '1 day'`);
  const isLate = and(eq(documents.state, "uploading"), isOld);
  const { id, objectKey, storeUploadId } = documents;
  const all = await db().select({ id, objectKey, storeUploadId }).from(documents).where(isLate);
  await each(all, async (late) => {
    await files().abortUpload(late.objectKey, late.storeUploadId);
    await db()
      .update(documents)
      .set({ state: "abandoned" })
      .where(and(eq(id, late.id), isLate));
  });
}

/** Does the same to each: what one of them fails at is logged, and keeps none of the others waiting. */
async function each<Late extends { id: string }>(
  all: readonly Late[],
  work: (late: Late) => Promise<void>,
): Promise<void> {
  for (const late of all) {
    await work(late).catch((error: unknown) => {
      log.error({ subject: late.id, ...errorFacts(error) }, "one of a sweep failed");
    });
  }
}
