import { and, asc, desc, eq, gt, inArray, isNull, notInArray, sql } from "drizzle-orm";
import type { Reader, Tx } from "../client.ts";
import { people } from "../schema/accounts.ts";
import {
  answers,
  applicationInvitations,
  applicationMembers,
  applications,
  applicationSubmissions,
  documents,
  type Answers,
} from "../schema/applications.ts";
import { complementRequests } from "../schema/admissibility.ts";
import { calls } from "../schema/calls.ts";
import type { ApplicationId, ApplicationSubmissionId, CallId, DocumentId, PersonId } from "../vocabulary.ts";

export type ApplicationRow = typeof applications.$inferSelect;
export type DocumentRow = typeof documents.$inferSelect;
export type ReceivedRow = typeof applicationSubmissions.$inferSelect;
export type ComplementRow = typeof complementRequests.$inferSelect;

/** All these read under row-level security: call them in `asViewer`, or as a process that works for nobody. */

/** Whether the viewer administers an application, in no conflict with it; jurors and members do not. */
export async function isAdministered(db: Reader, id: ApplicationId): Promise<boolean> {
  const rows = await db
    .select({ id: applications.id })
    .from(applications)
    .where(and(eq(applications.id, id), sql`viewer_administers(${applications.id}, ${applications.callId})`));
  return rows.length > 0;
}

/** An application that the viewer may know of, with its call; null when there is none for them. */
export async function applicationByCode(db: Reader, code: string) {
  const rows = await db
    .select({ application: applications, call: calls })
    .from(applications)
    .innerJoin(calls, eq(calls.id, applications.callId))
    .where(eq(applications.code, code));
  return rows[0] ?? null;
}

/** Locks an application: two saves, or a save and a submission, come one after the other. */
export async function lockApplication(tx: Tx, id: ApplicationId): Promise<ApplicationRow | null> {
  const rows = await tx.select().from(applications).where(eq(applications.id, id)).for("update");
  return rows[0] ?? null;
}

/** A person's own applications with their calls, the newest first: what they own, edit or read as members. */
export async function applicationsOfMember(db: Reader, personId: PersonId) {
  return db
    .select({ application: applications, call: calls, role: applicationMembers.role })
    .from(applicationMembers)
    .innerJoin(applications, eq(applications.id, applicationMembers.applicationId))
    .innerJoin(calls, eq(calls.id, applications.callId))
    .where(eq(applicationMembers.personId, personId))
    .orderBy(desc(applications.createdAt));
}

/** The application of a call that a person owns and has not withdrawn; null when there is none. */
export async function ownedApplication(db: Reader, callId: CallId, personId: PersonId) {
  const rows = await db
    .select()
    .from(applications)
    .where(
      and(
        eq(applications.callId, callId),
        eq(applications.ownerId, personId),
        sql`${applications.state} <> 'withdrawn'`,
      ),
    );
  return rows[0] ?? null;
}

/** What a person is in an application; null when nothing. */
export async function memberRole(db: Reader, id: ApplicationId, personId: PersonId) {
  const rows = await db
    .select({ role: applicationMembers.role })
    .from(applicationMembers)
    .where(and(eq(applicationMembers.applicationId, id), eq(applicationMembers.personId, personId)));
  return rows[0]?.role ?? null;
}

/** The people of an application, owner first. */
export async function applicationMembersOf(db: Reader, id: ApplicationId) {
  return db
    .select({
      personId: people.id,
      displayName: people.displayName,
      email: people.email,
      locale: people.locale,
      role: applicationMembers.role,
      seenAt: applicationMembers.seenAt,
    })
    .from(applicationMembers)
    .innerJoin(people, eq(people.id, applicationMembers.personId))
    .where(eq(applicationMembers.applicationId, id))
    .orderBy(sql`${applicationMembers.role} <> 'owner'`, asc(applicationMembers.joinedAt));
}

/** Effects: notes that a member has the form open. */
export async function markSeen(db: Reader, id: ApplicationId, personId: PersonId): Promise<void> {
  await db
    .update(applicationMembers)
    .set({ seenAt: sql`clock_timestamp()` })
    .where(and(eq(applicationMembers.applicationId, id), eq(applicationMembers.personId, personId)));
}

/** Invitations that nobody has accepted yet and that still work. */
export async function openInvitations(db: Reader, id: ApplicationId) {
  return db
    .select({
      id: applicationInvitations.id,
      email: applicationInvitations.email,
      role: applicationInvitations.role,
      expiresAt: applicationInvitations.expiresAt,
    })
    .from(applicationInvitations)
    .where(
      and(
        eq(applicationInvitations.applicationId, id),
        isNull(applicationInvitations.acceptedAt),
        isNull(applicationInvitations.revokedAt),
        gt(applicationInvitations.expiresAt, sql`clock_timestamp()`),
      ),
    )
    .orderBy(asc(applicationInvitations.createdAt));
}

/** How many invitations an application has sent since a moment, whatever became of them. */
export async function invitationsSince(db: Reader, id: ApplicationId, since: Date): Promise<number> {
  const isLate = gt(applicationInvitations.createdAt, since);
  return db.$count(applicationInvitations, and(eq(applicationInvitations.applicationId, id), isLate));
}

/** How many documents have been begun for an application since a moment, whatever became of them. */
export async function documentsSince(db: Reader, id: ApplicationId, since: Date): Promise<number> {
  return db.$count(documents, and(eq(documents.applicationId, id), gt(documents.createdAt, since)));
}

/** How many documents a person has begun to send and not finished, for whatever application. */
export async function unfinishedDocumentsOf(db: Reader, personId: PersonId): Promise<number> {
  return db.$count(documents, and(eq(documents.uploadedBy, personId), eq(documents.state, "uploading")));
}

/** The present answers of an application with the revision that wrote each. */
export async function answersOf(db: Reader, id: ApplicationId) {
  return db
    .select({
      fieldId: answers.fieldId,
      value: answers.value,
      revision: answers.revision,
      changedAt: answers.changedAt,
      personId: answers.personId,
    })
    .from(answers)
    .where(eq(answers.applicationId, id));
}

/** The answers of an application by field. */
export async function answersByField(db: Reader, id: ApplicationId): Promise<Answers> {
  const rows = await answersOf(db, id);
  return Object.fromEntries(rows.map(({ fieldId, value }) => [fieldId, value]));
}

/** The documents of an application whose bytes have arrived. */
export async function documentsOfApplication(db: Reader, id: ApplicationId): Promise<DocumentRow[]> {
  return db
    .select()
    .from(documents)
    .where(and(eq(documents.applicationId, id), notInArray(documents.state, ["uploading", "abandoned"])))
    .orderBy(asc(documents.createdAt));
}

export async function documentById(db: Reader, id: DocumentId): Promise<DocumentRow | null> {
  const rows = await db.select().from(documents).where(eq(documents.id, id));
  return rows[0] ?? null;
}

/** What was received of an application, the newest first. */
export async function receivedOf(db: Reader, id: ApplicationId): Promise<ReceivedRow[]> {
  return db
    .select()
    .from(applicationSubmissions)
    .where(eq(applicationSubmissions.applicationId, id))
    .orderBy(desc(applicationSubmissions.number));
}

/** The newest snapshot of an application, which is the one that counts; null before there is one. */
export async function lastReceived(db: Reader, id: ApplicationId): Promise<ReceivedRow | null> {
  const rows = await db
    .select()
    .from(applicationSubmissions)
    .where(eq(applicationSubmissions.applicationId, id))
    .orderBy(desc(applicationSubmissions.number))
    .limit(1);
  return rows[0] ?? null;
}

/** A snapshot with its application and call; null when there is none for the viewer. */
export async function receivedById(db: Reader, id: ApplicationSubmissionId) {
  const rows = await db
    .select({ received: applicationSubmissions, application: applications, call: calls })
    .from(applicationSubmissions)
    .innerJoin(applications, eq(applications.id, applicationSubmissions.applicationId))
    .innerJoin(calls, eq(calls.id, applications.callId))
    .where(eq(applicationSubmissions.id, id));
  return rows[0] ?? null;
}

/** The request for complements that is open; null when none is. */
export async function openComplement(db: Reader, id: ApplicationId): Promise<ComplementRow | null> {
  const rows = await db
    .select()
    .from(complementRequests)
    .where(and(eq(complementRequests.applicationId, id), isNull(complementRequests.closedAt)))
    .orderBy(desc(complementRequests.requestedAt))
    .limit(1);
  return rows[0] ?? null;
}

/** All requests for complements of an application, the newest first. */
export async function complementsOf(db: Reader, id: ApplicationId): Promise<ComplementRow[]> {
  return db
    .select()
    .from(complementRequests)
    .where(eq(complementRequests.applicationId, id))
    .orderBy(desc(complementRequests.requestedAt));
}

/** Names of people, for those who may read them. */
export async function namesOf(db: Reader, ids: readonly PersonId[]): Promise<Map<PersonId, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: people.id, displayName: people.displayName })
    .from(people)
    .where(inArray(people.id, [...ids]));
  return new Map(rows.map(({ id, displayName }) => [id, displayName]));
}
