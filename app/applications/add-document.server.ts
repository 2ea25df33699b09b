import { eq } from "drizzle-orm";
import type { Actor, Person } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse, Refused, refuseIf } from "#app/accounts/refusal.ts";
import { documentsPerDay, unfinishedDocumentsPerPerson } from "#app/limits.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock, type Clock } from "#db/clock.ts";
import { db, files, type Tx } from "#db/connections.ts";
import { newId } from "#db/ids.ts";
import { documentById, documentsSince, unfinishedDocumentsOf } from "#db/queries/applications.ts";
import { lockUploadsOf } from "#db/queries/uploads.ts";
import { enqueue } from "#db/queue.ts";
import { documents } from "#db/schema/applications.ts";
import type { DocumentId } from "#db/vocabulary.ts";
import { asViewer } from "#db/viewer.ts";
import { lockedContext, type MemberContext } from "./application-context.server.ts";
import { fieldsOf } from "./form-schema.ts";
import { refusalToEdit } from "./policy.ts";
import { writeRevision } from "./save-answers.server.ts";

const linkForSeconds = 3_600;

export type NewDocument = { field: string; fileName: string; sizeBytes: number };

/** Prepares the upload of a document straight to the object store; it belongs to nothing yet.
 * @returns the document and the link to put its bytes to; the link is void once the upload is completed
 * @throws Refused those of `lockedContext` and `refusalToEdit`; `too_many_uploads`, `too_many_unfinished`,
 *   `field_unknown`,
 *   `document_too_large`
 * Effects: an unfinished upload in the store, one row. */
export async function beginDocument(
  actor: Actor,
  code: string,
  file: NewDocument,
  clock: Clock = databaseClock,
): Promise<{ id: DocumentId; url: string }> {
  const person = requirePerson(actor);
  const id: DocumentId = newId("document");
  const { applicationId } = await asViewer(person.id, (tx) =>
    plannedDocument(tx, person, { code, file, clock }),
  );
  const objectKey = `documents/${applicationId}/${id}`;
  const storeUploadId = await files().beginUpload(objectKey, "application/pdf");
  try {
    await asViewer(person.id, async (tx) => {
      const planned = await plannedDocument(tx, person, { code, file, clock });
      // Begun when it is begun, by whatever clock the call is judged: its upload is given a day.
      const upload = { id, objectKey, storeUploadId, state: "uploading" as const, uploadedBy: person.id };
      await tx.insert(documents).values({ ...planned, ...upload });
    });
  } catch (error) {
    if (error instanceof Refused) await files().abortUpload(objectKey, storeUploadId);
    throw error;
  }
  const part = { number: 1, sizeBytes: file.sizeBytes, expiresSeconds: linkForSeconds };
  return { id, url: await files().signPart(objectKey, storeUploadId, part) };
}

type Wish = { code: string; file: NewDocument; clock: Clock };

/** What a document would be if it were begun now: asked before the store is, and again when it is recorded. */
async function plannedDocument(tx: Tx, person: Person, { code, file, clock }: Wish) {
  const now = await clock(tx);
  const context = await lockedContext(tx, person, code, now);
  refuseIf(refusalToEdit(context.facts, now));
  const dayAgo = new Date(now.getTime() - 86_400_000);
  if ((await documentsSince(tx, context.application.id, dayAgo)) >= documentsPerDay)
    refuse("too_many_uploads", { limit: documentsPerDay });
  await lockUploadsOf(tx, person.id);
  if ((await unfinishedDocumentsOf(tx, person.id)) >= unfinishedDocumentsPerPerson)
    refuse("too_many_unfinished", { limit: unfinishedDocumentsPerPerson });
  const field = documentField(context, file.field);
  const maxBytes = Math.round(field.maxMegabytes * 1e6);
  const { fileName, sizeBytes } = file;
  if (sizeBytes > maxBytes) refuse("document_too_large", { maxBytes });
  const limits = { maxBytes, maxPages: field.maxPages ?? null };
  return { applicationId: context.application.id, fieldId: field.id, fileName, sizeBytes, ...limits };
}

/** Takes in a document whose bytes have arrived, as the answer to its field, and has it checked.
 * Done twice, it is taken in once.
 * @returns the application's revision afterwards
 * @throws Refused those of `lockedContext` and `refusalToEdit`; `document_not_found`, `document_incomplete`,
 *   `document_too_large`
 * Effects: one object; the document is `checking`, with its job; one revision; an audit line. */
export async function completeDocument(
  actor: Actor,
  code: string,
  id: DocumentId,
  clock: Clock = databaseClock,
): Promise<number> {
  const person = requirePerson(actor);
  // When it was asked counts, not how long the store takes.
  const now = await clock(db());
  const arrived = await asViewer(person.id, (tx) => arrivedDocument(tx, actor, { code, id, now }));
  if (arrived.row.state !== "uploading") return arrived.context.application.revision;
  const sizeBytes = await assemble(arrived.row);
  return asViewer(person.id, async (tx) => {
    const { context, row } = await arrivedDocument(tx, actor, { code, id, now });
    if (row.state !== "uploading") return context.application.revision;
    await tx.update(documents).set({ state: "checking", sizeBytes }).where(eq(documents.id, id));
    const revision = await writeRevision(tx, context, [{ field: row.fieldId, value: id }], now);
    await enqueue(tx, "check_document", { documentId: id }, id);
    await appendAuditEvent(tx, {
      actor: person.id,
      verb: "add_document",
      subject: id,
      details: { sizeBytes },
    });
    return revision;
  });
}

/** A document of the application that may be taken in, or has been.
 * @throws Refused see `completeDocument` */
async function arrivedDocument(
  tx: Tx,
  actor: Actor,
  { code, id, now }: { code: string; id: DocumentId; now: Date },
) {
  const context = await lockedContext(tx, actor, code, now);
  refuseIf(refusalToEdit(context.facts, now));
  const row = await documentById(tx, id);
  if (row === null || row.applicationId !== context.application.id) return refuse("document_not_found");
  if (row.state === "abandoned") return refuse("document_incomplete");
  if (row.state === "uploading") documentField(context, row.fieldId);
  return { context, row };
}

function documentField(context: MemberContext, id: string) {
  const field = fieldsOf(context.form).find((one) => one.id === id);
  const isOpen = context.complement === null || context.complement.fieldIds.includes(id);
  if (field?.type !== "document" || !isOpen) return refuse("field_unknown", { field: id });
  return field;
}

type Row = { objectKey: string; storeUploadId: string; maxBytes: number };

/** Makes the uploaded part an object, unless it is larger than allowed: a signed link limits nothing by itself. */
async function assemble({ objectKey, storeUploadId, maxBytes }: Row): Promise<number> {
  const stored = await files().head(objectKey);
  if (stored !== null) return stored.sizeBytes;
  const parts = (await files().listParts(objectKey, storeUploadId)) ?? [];
  const sizeBytes = parts.reduce((total, part) => total + part.sizeBytes, 0);
  if (parts.length === 0) return refuse("document_incomplete");
  if (sizeBytes > maxBytes) {
    await files().abortUpload(objectKey, storeUploadId);
    return refuse("document_too_large", { maxBytes });
  }
  const isComplete = await files().completeUpload(objectKey, storeUploadId, parts);
  // Somebody else has completed it meanwhile, or given it up.
  if (!isComplete && (await files().head(objectKey)) === null) return refuse("document_incomplete");
  return sizeBytes;
}
