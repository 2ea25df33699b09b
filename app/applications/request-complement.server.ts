import { eq } from "drizzle-orm";
import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import { isBlank } from "#app/i18n/written-text.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock, type Clock } from "#db/clock.ts";
import { newId } from "#db/ids.ts";
import { formVersion } from "#db/queries/calls.ts";
import { applications } from "#db/schema/applications.ts";
import { complementRequests } from "#db/schema/admissibility.ts";
import type { Bilingual, ComplementId } from "#db/vocabulary.ts";
import { asViewer } from "#db/viewer.ts";
import { endOverdueComplement } from "./end-overdue-complement.server.ts";
import { examinedForUpdate } from "./examined-application.server.ts";
import { fieldsOf } from "./form-schema.ts";
import { oweComplement } from "./owe-application-letter.server.ts";
import { refusalToRule } from "./policy.ts";
import { storedForm } from "./stored-form.ts";

type Complement = { fieldIds: string[]; message: Bilingual; dueAt: Date };

/** Asks the applicant to complete some fields until a date: only these open again.
 * @throws Refused those of `examinedForUpdate` and `refusalToRule`; `complement_open`, `reasons_missing` (a language of
 *   the message is empty), `due_date_past`, `field_unknown`
 * Effects: one request, the application's state, a letter to every member, an audit line. */
export async function requestComplement(
  actor: Actor,
  place: { slug: string; code: string },
  { fieldIds, message, dueAt }: Complement,
  clock: Clock = databaseClock,
): Promise<ComplementId> {
  const person = requirePerson(actor);
  return asViewer(person.id, async (tx) => {
    const now = await clock(tx);
    const examined = await examinedForUpdate(tx, actor, { ...place, now });
    const { application, received, status } = examined;
    refuseIf(refusalToRule(application.state, status));
    await endOverdueComplement(tx, application.id, now);
    if (isBlank(message.en) || isBlank(message.fr)) refuse("reasons_missing");
    if (dueAt <= now) refuse("due_date_past");
    const known = new Set(
      fieldsOf(storedForm(await formVersion(tx, received.formVersionId))).map(({ id }) => id),
    );
    if (fieldIds.length === 0 || fieldIds.some((id) => !known.has(id))) refuse("field_unknown");
    const id: ComplementId = newId("complement");
    const applicationId = application.id;
    await tx.insert(complementRequests).values({
      ...{ id, applicationId, fieldIds, message, dueAt, aboutSubmissionId: received.id },
      ...{ personId: person.id, requestedAt: now },
    });
    await tx
      .update(applications)
      .set({ state: "complement_requested" })
      .where(eq(applications.id, applicationId));
    await oweComplement(tx, examined, { id, message, dueAt });
    const details = { complement: id, fields: fieldIds.length };
    await appendAuditEvent(tx, {
      actor: person.id,
      verb: "request_complement",
      subject: applicationId,
      details,
    });
    return id;
  });
}
