import type { Actor, Person } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import { refusalToExamine } from "#app/calls/policy.ts";
import { callStatus, type CallStatus } from "#app/calls/rules.ts";
import type { Tx } from "#db/client.ts";
import {
  lastReceived,
  lockApplication,
  type ApplicationRow,
  type ReceivedRow,
} from "#db/queries/applications.ts";
import { callBySlug, callKnownTo, cutoffsOf, type CallRow, type CutoffRow } from "#db/queries/calls.ts";
import { examinedApplication } from "#db/queries/examined-applications.ts";

/** A received application as its officer meets it. */
export type ExaminedApplication = {
  person: Person;
  call: CallRow;
  cutoffs: CutoffRow[];
  status: CallStatus;
  application: ApplicationRow;
  received: ReceivedRow;
};

/** A call of which the actor looks after the applications.
 * @throws Refused `call_not_found`, `sign_in_required`, `call_role_required` */
export async function examinedCall(tx: Tx, actor: Actor, slug: string) {
  const person = requirePerson(actor);
  const found = await callBySlug(tx, slug);
  const { call, roles } = (await callKnownTo(tx, found, person.id)) ?? refuse("call_not_found");
  refuseIf(refusalToExamine(actor, roles));
  return { person, call };
}

/** A received application that the actor may examine, locked for a change.
 * @throws Refused those of `examinedCall`; `application_not_found` also for one's own and for one with a conflict */
export async function examinedForUpdate(
  tx: Tx,
  actor: Actor,
  { slug, code, now }: { slug: string; code: string; now: Date },
): Promise<ExaminedApplication> {
  const { person, call } = await examinedCall(tx, actor, slug);
  const found = (await examinedApplication(tx, call.id, person.id, code)) ?? refuse("application_not_found");
  const application = (await lockApplication(tx, found.id)) ?? refuse("application_not_found");
  const received = (await lastReceived(tx, application.id)) ?? refuse("application_not_found");
  const cutoffs = await cutoffsOf(tx, call.id);
  return { person, call, cutoffs, status: callStatus(call, cutoffs, now), application, received };
}
