import type { Actor, Person } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import { storedForm } from "#app/applications/stored-form.ts";
import { refusalToOrganiseCall } from "#app/calls/policy.ts";
import type { Tx } from "#db/client.ts";
import {
  applicationByCode,
  lastReceived,
  lockApplication,
  memberRole,
  type ApplicationRow,
  type ReceivedRow,
} from "#db/queries/applications.ts";
import { callBySlug, callKnownTo, formVersion, type CallRow } from "#db/queries/calls.ts";
import { examinedApplication } from "#db/queries/examined-applications.ts";
import { decidedLaureates } from "#db/queries/laureates.ts";
import { refusalToPropose } from "./policy.ts";

/** A call as its organiser meets it.
 * @throws Refused `sign_in_required`, `call_not_found`, `call_role_required` */
export async function organiserOf(tx: Tx, actor: Actor, slug: string) {
  const person = requirePerson(actor);
  const found = await callBySlug(tx, slug);
  const { call, roles } = (await callKnownTo(tx, found, person.id)) ?? refuse("call_not_found");
  refuseIf(refusalToOrganiseCall(actor, roles));
  return { person, call, roles };
}

export type DecidedLaureate = {
  person: Person;
  call: CallRow;
  application: ApplicationRow;
  received: ReceivedRow;
  /** Granted, in cents of a euro. */
  amountCents: number | null;
};

/** A laureate as the organiser of its call meets it, locked: two acts about the same one come one after the other.
 * @throws Refused those of `organiserOf`; `laureate_not_found` for an application that is no laureate, whose decision
 *   has not been released, that is the organiser's own, or with a conflict */
export async function decidedLaureate(
  tx: Tx,
  actor: Actor,
  { slug, code }: { slug: string; code: string },
): Promise<DecidedLaureate> {
  const { person, call, roles } = await organiserOf(tx, actor, slug);
  const found = (await examinedApplication(tx, call.id, person.id, code)) ?? refuse("laureate_not_found");
  const application = (await lockApplication(tx, found.id)) ?? refuse("laureate_not_found");
  const decided = (await decidedLaureates(tx, call.id)).find(
    ({ applicationId }) => applicationId === application.id,
  );
  refuseIf(refusalToPropose(actor, roles, decided !== undefined));
  const received = (await lastReceived(tx, application.id)) ?? refuse("laureate_not_found");
  return { person, call, application, received, amountCents: decided?.amountCents ?? null };
}

/** An application as one of its members meets it, locked. Who has been removed while this waited for the lock is no
 * member any more.
 * @throws Refused `sign_in_required`; `application_not_found` for everybody who is no member */
export async function ownApplication(tx: Tx, actor: Actor, code: string) {
  const { application: seen } = await asMember(tx, actor, code);
  await lockApplication(tx, seen.id);
  return asMember(tx, actor, code);
}

async function asMember(tx: Tx, actor: Actor, code: string) {
  const person = requirePerson(actor);
  const { application, call } = (await applicationByCode(tx, code)) ?? refuse("application_not_found");
  const role = (await memberRole(tx, application.id, person.id)) ?? refuse("application_not_found");
  return { person, application, call, role };
}

/** The form in which something was received, which was checked before it was stored. */
export async function formOf(tx: Tx, received: ReceivedRow) {
  return storedForm(await formVersion(tx, received.formVersionId));
}
