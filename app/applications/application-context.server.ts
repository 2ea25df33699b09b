import type { Actor, Person } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { callStatus, type CallStatus } from "#app/calls/rules.ts";
import type { Reader, Tx } from "#db/client.ts";
import {
  applicationByCode,
  lockApplication,
  memberRole,
  openComplement,
  type ApplicationRow,
  type ComplementRow,
} from "#db/queries/applications.ts";
import {
  currentForm,
  cutoffsForShare,
  cutoffsOf,
  formVersion,
  type CallRow,
  type CutoffRow,
  type FormVersionRow,
} from "#db/queries/calls.ts";
import type { MemberRole } from "#db/vocabulary.ts";
import type { Form } from "./form-schema.ts";
import type { EditingFacts } from "./policy.ts";
import { storedForm } from "./stored-form.ts";

/** An application as one of its members meets it. */
export type MemberContext = {
  person: Person;
  role: MemberRole;
  application: ApplicationRow;
  call: CallRow;
  cutoffs: CutoffRow[];
  status: CallStatus;
  complement: ComplementRow | null;
  formRow: FormVersionRow;
  form: Form;
  facts: EditingFacts;
};

/** Reads what a member's page or save rests on.
 * @throws Refused `sign_in_required`; `application_not_found` for everybody who is no member */
export async function memberContext(tx: Tx, actor: Actor, code: string, now: Date): Promise<MemberContext> {
  const found = await member(tx, actor, code);
  return contextOf(tx, found, await cutoffsOf(tx, found.call.id), now);
}

/** The same with the application locked, and its cut-offs held where they are until the transaction ends. Who has been
 * removed while this waited for the lock is no member any more. */
export async function lockedContext(tx: Tx, actor: Actor, code: string, now: Date): Promise<MemberContext> {
  const { application: seen } = await member(tx, actor, code);
  await lockApplication(tx, seen.id);
  const found = await member(tx, actor, code);
  return contextOf(tx, found, await cutoffsForShare(tx, found.call.id), now);
}

type Found = { person: Person; role: MemberRole; application: ApplicationRow; call: CallRow };

async function member(tx: Tx, actor: Actor, code: string): Promise<Found> {
  const person = requirePerson(actor);
  const found = (await applicationByCode(tx, code)) ?? refuse("application_not_found");
  const role = (await memberRole(tx, found.application.id, person.id)) ?? refuse("application_not_found");
  return { person, role, ...found };
}

async function contextOf(tx: Tx, found: Found, cutoffs: CutoffRow[], now: Date): Promise<MemberContext> {
  const { application, call, role } = found;
  const status = callStatus(call, cutoffs, now);
  const complement =
    application.state === "complement_requested" ? await openComplement(tx, application.id) : null;
  const formRow = await formInForce(tx, application, status);
  const complementDueAt = complement?.dueAt ?? null;
  const facts = { state: application.state, role, status, complementDueAt };
  return { ...found, cutoffs, status, complement, formRow, form: storedForm(formRow), facts };
}

/** The form that an application is written in: the newest while it can be replaced, its own afterwards. */
async function formInForce(
  db: Reader,
  application: ApplicationRow,
  status: CallStatus,
): Promise<FormVersionRow> {
  const isOpen = status === "open" && (application.state === "draft" || application.state === "submitted");
  const newest = isOpen ? await currentForm(db, application.callId) : null;
  return newest ?? formVersion(db, application.formVersionId);
}
