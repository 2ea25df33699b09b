import { and, asc, desc, eq, inArray, isNotNull, isNull, ne, sql } from "drizzle-orm";
import type { Reader, Tx } from "../client.ts";
import { people } from "../schema/accounts.ts";
import {
  callDocuments,
  callMembers,
  callQuestions,
  calls,
  cutoffs,
  deadlineChanges,
  formVersions,
  rubrics,
  rulebooks,
} from "../schema/calls.ts";
import { jurors } from "../schema/juries.ts";
import type { CallDocumentId, CallId, CallRole, PersonId } from "../vocabulary.ts";

export type CallRow = typeof calls.$inferSelect;
export type CutoffRow = typeof cutoffs.$inferSelect;
export type FormVersionRow = typeof formVersions.$inferSelect;

/** The call of a slug, published or not; null when there is none. */
export async function callBySlug(db: Reader, slug: string): Promise<CallRow | null> {
  const rows = await db.select().from(calls).where(eq(calls.slug, slug));
  return rows[0] ?? null;
}

/** A call, locked for a change of it. */
export async function callForUpdate(tx: Tx, slug: string): Promise<CallRow | null> {
  const rows = await tx.select().from(calls).where(eq(calls.slug, slug)).for("update");
  return rows[0] ?? null;
}

/** Calls that the public sees, the newest first. */
export async function publishedCalls(db: Reader): Promise<CallRow[]> {
  return db
    .select()
    .from(calls)
    .where(ne(calls.state, "draft"))
    .orderBy(desc(calls.publishedAt), asc(calls.slug));
}

/** Unpublished calls in which a person has a role. */
export async function draftCallsOf(db: Reader, personId: PersonId): Promise<CallRow[]> {
  const own = db
    .select({ id: callMembers.callId })
    .from(callMembers)
    .where(eq(callMembers.personId, personId));
  return db
    .select()
    .from(calls)
    .where(and(eq(calls.state, "draft"), inArray(calls.id, own)))
    .orderBy(asc(calls.slug));
}

export type OwnCall = Pick<CallRow, "slug" | "title" | "state"> & { role: CallRole | "juror" };

/** Calls in which a person has something to do, once per role; a jury that was accepted counts as one. */
export async function callsOfPerson(db: Reader, personId: PersonId): Promise<OwnCall[]> {
  const call = { slug: calls.slug, title: calls.title, state: calls.state };
  const members = await db
    .select({ ...call, role: callMembers.role })
    .from(callMembers)
    .innerJoin(calls, eq(calls.id, callMembers.callId))
    .where(eq(callMembers.personId, personId))
    .orderBy(asc(calls.slug), asc(callMembers.role));
  const juries = await db
    .select(call)
    .from(jurors)
    .innerJoin(calls, eq(calls.id, jurors.callId))
    .where(and(eq(jurors.personId, personId), eq(jurors.state, "accepted")))
    .orderBy(asc(calls.slug));
  return [...juries.map((one) => ({ ...one, role: "juror" as const })), ...members];
}

/** The cut-offs of a call, in order. */
export async function cutoffsOf(db: Reader, callId: CallId): Promise<CutoffRow[]> {
  return db.select().from(cutoffs).where(eq(cutoffs.callId, callId)).orderBy(asc(cutoffs.position));
}

/** The cut-offs of several calls at once, each call's in order. */
export async function cutoffsOfCalls(db: Reader, callIds: readonly CallId[]): Promise<CutoffRow[]> {
  const ofThese = inArray(cutoffs.callId, [...callIds]);
  return db.select().from(cutoffs).where(ofThese).orderBy(asc(cutoffs.position));
}

/** The cut-offs of a call, locked: while an application is received, none is moved. */
export async function cutoffsForShare(tx: Tx, callId: CallId): Promise<CutoffRow[]> {
  return tx
    .select()
    .from(cutoffs)
    .where(eq(cutoffs.callId, callId))
    .orderBy(asc(cutoffs.position))
    .for("share");
}

/** Moved deadlines of a call, the newest first. */
export async function deadlineChangesOf(db: Reader, callId: CallId) {
  return db
    .select({
      cutoffId: deadlineChanges.cutoffId,
      changedAt: deadlineChanges.changedAt,
      previousClosesAt: deadlineChanges.previousClosesAt,
      closesAt: deadlineChanges.closesAt,
      reason: deadlineChanges.reason,
    })
    .from(deadlineChanges)
    .innerJoin(cutoffs, eq(cutoffs.id, deadlineChanges.cutoffId))
    .where(eq(cutoffs.callId, callId))
    .orderBy(desc(deadlineChanges.changedAt));
}

/** What a person is in a call. */
export async function rolesIn(db: Reader, callId: CallId, personId: PersonId): Promise<CallRole[]> {
  const rows = await db
    .select({ role: callMembers.role })
    .from(callMembers)
    .where(and(eq(callMembers.callId, callId), eq(callMembers.personId, personId)));
  return rows.map(({ role }) => role);
}

/** A call with the roles in it of whoever asks; null when for them there is none: a draft is known only to those who
 * have a role in it.
 * @param call as it was read, locked or not; null when nothing has its name
 * @param personId null for a visitor */
export async function callKnownTo(
  db: Reader,
  call: CallRow | null,
  personId: PersonId | null,
): Promise<{ call: CallRow; roles: CallRole[] } | null> {
  if (call === null) return null;
  const roles = personId === null ? [] : await rolesIn(db, call.id, personId);
  return call.state === "draft" && roles.length === 0 ? null : { call, roles };
}

/** Whether a person organises any call. */
export async function organisesSomewhere(db: Reader, personId: PersonId): Promise<boolean> {
  const rows = await db
    .select({ callId: callMembers.callId })
    .from(callMembers)
    .where(and(eq(callMembers.personId, personId), eq(callMembers.role, "organiser")))
    .limit(1);
  return rows.length > 0;
}

/** The people of a call with their roles, for its organisers. */
export async function membersOf(db: Reader, callId: CallId) {
  return db
    .select({ personId: people.id, displayName: people.displayName, role: callMembers.role })
    .from(callMembers)
    .innerJoin(people, eq(people.id, callMembers.personId))
    .where(eq(callMembers.callId, callId))
    .orderBy(asc(people.displayName), asc(callMembers.role));
}

/** The newest rulebook of a call; null before there is one. */
export async function currentRulebook(db: Reader, callId: CallId) {
  const rows = await db
    .select()
    .from(rulebooks)
    .where(eq(rulebooks.callId, callId))
    .orderBy(desc(rulebooks.version))
    .limit(1);
  return rows[0] ?? null;
}

/** The versions of a call's rulebook, the newest first, without their text. */
export async function rulebookVersions(db: Reader, callId: CallId) {
  return db
    .select({ version: rulebooks.version, changes: rulebooks.changes, createdAt: rulebooks.createdAt })
    .from(rulebooks)
    .where(eq(rulebooks.callId, callId))
    .orderBy(desc(rulebooks.version));
}

/** The newest rubric of a call; null before there is one. */
export async function currentRubric(db: Reader, callId: CallId) {
  const rows = await db
    .select()
    .from(rubrics)
    .where(eq(rubrics.callId, callId))
    .orderBy(desc(rubrics.version))
    .limit(1);
  return rows[0] ?? null;
}

/** The form in force, which is the newest published version; null before there is one. */
export async function currentForm(db: Reader, callId: CallId): Promise<FormVersionRow | null> {
  const rows = await db
    .select()
    .from(formVersions)
    .where(and(eq(formVersions.callId, callId), isNotNull(formVersions.publishedAt)))
    .orderBy(desc(formVersions.version))
    .limit(1);
  return rows[0] ?? null;
}

/** The version that is being prepared; null when none is. */
export async function preparedForm(db: Reader, callId: CallId): Promise<FormVersionRow | null> {
  const rows = await db
    .select()
    .from(formVersions)
    .where(and(eq(formVersions.callId, callId), isNull(formVersions.publishedAt)));
  return rows[0] ?? null;
}

/** A version of a form.
 * @throws Error when it does not exist, which a foreign key excludes */
export async function formVersion(db: Reader, id: FormVersionRow["id"]): Promise<FormVersionRow> {
  const rows = await db.select().from(formVersions).where(eq(formVersions.id, id));
  const [row] = rows;
  if (row === undefined) throw new Error(`The form ${id} does not exist.`);
  return row;
}

/** Files of a call's page, in the organisers' order. */
export async function documentsOf(db: Reader, callId: CallId) {
  return db
    .select()
    .from(callDocuments)
    .where(eq(callDocuments.callId, callId))
    .orderBy(asc(callDocuments.position), asc(callDocuments.id));
}

/** A file of a call's page with its call. */
export async function callDocumentById(db: Reader, id: CallDocumentId) {
  const rows = await db
    .select({ document: callDocuments, call: calls })
    .from(callDocuments)
    .innerJoin(calls, eq(calls.id, callDocuments.callId))
    .where(eq(callDocuments.id, id));
  return rows[0] ?? null;
}

/** Answered questions of a call, the newest answer first; never who asked. */
export async function answeredQuestions(db: Reader, callId: CallId) {
  return db
    .select({
      id: callQuestions.id,
      question: callQuestions.question,
      answer: callQuestions.answer,
      amendsRules: callQuestions.amendsRules,
      answeredAt: callQuestions.answeredAt,
    })
    .from(callQuestions)
    .where(and(eq(callQuestions.callId, callId), eq(callQuestions.state, "answered")))
    .orderBy(desc(callQuestions.answeredAt));
}

/** Questions that wait for an answer, the oldest first; never who asked. */
export async function waitingQuestions(db: Reader, callId: CallId) {
  return db
    .select({
      id: callQuestions.id,
      askedText: callQuestions.askedText,
      askedLocale: callQuestions.askedLocale,
      askedAt: callQuestions.askedAt,
    })
    .from(callQuestions)
    .where(and(eq(callQuestions.callId, callId), eq(callQuestions.state, "asked")))
    .orderBy(asc(callQuestions.askedAt));
}

/** The number that the next version of something of a call gets. */
export async function nextVersion(
  tx: Tx,
  table: typeof rulebooks | typeof rubrics | typeof formVersions,
  callId: CallId,
): Promise<number> {
  const rows = await tx
    .select({ next: sql<number>`coalesce(max(${table.version}), 0) + 1` })
    .from(table)
    .where(eq(table.callId, callId));
  return Number(rows[0]?.next ?? 1);
}
