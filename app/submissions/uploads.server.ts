import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { db, files } from "#db/connections.ts";
import { uploadOfPerson, type UploadRow } from "#db/queries/uploads.ts";
import type { SubmissionId } from "#db/vocabulary.ts";
import { partSizes } from "./rules.ts";

/** How long the parts of a large file may take to arrive, and their links are good for. */
export const uploadLifetimeMs = 86_400_000;

/** What is still to be sent of a large file, and where to. */
export type UploadPlan = {
  id: SubmissionId;
  partBytes: number;
  arrivedBytes: number;
  /** The parts that have not arrived; none when the upload can be completed. */
  parts: { number: number; url: string }[];
  expiresAt: Date;
};

/** The actor's own upload; anybody else's does not exist for them.
 * @throws Refused `sign_in_required`, `submission_not_found` */
export async function ownUpload(actor: Actor, id: SubmissionId): Promise<UploadRow> {
  const person = requirePerson(actor);
  return (await uploadOfPerson(db(), id, person.id)) ?? refuse("submission_not_found");
}

/** Asks the store what has arrived, and signs links for the rest.
 * @throws Refused `upload_expired` when the store knows nothing of it */
export async function planOf(upload: UploadRow, now: Date): Promise<UploadPlan> {
  const { id, objectKey, storeUploadId, sizeBytes, partBytes, expiresAt } = upload;
  const sizes = partSizes(sizeBytes, partBytes);
  const arrived = await arrivedParts(upload);
  const expiresSeconds = Math.ceil((expiresAt.getTime() - now.getTime()) / 1000);
  const missing = [...sizes.keys()].map((index) => index + 1).filter((number) => !arrived.has(number));
  const parts = await Promise.all(
    missing.map(async (number) => {
      const part = { number, sizeBytes: sizes[number - 1] ?? 0, expiresSeconds };
      return { number, url: await files().signPart(objectKey, storeUploadId, part) };
    }),
  );
  const arrivedBytes = [...arrived].reduce((total, number) => total + (sizes[number - 1] ?? 0), 0);
  return { id, partBytes, arrivedBytes, parts, expiresAt };
}

/** Numbers of the parts that are in the store, whether they are an object already or not. */
async function arrivedParts({ objectKey, storeUploadId, sizeBytes, partBytes }: UploadRow) {
  const sizes = partSizes(sizeBytes, partBytes);
  const parts = await files().listParts(objectKey, storeUploadId);
  if (parts !== null)
    return new Set(
      parts.filter((part) => part.sizeBytes === sizes[part.number - 1]).map((part) => part.number),
    );
  // Made one object by a completion that was then refused, or cut short.
  if ((await files().head(objectKey)) === null) return refuse("upload_expired");
  return new Set([...sizes.keys()].map((index) => index + 1));
}

/** Removes what has arrived of an upload that was given up. */
export async function discardParts({ objectKey, storeUploadId }: UploadRow): Promise<void> {
  await files().abortUpload(objectKey, storeUploadId);
  await files().remove(objectKey);
}
