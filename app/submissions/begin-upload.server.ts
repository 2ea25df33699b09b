import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock } from "#db/clock.ts";
import { db, files, inTransaction } from "#db/connections.ts";
import { newId } from "#db/ids.ts";
import { quotaUsed } from "#db/queries/submissions.ts";
import { uploads } from "#db/schema/submissions.ts";
import type { SubmissionId } from "#db/vocabulary.ts";
import { refusalToSubmit } from "./policy.ts";
import { partBytesFor, quotaOf } from "./rules.ts";
import { submissionContext } from "./submission-context.server.ts";

const lifetimeMs = 86_400_000;

export type UploadPlan = {
  id: SubmissionId;
  partBytes: number;
  parts: { number: number; url: string }[];
  expiresAt: Date;
};

/** Prepares the upload of a large file in parts, straight to the object store. Counts nothing yet.
 * @param file its size in bytes and SHA-256, which the completed object must have
 * @throws Refused see `refusalToSubmit`, `quota_exhausted`, `file_too_large`
 * Effects: an unfinished upload in the store, one row, an audit line. */
export async function beginUpload(
  actor: Actor,
  slug: string,
  file: { sizeBytes: number; sha256: string; fileName: string; note: string | null },
): Promise<UploadPlan> {
  const context = await submissionContext(db(), actor, slug);
  const now = await databaseClock(db());
  refuseIf(refusalToSubmit(actor, context.facts, now));
  const { challenge, phase, team } = context;
  if (team === null) return refuse("team_required");
  const quota = quotaOf(challenge, await quotaUsed(db(), phase.id, team.id), now, challenge.timeZone);
  if (quota.remaining === 0) {
    refuse("quota_exhausted", {
      limit: quota.limit,
      nextAllowedAt: quota.nextAllowedAt?.toISOString() ?? null,
    });
  }
  if (file.sizeBytes > challenge.maxFileBytes) refuse("file_too_large", { maxBytes: challenge.maxFileBytes });
  const person = requirePerson(actor);
  const id: SubmissionId = newId("sub");
  const objectKey = `predictions/${id}/${file.sha256}`;
  const storeUploadId = await files().beginUpload(objectKey, "application/octet-stream");
  const partBytes = partBytesFor(file.sizeBytes);
  const expiresAt = new Date(now.getTime() + lifetimeMs);
  await inTransaction(async (tx) => {
    const place = { phaseId: phase.id, teamId: team.id, personId: person.id, objectKey, storeUploadId };
    await tx
      .insert(uploads)
      .values({ id, ...place, ...file, partBytes, state: "uploading", startedAt: now, expiresAt });
    await appendAuditEvent(tx, {
      actor: person.id,
      verb: "begin_upload",
      subject: id,
      details: { sizeBytes: file.sizeBytes },
    });
  });
  return {
    id,
    partBytes,
    parts: await signedParts(objectKey, storeUploadId, file.sizeBytes, partBytes),
    expiresAt,
  };
}

async function signedParts(key: string, uploadId: string, sizeBytes: number, partBytes: number) {
  const numbers = Array.from(
    { length: Math.max(1, Math.ceil(sizeBytes / partBytes)) },
    (_, index) => index + 1,
  );
  return Promise.all(
    numbers.map(async (number) => ({
      number,
      url: await files().signPart(key, uploadId, {
        number,
        sizeBytes: Math.min(partBytes, sizeBytes - (number - 1) * partBytes),
        expiresSeconds: lifetimeMs / 1000,
      }),
    })),
  );
}
