import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { inTransaction } from "#db/connections.ts";
import { provenAccountOf } from "#db/queries/accounts.ts";
import { callMembers } from "#db/schema/calls.ts";
import type { CallRole } from "#db/vocabulary.ts";
import { organisedCall } from "./call-context.server.ts";

/** Gives the person of a confirmed address a role in a call; nothing when it is held already.
 * @throws Refused those of `organisedCall`, `person_unknown`
 * Effects: one member; an audit line. */
export async function addCallMember(
  actor: Actor,
  slug: string,
  { email, role }: { email: string; role: CallRole },
): Promise<void> {
  const organiser = requirePerson(actor);
  await inTransaction(async (tx) => {
    const call = await organisedCall(tx, actor, slug);
    const person = (await provenAccountOf(tx, email)) ?? refuse("person_unknown");
    await tx.insert(callMembers).values({ callId: call.id, personId: person.id, role }).onConflictDoNothing();
    const details = { person: person.id, role };
    await appendAuditEvent(tx, { actor: organiser.id, verb: "add_call_member", subject: call.id, details });
  });
}
