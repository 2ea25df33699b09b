import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { files, inTransaction } from "#db/connections.ts";
import { fingerprintOf } from "#db/fingerprint.ts";
import { newId } from "#db/ids.ts";
import { documentsOf } from "#db/queries/calls.ts";
import { callDocuments } from "#db/schema/calls.ts";
import type { Bilingual, CallDocumentId } from "#db/vocabulary.ts";
import { organisedCall } from "./call-context.server.ts";

/** Adds a file to a call's page, which everybody may download.
 * @throws Refused those of `organisedCall`
 * Effects: one object, one row; an audit line. */
export async function addCallDocument(
  actor: Actor,
  slug: string,
  file: { title: Bilingual; fileName: string; mediaType: string; content: Buffer },
): Promise<CallDocumentId> {
  const person = requirePerson(actor);
  const id: CallDocumentId = newId("calldoc");
  const sha256 = fingerprintOf(file.content);
  const objectKey = `calls/${id}/${sha256}`;
  const { title, fileName, mediaType, content } = file;
  await inTransaction((tx) => organisedCall(tx, actor, slug));
  await files().put(objectKey, content, { contentType: mediaType });
  await inTransaction(async (tx) => {
    const call = await organisedCall(tx, actor, slug);
    const position = (await documentsOf(tx, call.id)).length + 1;
    const facts = { title, fileName, mediaType, sizeBytes: content.byteLength, sha256, objectKey };
    await tx.insert(callDocuments).values({ id, callId: call.id, position, ...facts });
    await appendAuditEvent(tx, {
      actor: person.id,
      verb: "add_call_document",
      subject: id,
      details: { sha256 },
    });
  });
  return id;
}
