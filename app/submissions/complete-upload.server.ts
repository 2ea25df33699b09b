import { createHash } from "node:crypto";
import type { Actor } from "#app/accounts/actor.ts";
import { Refused, refuse, refuseIf } from "#app/accounts/refusal.ts";
import { databaseClock, type Clock } from "#db/clock.ts";
import { db, files, inTransaction } from "#db/connections.ts";
import { phasesOf } from "#db/queries/challenges.ts";
import { endUpload, type UploadRow } from "#db/queries/uploads.ts";
import type { SubmissionId, SubmissionOrigin } from "#db/vocabulary.ts";
import { refusalToSubmit } from "./policy.ts";
import { partSizes } from "./rules.ts";
import { submissionContext } from "./submission-context.server.ts";
import { accept, refuseFullQuota } from "./submit-predictions.server.ts";
import { discardParts, ownUpload } from "./uploads.server.ts";

type Completion = { actor: Actor; slug: string; id: SubmissionId; origin: SubmissionOrigin; clock: Clock };

/** Makes a completed upload a submission. Its file is checked by the scoring worker; the deadline is judged now.
 * What can be mended leaves the upload as it is, to be completed later; what cannot ends it.
 * @param clock the judge of the deadline; the database's own unless a test says otherwise
 * @throws Refused `submission_not_found`, `upload_expired`, `upload_incomplete`, `upload_differs`, and all of
 *   `submitPredictions`
 * Effects: one object, one submission, one evaluation with its job, audit lines. Done twice, it is one submission. */
export async function completeUpload(
  actor: Actor,
  slug: string,
  { id, origin }: { id: SubmissionId; origin: SubmissionOrigin },
  clock: Clock = databaseClock,
): Promise<SubmissionId> {
  const completion = { actor, slug, id, origin, clock };
  const upload = await ownUpload(actor, id);
  if (upload.state === "completed") return id;
  if (upload.state === "aborted" || upload.expiresAt < (await databaseClock(db()))) refuse("upload_expired");
  try {
    await refuseHopeless(completion, upload);
    const isStored = (await assemble(upload)) && (await requirePromisedContent(upload));
    if (!isStored) return await outcomeElsewhere(actor, id);
    return await acceptUpload(completion, upload);
  } catch (error) {
    if (error instanceof Refused && isFinal(error)) await giveUp(upload);
    throw error;
  }
}

/** Refuses before anything is read: what would be refused now in the end. */
async function refuseHopeless({ actor, slug, clock }: Completion, upload: UploadRow): Promise<void> {
  const context = await submissionContext(db(), actor, slug);
  const phases = await phasesOf(db(), context.challenge.id);
  const phase = phases.find((one) => one.id === upload.phaseId) ?? refuse("submission_not_found");
  const now = await clock(db());
  refuseIf(refusalToSubmit(actor, { ...context.facts, phase }, now));
  if (phase.id !== context.phase.id) refuse("phase_closed", { closedAt: phase.closesAt.toISOString() });
  await refuseFullQuota(context, now);
}

async function acceptUpload(completion: Completion, upload: UploadRow): Promise<SubmissionId> {
  const { actor, slug, id, origin, clock } = completion;
  const { objectKey, sizeBytes, sha256, fileName, note } = upload;
  const isAccepted = await inTransaction(async (tx) => {
    // A second completion waits here for the first one to be committed.
    if (!(await endUpload(tx, id, "completed"))) return false;
    const details = { fileName, note, origin, idempotencyKey: null };
    await accept(tx, { actor, slug, clock, id, objectKey, file: { sizeBytes, sha256 }, details });
    return true;
  });
  return isAccepted ? id : outcomeElsewhere(actor, id);
}

/** What another request has made of the upload in the meantime. */
async function outcomeElsewhere(actor: Actor, id: SubmissionId): Promise<SubmissionId> {
  const { state } = await ownUpload(actor, id);
  return state === "completed" ? id : refuse("upload_expired");
}

/** Makes the parts one object.
 * @returns false when the store has neither: somebody else has given the upload up */
async function assemble({ objectKey, storeUploadId, sizeBytes, partBytes }: UploadRow): Promise<boolean> {
  const parts = await files().listParts(objectKey, storeUploadId);
  if (parts === null) return (await files().head(objectKey)) !== null;
  const sizes = partSizes(sizeBytes, partBytes);
  const arrived = parts.filter((part) => part.sizeBytes === sizes[part.number - 1]);
  if (arrived.length !== sizes.length)
    refuse("upload_incomplete", { arrived: arrived.length, expected: sizes.length });
  if (await files().completeUpload(objectKey, storeUploadId, arrived)) return true;
  return (await files().head(objectKey)) !== null;
}

/** What was uploaded must be what was announced.
 * @returns false when the object has gone meanwhile
 * @throws Refused `upload_differs` */
async function requirePromisedContent({ objectKey, sha256 }: UploadRow): Promise<boolean> {
  const hash = createHash("sha256");
  try {
    const { content } = await files().read(objectKey);
    for await (const chunk of content) hash.update(chunk);
  } catch (error) {
    if (error instanceof Error && error.name === "NoSuchKey") return false;
    throw error;
  }
  return hash.digest("hex") === sha256 || refuse("upload_differs");
}

/** After the deadline, or with other bytes than announced, no second try can succeed. */
function isFinal({ refusal }: Refused): boolean {
  return refusal.code === "phase_closed" || refusal.code === "upload_differs";
}

/** Effects: the upload is aborted, and the store keeps nothing of it. */
async function giveUp(upload: UploadRow): Promise<void> {
  if (await endUpload(db(), upload.id, "aborted")) await discardParts(upload);
}
