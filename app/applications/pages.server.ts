import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { callStatus, cutoffToShow, nextCutoff } from "#app/calls/rules.ts";
import type { Tx } from "#db/client.ts";
import { databaseClock } from "#db/clock.ts";
import {
  answersOf,
  applicationMembersOf,
  applicationsOfMember,
  complementsOf,
  documentById,
  documentsOfApplication,
  isAdministered,
  markSeen,
  memberRole,
  openInvitations,
  receivedById,
  receivedOf,
  type DocumentRow,
  type ReceivedRow,
} from "#db/queries/applications.ts";
import { currentRubric, cutoffsOf, formVersion } from "#db/queries/calls.ts";
import type { ApplicationSubmissionId, DocumentId, Locale } from "#db/vocabulary.ts";
import { asViewer } from "#db/viewer.ts";
import { memberContext, type MemberContext } from "./application-context.server.ts";
import { formForJurors, hasField } from "./form-for-jurors.ts";
import { migrationReport, type MigrationReport } from "./form-migration.ts";
import { refusalToEdit, refusalToWithdraw } from "./policy.ts";
import { storedForm } from "./stored-form.ts";
import { titleIn } from "./title.ts";

const asActor = <Result>(actor: Actor, work: (tx: Tx) => Promise<Result>) =>
  asViewer(actor.kind === "person" ? actor.id : null, work);

/** The actor's application to a call, for the call's page; null when there is none. */
export async function ownApplicationLine(actor: Actor, slug: string) {
  if (actor.kind === "visitor") return null;
  const rows = await asActor(actor, (tx) => applicationsOfMember(tx, actor.id));
  const found = rows.find(({ call, application }) => call.slug === slug && application.state !== "withdrawn");
  return found === undefined ? null : { code: found.application.code, state: found.application.state };
}

/** All applications of which the actor is a member.
 * @throws Refused `sign_in_required` */
export async function applicationsPage(actor: Actor, locale: Locale) {
  const person = requirePerson(actor);
  return asActor(actor, async (tx) => {
    const now = await databaseClock(tx);
    const rows = await applicationsOfMember(tx, person.id);
    return Promise.all(
      rows.map(async ({ application, call, role }) => {
        const cutoffs = await cutoffsOf(tx, call.id);
        return {
          code: application.code,
          state: application.state,
          role,
          call: call.title[locale],
          callSlug: call.slug,
          isOpen: callStatus(call, cutoffs, now) === "open",
          isAnnounced: call.state === "announced",
          closesAt: cutoffToShow(cutoffs, now)?.closesAt ?? null,
          timeZone: call.timeZone,
        };
      }),
    );
  });
}

/** A document as its members see it. */
function documentLine({ id, fieldId, fileName, state, fault, sizeBytes, pages }: DocumentRow) {
  return { id, fieldId, fileName, state, fault, sizeBytes, pages };
}
export type DocumentLine = ReturnType<typeof documentLine>;

/** Everything that writing an application needs. Form and answers travel as JSON text, since people have made them.
 * @throws Refused those of `memberContext`
 * Effects: notes that the actor has the form open. */
export async function editorPage(actor: Actor, code: string, locale: Locale) {
  return asActor(actor, async (tx) => {
    const now = await databaseClock(tx);
    const context = await memberContext(tx, actor, code, now);
    const { application, call, form } = context;
    await markSeen(tx, application.id, context.person.id);
    const rows = await answersOf(tx, application.id);
    const answers = Object.fromEntries(rows.map(({ fieldId, value }) => [fieldId, value]));
    const received = await receivedOf(tx, application.id);
    const documents = await documentsOfApplication(tx, application.id);
    const rubric = await currentRubric(tx, call.id);
    const members = await applicationMembersOf(tx, application.id);
    return {
      ...headOf(context, locale, now),
      personId: context.person.id,
      revision: application.revision,
      formJson: JSON.stringify(form),
      answersJson: JSON.stringify(answers),
      bases: Object.fromEntries(rows.map(({ fieldId, revision }) => [fieldId, revision])),
      savedAt: rows.reduce<Date | null>((last, { changedAt }) => later(last, changedAt), null),
      documents: documents.map(documentLine),
      migration: await migrationOf(tx, context, answers),
      lastReceived: receivedLine(received[0]),
      receivedJson: JSON.stringify(received[0]?.answers ?? {}),
      hasChanges: received[0] !== undefined && received[0].revision !== application.revision,
      criteria: Object.fromEntries(
        (rubric?.criteria ?? []).map(({ id, name, weight }) => [id, { name: name[locale], weight }]),
      ),
      members: members.length,
      asked: context.complement === null ? null : context.complement.fieldIds,
    };
  });
}

export type EditorPage = Awaited<ReturnType<typeof editorPage>>;

function headOf(context: MemberContext, locale: Locale, now: Date) {
  const { application, call, cutoffs, complement, facts, role } = context;
  const next = nextCutoff(cutoffs, now) ?? cutoffs.at(-1) ?? null;
  return {
    code: application.code,
    state: application.state,
    role,
    call: { slug: call.slug, title: call.title[locale], timeZone: call.timeZone },
    closesAt: complement?.dueAt ?? next?.closesAt ?? null,
    complement: complement === null ? null : { message: complement.message[locale], dueAt: complement.dueAt },
    refusedToEdit: refusalToEdit(facts, now)?.code ?? null,
    mayWithdraw: refusalToWithdraw(facts) === null,
    now,
  };
}

async function migrationOf(
  tx: Tx,
  { application, formRow, form }: MemberContext,
  answers: Record<string, unknown>,
): Promise<MigrationReport | null> {
  if (application.formVersionId === formRow.id) return null;
  const before = storedForm(await formVersion(tx, application.formVersionId));
  return migrationReport(before, form, answers);
}

function later(a: Date | null, b: Date): Date {
  return a === null || b > a ? b : a;
}

function receivedLine(row: ReceivedRow | undefined) {
  if (row === undefined) return null;
  const { id, number, receiptNumber, receivedAt, digest } = row;
  return { id, number, receiptNumber, receivedAt, digest };
}

/** What was received of an application, each snapshot with its receipt; for its members.
 * @throws Refused those of `memberContext` */
export async function receivedPage(actor: Actor, code: string, locale: Locale) {
  return asActor(actor, async (tx) => {
    const now = await databaseClock(tx);
    const context = await memberContext(tx, actor, code, now);
    const rows = await receivedOf(tx, context.application.id);
    const [last] = rows;
    const complements = await complementsOf(tx, context.application.id);
    return {
      ...headOf(context, locale, now),
      snapshots: rows.flatMap((row) => receivedLine(row) ?? []),
      last: last === undefined ? null : await snapshotView(tx, last),
      complements: complements.map(({ id, message, dueAt, closedAt }) => ({
        id,
        message: message[locale],
        dueAt,
        closedAt,
      })),
    };
  });
}

/** A snapshot for reading: its own form, its answers, its documents. */
export async function snapshotView(tx: Tx, row: ReceivedRow) {
  const form = storedForm(await formVersion(tx, row.formVersionId));
  return {
    title: titleIn(form, row.answers),
    formJson: JSON.stringify(form),
    answersJson: JSON.stringify(row.answers),
    documents: row.documents,
    mentions: row.legalMentions,
    ...receivedLine(row),
  };
}

/** The people of an application and those who are invited.
 * @throws Refused those of `memberContext` */
export async function peoplePage(actor: Actor, code: string, locale: Locale) {
  return asActor(actor, async (tx) => {
    const now = await databaseClock(tx);
    const context = await memberContext(tx, actor, code, now);
    const members = await applicationMembersOf(tx, context.application.id);
    return {
      ...headOf(context, locale, now),
      members: members.map(({ personId, displayName, email, role }) => ({
        personId,
        displayName,
        email,
        role,
      })),
      invitations: await openInvitations(tx, context.application.id),
    };
  });
}

/** What a receipt says; for members and those who examine the application. Jurors need none: it names documents that
 * they may not know of.
 * @throws Refused `sign_in_required`, `application_not_found` */
export async function receiptFacts(actor: Actor, id: string) {
  const person = requirePerson(actor);
  return asActor(actor, async (tx) => {
    if (!isReceivedId(id)) return refuse("application_not_found");
    const found = (await receivedById(tx, id)) ?? refuse("application_not_found");
    const role = await memberRole(tx, found.application.id, person.id);
    if (role === null && !(await isAdministered(tx, found.application.id))) refuse("application_not_found");
    const form = storedForm(await formVersion(tx, found.received.formVersionId));
    return { ...found, title: titleIn(form, found.received.answers) };
  });
}

export type ReceiptFacts = Awaited<ReturnType<typeof receiptFacts>>;

function isReceivedId(text: string): text is ApplicationSubmissionId {
  return text.startsWith("appsub_");
}

/** Answers that were written after a revision, for the other browsers on the same form.
 * @throws Refused those of `memberContext` */
export async function answersSince(actor: Actor, code: string, revision: number) {
  return asActor(actor, async (tx) => {
    const { application } = await memberContext(tx, actor, code, await databaseClock(tx));
    const rows = await answersOf(tx, application.id);
    return rows
      .filter((row) => row.revision > revision)
      .map(({ fieldId, value, revision: written }) => ({ field: fieldId, value, revision: written }));
  });
}

/** One document of an application after a step of its upload, for its members.
 * @throws Refused those of `memberContext`; `document_not_found` */
export async function documentStep(actor: Actor, code: string, id: DocumentId) {
  return asActor(actor, async (tx) => {
    const { application } = await memberContext(tx, actor, code, await databaseClock(tx));
    const row = await documentById(tx, id);
    if (row === null || row.applicationId !== application.id) return refuse("document_not_found");
    return { document: documentLine(row), revision: application.revision };
  });
}

/** An accepted document for whoever may read it: the members of its application; of what was received, those who
 * examine it, and its jurors in the fields that they are shown.
 * @throws Refused `sign_in_required`, `document_not_found` */
export async function readableDocument(actor: Actor, id: string) {
  const person = requirePerson(actor);
  return asActor(actor, async (tx) => {
    if (!isDocumentId(id)) return refuse("document_not_found");
    const row = await documentById(tx, id);
    if (row === null || row.state !== "accepted") return refuse("document_not_found");
    const role = await memberRole(tx, row.applicationId, person.id);
    return role !== null || (await isShownToOthers(tx, row)) ? row : refuse("document_not_found");
  });
}

/** Others than members read what was received, not what lies in a draft. Row-level security has let in whoever
 * administers the application or judges it. */
async function isShownToOthers(tx: Tx, { id, applicationId }: DocumentRow): Promise<boolean> {
  const snapshots = await receivedOf(tx, applicationId);
  const isIn = ({ documents }: ReceivedRow) => documents.some((one) => one.id === id);
  const snapshot = snapshots.find(isIn);
  if (snapshot === undefined) return false;
  if (await isAdministered(tx, applicationId)) return true;
  const found = await receivedById(tx, snapshot.id);
  if (found === null) return false;
  const form = storedForm(await formVersion(tx, snapshot.formVersionId));
  const shown = formForJurors(form, found.call.blindness);
  return snapshot.documents.some((one) => one.id === id && hasField(shown, one.field));
}

function isDocumentId(text: string): text is DocumentId {
  return text.startsWith("document_");
}
