import type { Actor, Person } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import { refusalToOrganiseCall } from "#app/calls/policy.ts";
import type { Reader, Tx } from "#db/client.ts";
import { callBySlug, callForUpdate, callKnownTo, type CallRow } from "#db/queries/calls.ts";
import { declarationsOf, jurorOfPerson, partnersOfCall, type JurorRow } from "#db/queries/juries.ts";
import type { CallRole } from "#db/vocabulary.ts";
import { openLines, sweepList } from "./conflict-sweep.ts";
import { sweepSourcesOf } from "./jury-facts.ts";
import { refusalToDeclare, refusalToRead } from "./policy.ts";

export type OrganiserContext = { person: Person; call: CallRow; roles: CallRole[] };

/** A call that the actor organises.
 * @throws Refused `sign_in_required`, `call_not_found`, `call_role_required` */
export async function organiserContext(db: Reader, actor: Actor, slug: string): Promise<OrganiserContext> {
  return organiserOf(db, actor, await callBySlug(db, slug));
}

/** The same with the call locked for a change. */
export async function lockedOrganiserContext(tx: Tx, actor: Actor, slug: string): Promise<OrganiserContext> {
  return organiserOf(tx, actor, await callForUpdate(tx, slug));
}

async function organiserOf(db: Reader, actor: Actor, found: CallRow | null): Promise<OrganiserContext> {
  const person = requirePerson(actor);
  const { call, roles } = (await callKnownTo(db, found, person.id)) ?? refuse("call_not_found");
  refuseIf(refusalToOrganiseCall(actor, roles));
  return { person, call, roles };
}

export type JurorContext = { person: Person; call: CallRow; juror: JurorRow };

/** A call in which the actor is an accepted juror, however far they have come.
 * @throws Refused `sign_in_required`, `call_not_found`, `juror_required` */
export async function jurorContext(db: Reader, actor: Actor, slug: string): Promise<JurorContext> {
  const person = requirePerson(actor);
  const call = await callBySlug(db, slug);
  if (call === null || call.state === "draft") return refuse("call_not_found");
  const juror = (await jurorOfPerson(db, call.id, person.id)) ?? refuse("juror_required");
  return juror.state === "accepted" ? { person, call, juror } : refuse("juror_required");
}

/** The list of names with what the juror has said of them. The list names applicants: the charter and the end of the
 * call come first.
 * @throws Refused those of `refusalToDeclare` */
export async function namesForJuror(db: Reader, { call, juror }: JurorContext) {
  refuseIf(refusalToDeclare({ ...juror, callState: call.state }));
  const [partners, declarations] = await Promise.all([
    partnersOfCall(db, call.id),
    declarationsOf(db, juror.id),
  ]);
  const sources = sweepSourcesOf(partners);
  const list = sweepList(sources);
  const seen = new Set(declarations.map(({ nameKey }) => nameKey));
  const ticked = new Set(declarations.filter(({ hasTie }) => hasTie).map(({ nameKey }) => nameKey));
  return { sources, list, declarations, answers: { seen, ticked }, open: openLines(list, { seen, ticked }) };
}

/** A juror who may open what is assigned to them: charter accepted, every name answered for.
 * @throws Refused those of `jurorContext`, `refusalToRead` */
export async function readingContext(db: Reader, actor: Actor, slug: string): Promise<JurorContext> {
  const context = await jurorContext(db, actor, slug);
  const { open } = await namesForJuror(db, context);
  refuseIf(refusalToRead({ ...context.juror, callState: context.call.state, openLines: open.length }));
  return context;
}
