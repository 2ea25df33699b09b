import type { Actor } from "#app/accounts/actor.ts";
import { refusalWithoutScope, requirePerson } from "#app/accounts/policy.ts";
import { refuseIf } from "#app/accounts/refusal.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { inTransaction } from "#db/connections.ts";
import { endUpload } from "#db/queries/uploads.ts";
import type { SubmissionId } from "#db/vocabulary.ts";
import { discardParts, ownUpload } from "./uploads.server.ts";

/** Gives an unfinished upload up. One that has ended already stays as it is.
 * @throws Refused `sign_in_required`, `scope_missing`, `submission_not_found`
 * Effects: the upload is aborted, the store keeps nothing of it, an audit line. */
export async function cancelUpload(actor: Actor, id: SubmissionId): Promise<void> {
  const person = requirePerson(actor);
  refuseIf(refusalWithoutScope(person, "submissions:write"));
  const upload = await ownUpload(actor, id);
  const isCancelled = await inTransaction(async (tx) => {
    if (!(await endUpload(tx, id, "aborted"))) return false;
    await appendAuditEvent(tx, { actor: person.id, verb: "cancel_upload", subject: id, details: {} });
    return true;
  });
  if (isCancelled) await discardParts(upload);
}
