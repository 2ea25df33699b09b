import type { Actor, Person } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse, Refused, refuseIf } from "#app/accounts/refusal.ts";
import { unfinishedFilesPerPerson, unfinishedFilesPerTeam } from "#app/limits.ts";
import { eq } from "drizzle-orm";
import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock } from "#db/clock.ts";
import { db, files, inTransaction, type Tx } from "#db/connections.ts";
import { newId } from "#db/ids.ts";
import { lockTeam } from "#db/queries/teams.ts";
import {
  lockUploadsOf,
  unfinishedUploads,
  unfinishedUploadsOf,
  type UploadRow,
} from "#db/queries/uploads.ts";
import { uploads } from "#db/schema/submissions.ts";
import type { PhaseId, SubmissionId, TeamId } from "#db/vocabulary.ts";
import { refusalToSubmit } from "./policy.ts";
import { partBytesFor } from "./rules.ts";
import { submissionContext } from "./submission-context.server.ts";
import { refuseFullQuota } from "./submit-predictions.server.ts";
import { planOf, uploadLifetimeMs, type UploadPlan } from "./uploads.server.ts";

/** A large file that is announced: its size in bytes and its SHA-256, which the completed object must have. */
export type AnnouncedFile = { sizeBytes: number; sha256: string; fileName: string; note: string | null };

/** Prepares the upload of a large file in parts, straight to the object store, or goes on with it: the same file
 * announced again by the same person gives the same upload, with links for the parts that have not arrived.
 * Counts nothing yet.
 * @throws Refused see `refusalToSubmit`, `quota_exhausted`, `file_too_large`, `too_many_uploads`,
 *   `too_many_unfinished`
 * Effects: of a new one, an unfinished upload in the store, one row, an audit line. */
export async function beginUpload(actor: Actor, slug: string, file: AnnouncedFile): Promise<UploadPlan> {
  const context = await submissionContext(db(), actor, slug);
  const now = await databaseClock(db());
  refuseIf(refusalToSubmit(actor, context.facts, now));
  await refuseFullQuota(context, now);
  const { maxFileBytes } = context.challenge;
  if (file.sizeBytes > maxFileBytes) refuse("file_too_large", { maxBytes: maxFileBytes });
  const person = requirePerson(actor);
  const { phase, team } = context;
  if (team === null) return refuse("team_required");
  const begun = { person, phaseId: phase.id, teamId: team.id, file, now };
  const earlier = await inTransaction((tx) => resumeEarlier(tx, begun));
  return planOf(earlier ?? (await beginNew(begun)), now);
}

type Begun = { person: Person; phaseId: PhaseId; teamId: TeamId; file: AnnouncedFile; now: Date };

/** Begins in the store first, which is waited for without any lock, and then records it.
 * @returns the new upload, or one of the same file that somebody has begun meanwhile */
async function beginNew(begun: Begun): Promise<UploadRow> {
  const id: SubmissionId = newId("sub");
  const objectKey = `predictions/${id}/${begun.file.sha256}`;
  const storeUploadId = await files().beginUpload(objectKey, "application/octet-stream");
  try {
    const upload = await inTransaction(
      async (tx) =>
        (await resumeEarlier(tx, begun)) ?? insertUpload(tx, begun, { id, objectKey, storeUploadId }),
    );
    if (upload.id !== id) await files().abortUpload(objectKey, storeUploadId);
    return upload;
  } catch (error) {
    if (error instanceof Refused) await files().abortUpload(objectKey, storeUploadId);
    throw error;
  }
}

/** The upload of the same file that is under way; null when there is none, and room for one.
 * @throws Refused `too_many_uploads`, `too_many_unfinished` */
async function resumeEarlier(tx: Tx, { person, phaseId, teamId, file }: Begun): Promise<UploadRow | null> {
  // Locked first: the same file announced twice at once is one upload.
  await lockTeam(tx, teamId);
  const unfinished = await unfinishedUploads(tx, phaseId, teamId);
  const earlier = unfinished.find((one) => isSame(one, person, file));
  if (earlier !== undefined) return resume(tx, earlier, file);
  if (unfinished.length >= unfinishedFilesPerTeam)
    refuse("too_many_uploads", { limit: unfinishedFilesPerTeam });
  await lockUploadsOf(tx, person.id);
  if ((await unfinishedUploadsOf(tx, person.id)) >= unfinishedFilesPerPerson)
    refuse("too_many_unfinished", { limit: unfinishedFilesPerPerson });
  return null;
}

function isSame(upload: UploadRow, person: Person, file: AnnouncedFile): boolean {
  return (
    upload.personId === person.id && upload.sha256 === file.sha256 && upload.sizeBytes === file.sizeBytes
  );
}

/** The note may have been written anew; the rest stays. */
async function resume(tx: Tx, upload: UploadRow, file: AnnouncedFile): Promise<UploadRow> {
  const note = file.note ?? upload.note;
  await tx.update(uploads).set({ note }).where(eq(uploads.id, upload.id));
  return { ...upload, note };
}

async function insertUpload(
  tx: Tx,
  { person, phaseId, teamId, file, now }: Begun,
  stored: Pick<UploadRow, "id" | "objectKey" | "storeUploadId">,
): Promise<UploadRow> {
  const { id } = stored;
  const upload: UploadRow = {
    ...stored,
    phaseId,
    teamId,
    personId: person.id,
    ...file,
    partBytes: partBytesFor(file.sizeBytes),
    state: "uploading",
    startedAt: now,
    expiresAt: new Date(now.getTime() + uploadLifetimeMs),
  };
  await tx.insert(uploads).values(upload);
  await appendAuditEvent(tx, {
    actor: person.id,
    verb: "begin_upload",
    subject: id,
    details: { sizeBytes: file.sizeBytes },
  });
  return upload;
}
