import type { Actor, Person } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse, Refused, refuseIf } from "#app/accounts/refusal.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock, type Clock } from "#db/clock.ts";
import { db, files, inTransaction, type Tx } from "#db/connections.ts";
import { newId } from "#db/ids.ts";
import {
  claimIdempotencyKey,
  nextSubmissionNumber,
  quotaUsed,
  takeFromQuota,
} from "#db/queries/submissions.ts";
import { lockTeam, teamOf, type TeamRow } from "#db/queries/teams.ts";
import { enqueue } from "#db/queue.ts";
import { evaluations, submissions } from "#db/schema/submissions.ts";
import type { SubmissionId, SubmissionOrigin } from "#db/vocabulary.ts";
import { refuseFaulty } from "./check-file.server.ts";
import { refusalToSubmit } from "./policy.ts";
import { quotaOf, quotaWindows } from "./rules.ts";
import { submissionContext, type SubmissionContext } from "./submission-context.server.ts";

/** A predictions file that has been received whole. */
export type PredictionFile = {
  sizeBytes: number;
  sha256: string;
  read: () => AsyncIterable<Uint8Array>;
};

export type SubmissionDetails = {
  fileName: string;
  note: string | null;
  origin: SubmissionOrigin;
  idempotencyKey: string | null;
};

/** Takes in a predictions file: checked without labels, stored, counted, and queued for scoring.
 * @param clock the judge of the deadline; the database's own unless a test or the demonstration says otherwise
 * @returns the submission; the same one again for the same idempotency key and bytes
 * @throws Refused see `refusalToSubmit`, `file_rejected` (as FileRejected, with the faults), `quota_exhausted`,
 *   `idempotency_conflict`
 * Effects: one object, one submission, one evaluation (queued) and its job, an audit line. A refusal leaves nothing. */
export async function submitPredictions(
  actor: Actor,
  slug: string,
  { file, details }: { file: PredictionFile; details: SubmissionDetails },
  clock: Clock = databaseClock,
): Promise<SubmissionId> {
  const context = await refuseBeforehand(actor, slug, clock);
  await refuseFaulty(context, file);
  const id: SubmissionId = newId("sub");
  const objectKey = `predictions/${id}/${file.sha256}`;
  await files().put(objectKey, file.read(), { contentType: "application/octet-stream", ...file });
  const accepted = await acceptOrRemove(objectKey, () =>
    inTransaction((tx) => accept(tx, { actor, slug, clock, id, objectKey, file, details })),
  );
  if (accepted !== id) await files().remove(objectKey);
  return accepted;
}

/** Refuses what would be refused whatever the file holds, before any of it is received.
 * @throws Refused see `refusalToSubmit`, `quota_exhausted` */
export async function refuseBeforehand(
  actor: Actor,
  slug: string,
  clock: Clock = databaseClock,
): Promise<SubmissionContext> {
  const context = await submissionContext(db(), actor, slug);
  const now = await clock(db());
  refuseIf(refusalToSubmit(actor, context.facts, now));
  await refuseFullQuota(context, now);
  return context;
}

/** What is accepted in the transaction. */
export type Acceptance = {
  actor: Actor;
  slug: string;
  clock: Clock;
  id: SubmissionId;
  objectKey: string;
  file: { sizeBytes: number; sha256: string };
  details: SubmissionDetails;
};

/** Judges once more under the team's lock, then writes the submission, its evaluation and its job.
 * @returns the submission of this acceptance, or the earlier one of the same idempotency key */
export async function accept(tx: Tx, acceptance: Acceptance): Promise<SubmissionId> {
  const { actor, slug, clock, id, file, details } = acceptance;
  const person = requirePerson(actor);
  const context = await submissionContext(tx, actor, slug);
  if (context.team !== null) await lockMembership(tx, context.team, person);
  const now = await clock(tx);
  const earlier = await earlierSubmission(tx, context, { person, id, file, details, now });
  if (earlier !== null) return earlier;
  refuseIf(refusalToSubmit(actor, context.facts, now));
  await insertSubmission(tx, { ...acceptance, person, context, now });
  return id;
}

/** Locked first: two uploads at once must not both see quota left, and whoever has just left submits nothing. */
async function lockMembership(tx: Tx, team: TeamRow, person: Person): Promise<void> {
  await lockTeam(tx, team.id);
  const now = await teamOf(tx, team.challengeId, person.id);
  if (now?.id !== team.id) refuse("team_required");
}

async function earlierSubmission(
  tx: Tx,
  context: SubmissionContext,
  claim: {
    person: Person;
    id: SubmissionId;
    file: { sha256: string };
    details: SubmissionDetails;
    now: Date;
  },
): Promise<SubmissionId | null> {
  const key = claim.details.idempotencyKey;
  if (key === null) return null;
  const { sha256 } = claim.file;
  const wanted = {
    personId: claim.person.id,
    challengeId: context.challenge.id,
    key,
    sha256,
    submissionId: claim.id,
  };
  const earlier = await claimIdempotencyKey(tx, wanted, claim.now);
  if (earlier === null) return null;
  return earlier.sha256 === sha256 ? earlier.submissionId : refuse("idempotency_conflict");
}

async function insertSubmission(
  tx: Tx,
  accepted: Acceptance & { person: Person; context: SubmissionContext; now: Date },
): Promise<void> {
  const { id, file, details, person, context, now } = accepted;
  const { phase, team, specification, labelSet } = requireComplete(context);
  const countedIn = await takeQuota(tx, context, now);
  const number = await nextSubmissionNumber(tx, phase.id, team.id);
  await tx.insert(submissions).values({
    id,
    phaseId: phase.id,
    teamId: team.id,
    personId: person.id,
    number,
    objectKey: accepted.objectKey,
    fileName: details.fileName,
    sizeBytes: file.sizeBytes,
    sha256: file.sha256,
    note: details.note,
    origin: details.origin,
    receivedAt: now,
    countedIn,
  });
  const evaluationId = newId("eval");
  await tx.insert(evaluations).values({
    id: evaluationId,
    submissionId: id,
    phaseId: phase.id,
    teamId: team.id,
    specificationId: specification.id,
    labelSetId: labelSet.id,
    state: "queued",
    queuedAt: now,
  });
  await enqueue(tx, "score", { evaluationId }, evaluationId);
  await appendAuditEvent(tx, {
    actor: person.id,
    verb: "submit_predictions",
    subject: id,
    details: { phase: phase.id, team: team.id, number, sha256: file.sha256 },
  });
}

/** @returns the names of the windows that the submission counts in */
async function takeQuota(tx: Tx, context: SubmissionContext, now: Date): Promise<string[]> {
  const { phase, team } = requireComplete(context);
  const windows = quotaWindows(context.challenge, now, context.challenge.timeZone);
  for (const window of windows) {
    if (!(await takeFromQuota(tx, phase.id, team.id, window))) {
      const used = await quotaUsed(tx, phase.id, team.id);
      refuseExhausted(context, used, now);
    }
  }
  return windows.map((window) => window.name);
}

/** Refuses early, before anything is read; the count under the lock decides.
 * @throws Refused `quota_exhausted` */
export async function refuseFullQuota(context: SubmissionContext, now: Date): Promise<void> {
  const { phase, team } = requireComplete(context);
  const used = await quotaUsed(db(), phase.id, team.id);
  if (quotaOf(context.challenge, used, now, context.challenge.timeZone).remaining === 0) {
    refuseExhausted(context, used, now);
  }
}

function refuseExhausted(context: SubmissionContext, used: ReadonlyMap<string, number>, now: Date): never {
  const quota = quotaOf(context.challenge, used, now, context.challenge.timeZone);
  refuse("quota_exhausted", {
    limit: quota.limit,
    nextAllowedAt: quota.nextAllowedAt?.toISOString() ?? null,
  });
}

/** What `refusalToSubmit` has found present. */
function requireComplete({ phase, team, specification, labelSet }: SubmissionContext) {
  if (team === null || specification === null || labelSet === null) {
    throw new Error("The policy let a submission through without team, specification or labels.");
  }
  return { phase, team, specification, labelSet };
}

/** A refused file leaves no object behind. After any other failure the object stays: the transaction may have been
 * committed although its answer was lost, and an orphan is swept up later. */
async function acceptOrRemove<Result>(objectKey: string, acceptance: () => Promise<Result>): Promise<Result> {
  try {
    return await acceptance();
  } catch (error) {
    if (error instanceof Refused) await files().remove(objectKey);
    throw error;
  }
}
