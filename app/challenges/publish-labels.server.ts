import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { db, inTransaction } from "#db/connections.ts";
import { fingerprintOf } from "#db/fingerprint.ts";
import { newId } from "#db/ids.ts";
import { holdsRole } from "#db/queries/challenges.ts";
import { labelDeliveries, phases } from "#db/schema/challenges.ts";
import { enqueue } from "#db/queue.ts";
import { deliverToInbox } from "#db/withheld.ts";
import type { PhaseId } from "#db/vocabulary.ts";
import { eq } from "drizzle-orm";
import { refusalToOrganise } from "./policy.ts";

/** Hands a label file to the scoring worker, which checks it and makes it the phase's label set.
 * The file goes through an inbox that this process can write and not read.
 * @throws Refused `challenge_not_found`, `sign_in_required`, `organiser_required`
 * @returns the delivery, whose answer appears once the worker has read it
 * Effects: one object in the inbox, one row, one job, an audit line. */
export async function publishLabels(
  actor: Actor,
  phaseId: PhaseId,
  labelFile: Uint8Array,
): Promise<`delivery_${string}`> {
  const organiser = requirePerson(actor);
  const found = await db()
    .select({ challengeId: phases.challengeId })
    .from(phases)
    .where(eq(phases.id, phaseId));
  const challengeId = found[0]?.challengeId ?? refuse("challenge_not_found");
  refuseIf(refusalToOrganise(actor, await holdsRole(db(), challengeId, organiser.id, "organiser")));
  const id: `delivery_${string}` = newId("delivery");
  const sha256 = fingerprintOf(labelFile);
  const inboxKey = await deliverToInbox(id, labelFile);
  return inTransaction(async (tx) => {
    await tx.insert(labelDeliveries).values({ id, phaseId, inboxKey, sha256, deliveredBy: organiser.id });
    await enqueue(tx, "register_labels", { deliveryId: id }, id);
    await appendAuditEvent(tx, {
      actor: organiser.id,
      verb: "publish_labels",
      subject: phaseId,
      details: { delivery: id },
    });
    return id;
  });
}
