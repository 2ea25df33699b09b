import { createHash } from "node:crypto";
import { and, eq } from "drizzle-orm";
import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { databaseClock } from "#db/clock.ts";
import { db, files, inTransaction } from "#db/connections.ts";
import { uploads } from "#db/schema/submissions.ts";
import type { SubmissionId, SubmissionOrigin } from "#db/vocabulary.ts";
import { accept } from "./submit-predictions.server.ts";

type UploadRow = typeof uploads.$inferSelect;

/** Makes a completed upload a submission. Its file is checked by the scoring worker; the deadline is judged now.
 * @throws Refused `submission_not_found`, `upload_expired`, `upload_incomplete`, and all of `submitPredictions`
 * Effects: one object, one submission, one evaluation with its job, audit lines. Done twice, it is one submission. */
export async function completeUpload(
  actor: Actor,
  slug: string,
  id: SubmissionId,
  origin: SubmissionOrigin,
): Promise<SubmissionId> {
  const upload = await ownUpload(actor, id);
  if (upload.state === "completed") return id;
  if (upload.state === "aborted" || upload.expiresAt < (await databaseClock(db()))) refuse("upload_expired");
  await assemble(upload);
  await requirePromisedContent(upload);
  return inTransaction(async (tx) => {
    const claimed = await tx
      .update(uploads)
      .set({ state: "completed" })
      .where(and(eq(uploads.id, id), eq(uploads.state, "uploading")))
      .returning({ id: uploads.id });
    // A second completion has waited for the first one to be committed.
    if (claimed.length === 0) return id;
    const { objectKey, sizeBytes, sha256, fileName, note } = upload;
    const details = { fileName, note, origin, idempotencyKey: null };
    return accept(tx, {
      actor,
      slug,
      clock: databaseClock,
      id,
      objectKey,
      file: { sizeBytes, sha256 },
      details,
    });
  });
}

/** The actor's own upload; anybody else's does not exist for them. */
export async function ownUpload(actor: Actor, id: SubmissionId): Promise<UploadRow> {
  const person = requirePerson(actor);
  const rows = await db()
    .select()
    .from(uploads)
    .where(and(eq(uploads.id, id), eq(uploads.personId, person.id)));
  return rows[0] ?? refuse("submission_not_found");
}

async function assemble({ objectKey, storeUploadId, sizeBytes }: UploadRow): Promise<void> {
  if ((await files().head(objectKey)) !== null) return;
  const parts = await files().listParts(objectKey, storeUploadId);
  const arrived = parts.reduce((total, part) => total + part.sizeBytes, 0);
  if (arrived !== sizeBytes) refuse("upload_incomplete", { arrived, expected: sizeBytes });
  await files().completeUpload(objectKey, storeUploadId, parts);
}

/** What was uploaded must be what was announced: a signed link does not limit what is sent to it. */
async function requirePromisedContent({ objectKey, sha256 }: UploadRow): Promise<void> {
  const hash = createHash("sha256");
  const { content } = await files().read(objectKey);
  for await (const chunk of content) hash.update(chunk);
  if (hash.digest("hex") === sha256) return;
  await files().remove(objectKey);
  refuse("upload_incomplete");
}
