import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuseIf } from "#app/accounts/refusal.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { db, files, inTransaction } from "#db/connections.ts";
import { fingerprintOf } from "#db/fingerprint.ts";
import { newId } from "#db/ids.ts";
import { holdsRole } from "#db/queries/challenges.ts";
import { challengeFiles } from "#db/schema/challenges.ts";
import type { Bilingual, ChallengeFileId, ChallengeFileKind, ChallengeId } from "#db/vocabulary.ts";
import { refusalToOrganise } from "./policy.ts";

export type NewChallengeFile = {
  challengeId: ChallengeId;
  kind: ChallengeFileKind;
  position: number;
  fileName: string;
  description: Bilingual;
  mediaType: string;
  content: Uint8Array;
};

/** Adds a file to a challenge's data page.
 * @throws Refused `sign_in_required`, `organiser_required`
 * Effects: one object in the file store, one row, an audit line. */
export async function addChallengeFile(actor: Actor, file: NewChallengeFile): Promise<ChallengeFileId> {
  const organiser = requirePerson(actor);
  refuseIf(refusalToOrganise(actor, await holdsRole(db(), file.challengeId, organiser.id, "organiser")));
  const { content, ...facts } = file;
  const sha256 = fingerprintOf(content);
  const id: ChallengeFileId = newId("file");
  const objectKey = `challenges/${file.challengeId}/${id}`;
  await files().put(objectKey, content, { contentType: file.mediaType, sha256 });
  return inTransaction(async (tx) => {
    await tx
      .insert(challengeFiles)
      .values({ ...facts, id, objectKey, sha256, sizeBytes: content.byteLength });
    await appendAuditEvent(tx, {
      actor: organiser.id,
      verb: "add_challenge_file",
      subject: file.challengeId,
      details: { file: id, sha256 },
    });
    return id;
  });
}
