import { eq } from "drizzle-orm";
import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import { refusalToOrganiseCall } from "#app/calls/policy.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock, type Clock } from "#db/clock.ts";
import { inTransaction, type Tx } from "#db/connections.ts";
import { fingerprintOf } from "#db/fingerprint.ts";
import { newId } from "#db/ids.ts";
import {
  callForUpdate,
  callKnownTo,
  currentForm,
  nextVersion,
  preparedForm,
  type CallRow,
} from "#db/queries/calls.ts";
import { formVersions } from "#db/schema/calls.ts";
import type { PersonId } from "#db/vocabulary.ts";
import { parseForm, type Form } from "./form-schema.ts";
import { canonicalJson } from "./same-value.ts";

/** Keeps a form that is being prepared. Applicants do not see it before it is published.
 * @param text the form as JSON
 * @throws Refused `call_not_found`, `sign_in_required`, `call_role_required`, `form_faulty` (with the first fault)
 * Effects: the unpublished version of the call's form; an audit line. */
export async function saveForm(actor: Actor, slug: string, text: string): Promise<void> {
  const person = requirePerson(actor);
  const form = readOrRefuse(text);
  await inTransaction(async (tx) => {
    const call = await organisedCall(tx, actor, slug);
    await keep(tx, call, form, person.id);
    await appendAuditEvent(tx, { actor: person.id, verb: "save_form", subject: call.id });
  });
}

/** Publishes the form: from now on applications are written in it. Drafts move to it when they are next opened or saved;
 * what was received stays as it is, in its own version.
 * @throws Refused those of `saveForm`; `form_unchanged`
 * Effects: the version is published; an audit line. */
export async function publishForm(
  actor: Actor,
  slug: string,
  text: string,
  clock: Clock = databaseClock,
): Promise<void> {
  const person = requirePerson(actor);
  const form = readOrRefuse(text);
  await inTransaction(async (tx) => {
    const call = await organisedCall(tx, actor, slug);
    const inForce = await currentForm(tx, call.id);
    if (inForce?.digest === fingerprintOf(canonicalJson(form))) refuse("form_unchanged");
    const id = await keep(tx, call, form, person.id);
    await tx
      .update(formVersions)
      .set({ publishedAt: await clock(tx) })
      .where(eq(formVersions.id, id));
    await appendAuditEvent(tx, { actor: person.id, verb: "publish_form", subject: id });
  });
}

function readOrRefuse(text: string): Form {
  const parsed = parseForm(text);
  if ("form" in parsed) return parsed.form;
  const [fault] = parsed.faults;
  return refuse("form_faulty", { path: fault?.path ?? "", message: fault?.message ?? "" });
}

async function organisedCall(tx: Tx, actor: Actor, slug: string): Promise<CallRow> {
  const found = await callForUpdate(tx, slug);
  const { call, roles } = (await callKnownTo(tx, found, requirePerson(actor).id)) ?? refuse("call_not_found");
  refuseIf(refusalToOrganiseCall(actor, roles));
  return call;
}

async function keep(tx: Tx, call: CallRow, form: Form, createdBy: PersonId) {
  const prepared = await preparedForm(tx, call.id);
  const content = { content: form, digest: fingerprintOf(canonicalJson(form)), createdBy };
  if (prepared !== null) {
    await tx.update(formVersions).set(content).where(eq(formVersions.id, prepared.id));
    return prepared.id;
  }
  const version = await nextVersion(tx, formVersions, call.id);
  const id = newId("form");
  await tx.insert(formVersions).values({ id, callId: call.id, version, ...content });
  return id;
}
