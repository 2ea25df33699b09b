import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { brokenConstraint, inTransaction } from "#db/connections.ts";
import { newId } from "#db/ids.ts";
import { organisesSomewhere } from "#db/queries/calls.ts";
import { callMembers, calls } from "#db/schema/calls.ts";
import type { Bilingual, CallId, PersonId } from "#db/vocabulary.ts";
import { refusalToCreateCall } from "./policy.ts";
import { noMentions } from "./rules.ts";

const nothing: Bilingual = { en: "", fr: "" };

/** Creates a call as a draft.
 * @param call `organiserId`: its first organiser; the creator unless given
 * @throws Refused `sign_in_required`, `administrator_required`, `call_slug_taken`
 * Effects: one call, one member; an audit line. */
export async function createCall(
  actor: Actor,
  { slug, title, organiserId }: { slug: string; title: Bilingual; organiserId?: PersonId },
): Promise<CallId> {
  try {
    return await inTransaction(async (tx) => {
      const isOrganiser = actor.kind === "person" && (await organisesSomewhere(tx, actor.id));
      refuseIf(refusalToCreateCall(actor, isOrganiser));
      const person = requirePerson(actor);
      const id: CallId = newId("call");
      const words = { summary: nothing, description: nothing, organisers: [], legalMentions: noMentions };
      await tx.insert(calls).values({ id, slug, title, ...words, timeZone: "Europe/Paris" });
      await tx
        .insert(callMembers)
        .values({ callId: id, personId: organiserId ?? person.id, role: "organiser" });
      await appendAuditEvent(tx, { actor: person.id, verb: "create_call", subject: id });
      return id;
    });
  } catch (error) {
    if (brokenConstraint(error) === "calls_slug_unique") refuse("call_slug_taken");
    throw error;
  }
}
