import type { Actor } from "#app/accounts/actor.ts";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import type { Reader, Tx } from "#db/client.ts";
import { callBySlug, callForUpdate, callKnownTo, type CallRow } from "#db/queries/calls.ts";
import { refusalToOrganiseCall } from "./policy.ts";

/** A call as an actor may know of it, with the actor's roles. A draft exists for those who have one.
 * @throws Refused `call_not_found` */
export async function knownCall(db: Reader, actor: Actor, slug: string) {
  const call = await callBySlug(db, slug);
  return knownTo(db, actor, call);
}

/** A call that the actor organises, locked for a change.
 * @throws Refused `call_not_found`, `sign_in_required`, `call_role_required` */
export async function organisedCall(tx: Tx, actor: Actor, slug: string): Promise<CallRow> {
  const { call, roles } = await knownTo(tx, actor, await callForUpdate(tx, slug));
  refuseIf(refusalToOrganiseCall(actor, roles));
  return call;
}

/** A call that was found already, if the actor may know of it, with the actor’s roles.
 * @throws Refused `call_not_found` */
export async function knownTo(db: Reader, actor: Actor, call: CallRow | null) {
  const personId = actor.kind === "person" ? actor.id : null;
  return (await callKnownTo(db, call, personId)) ?? refuse("call_not_found");
}
