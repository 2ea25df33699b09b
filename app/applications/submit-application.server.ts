import { eq } from "drizzle-orm";
import type { Actor } from "#app/accounts/actor.ts";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import { nextCutoff } from "#app/calls/rules.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock, type Clock } from "#db/clock.ts";
import type { Tx } from "#db/connections.ts";
import { fingerprintOf } from "#db/fingerprint.ts";
import { newId } from "#db/ids.ts";
import {
  answersByField,
  documentsOfApplication,
  lastReceived,
  type DocumentRow,
} from "#db/queries/applications.ts";
import {
  applicationPartners,
  applications,
  applicationSubmissions,
  type ManifestLine,
} from "#db/schema/applications.ts";
import { complementRequests } from "#db/schema/admissibility.ts";
import type { ApplicationSubmissionId } from "#db/vocabulary.ts";
import { asViewer } from "#db/viewer.ts";
import { lockedContext, type MemberContext } from "./application-context.server.ts";
import { answersToSubmit, completed, openPoints, partnersIn } from "./completeness.ts";
import { documentFacts } from "./document-facts.ts";
import { fieldsOf } from "./form-schema.ts";
import { titleIn } from "./title.ts";
import { visibleFields, type Answers } from "./form-visibility.ts";
import { oweReceipt } from "./owe-application-letter.server.ts";
import { refusalToEdit } from "./policy.ts";
import { canonicalJson } from "./same-value.ts";

/** Submits an application: what the draft says now becomes an immutable snapshot with a receipt. May be done again until
 * the cut-off; the last snapshot counts. The moment is the database's, taken before anything is waited for.
 * @returns the snapshot; the same one again when nothing has changed since, so that a second click receives nothing twice
 * @throws Refused those of `memberContext` and `refusalToEdit`; `application_incomplete` (with how many points)
 * Effects: one snapshot, the application's state and partners, a letter to every member, an audit line. */
export async function submitApplication(
  actor: Actor,
  code: string,
  clock: Clock = databaseClock,
): Promise<ApplicationSubmissionId> {
  return asViewer(actor.kind === "person" ? actor.id : null, async (tx) => {
    const now = await clock(tx);
    const context = await lockedContext(tx, actor, code, now);
    if (context.application.state === "withdrawn") refuse("application_withdrawn");
    const last = await lastReceived(tx, context.application.id);
    if (last !== null && last.revision === context.application.revision && context.complement === null)
      return last.id;
    refuseIf(refusalToEdit(context.facts, now));
    const draft = await answersByField(tx, context.application.id);
    const answers =
      context.complement === null
        ? draft
        : completed(last?.answers ?? {}, draft, context.complement.fieldIds);
    const documents = await documentsOfApplication(tx, context.application.id);
    const points = openPoints(context.form, answers, documentFacts(documents));
    if (points.length > 0) refuse("application_incomplete", { points: points.length });
    return receive(tx, { context, answers, documents, number: (last?.number ?? 0) + 1, now });
  });
}

type Reception = {
  context: MemberContext;
  answers: Answers;
  documents: readonly DocumentRow[];
  number: number;
  now: Date;
};

async function receive(tx: Tx, reception: Reception): Promise<ApplicationSubmissionId> {
  const { context, now } = reception;
  const { application, formRow, person } = context;
  const row = snapshotOf(reception);
  await tx.insert(applicationSubmissions).values(row);
  await keepPartners(tx, reception, row.answers);
  await tx
    .update(applications)
    .set({ state: "submitted", formVersionId: formRow.id })
    .where(eq(applications.id, application.id));
  if (context.complement !== null) await closeComplement(tx, context, row.id, now);
  const title = titleIn(context.form, row.answers);
  await oweReceipt(tx, context, { ...row, title, documents: row.documents.length });
  const { number, digest, revision } = row;
  const details = { number, digest, revision };
  await appendAuditEvent(tx, {
    actor: person.id,
    verb: "submit_application",
    subject: application.id,
    details,
  });
  return row.id;
}

/** Everything that is received, as it will stand for good. */
function snapshotOf({ context, answers: draft, documents, number, now }: Reception) {
  const { application, call, formRow, person } = context;
  const id: ApplicationSubmissionId = newId("appsub");
  const answers = answersToSubmit(context.form, draft);
  const manifest = manifestOf(context, answers, documents);
  const digest = fingerprintOf(canonicalJson({ form: formRow.digest, answers, documents: manifest }));
  const cutoffId = context.complement === null ? (nextCutoff(context.cutoffs, now)?.id ?? null) : null;
  return {
    ...{
      id,
      applicationId: application.id,
      number,
      revision: application.revision,
      formVersionId: formRow.id,
    },
    ...{ cutoffId, answers, documents: manifest, digest, receivedAt: now, personId: person.id },
    receiptNumber: `${application.code}-${String(number)}`,
    legalMentions: call.legalMentions,
  };
}

/** The documents that the answers name, as the server has found them. */
function manifestOf(
  { form }: MemberContext,
  answers: Answers,
  documents: readonly DocumentRow[],
): ManifestLine[] {
  return visibleFields(form, answers).flatMap((field) => {
    if (field.type !== "document") return [];
    const row = documents.find(({ id, state }) => id === answers[field.id] && state === "accepted");
    if (row === undefined || row.sha256 === null || row.mediaType === null) return [];
    const { id, fileName, sha256: hash, sizeBytes, mediaType, pages } = row;
    return [{ id, field: field.id, fileName, sha256: hash, sizeBytes, mediaType, pages }];
  });
}

/** The names that are asked about in the declaration of interests are those of the snapshot that counts. */
async function keepPartners(tx: Tx, { context }: Reception, answers: Answers): Promise<void> {
  const applicationId = context.application.id;
  const leads = new Set(
    fieldsOf(context.form).flatMap(({ id, type }) => (type === "organisation" ? [answers[id]] : [])),
  );
  await tx.delete(applicationPartners).where(eq(applicationPartners.applicationId, applicationId));
  const rows = partnersIn(context.form, answers).map((partner, index) => ({
    applicationId,
    position: index + 1,
    ...partner,
    isLead: partner.kind === "organisation" && leads.has(partner.name),
  }));
  if (rows.length > 0) await tx.insert(applicationPartners).values(rows);
}

async function closeComplement(
  tx: Tx,
  { complement }: MemberContext,
  answerSubmissionId: ApplicationSubmissionId,
  now: Date,
): Promise<void> {
  if (complement === null) return;
  await tx
    .update(complementRequests)
    .set({ answerSubmissionId, closedAt: now })
    .where(eq(complementRequests.id, complement.id));
}
