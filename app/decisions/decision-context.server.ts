import type { Actor, Person } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import type { Reader, Tx } from "#db/client.ts";
import { callBySlug, callForUpdate, callKnownTo, type CallRow } from "#db/queries/calls.ts";
import { ownOpenReviews } from "#db/queries/reviews.ts";
import { dutiesOf, refusalToSeeDecisions } from "./policy.ts";
import type { DecisionActor } from "./rules.ts";

/** A call whose decisions the actor prepares or takes. */
export type DecisionContext = { person: Person; call: CallRow; decider: DecisionActor };

/** @throws Refused `sign_in_required`, `call_not_found`, `decision_role_required`, `evaluation_not_begun`,
 *   `own_reviews_first` */
export async function decisionContext(db: Reader, actor: Actor, slug: string): Promise<DecisionContext> {
  return contextOf(db, actor, await callBySlug(db, slug));
}

/** The same with the call locked: changes of its decisions come one after the other. */
export async function lockedDecisionContext(tx: Tx, actor: Actor, slug: string): Promise<DecisionContext> {
  return contextOf(tx, actor, await callForUpdate(tx, slug));
}

async function contextOf(db: Reader, actor: Actor, found: CallRow | null): Promise<DecisionContext> {
  const person = requirePerson(actor);
  const { call, roles } = (await callKnownTo(db, found, person.id)) ?? refuse("call_not_found");
  const waiting = await ownOpenReviews(db, call.id, person.id);
  refuseIf(refusalToSeeDecisions({ roles, callState: call.state, ownOpenReviews: waiting }));
  return { person, call, decider: { person: person.id, ...dutiesOf(roles) } };
}
