import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import type { Reader, Tx } from "../client.ts";
import { people } from "../schema/accounts.ts";
import { applicationMembers, applicationPartners, organisations } from "../schema/applications.ts";
import { callMembers, calls } from "../schema/calls.ts";
import {
  assignmentRuns,
  assignments,
  charters,
  conflictChanges,
  conflicts,
  interestDeclarations,
  jurorInvitations,
  jurors,
} from "../schema/juries.ts";
import type { AssignmentRunId, CallId, JurorId, PersonId } from "../vocabulary.ts";

export type JurorRow = typeof jurors.$inferSelect;
export type ConflictRow = typeof conflicts.$inferSelect;
export type AssignmentRow = typeof assignments.$inferSelect;
export type AssignmentRunRow = typeof assignmentRuns.$inferSelect;

/** A person as a juror of a call; null when they are none. */
export async function jurorOfPerson(
  db: Reader,
  callId: CallId,
  personId: PersonId,
): Promise<JurorRow | null> {
  const rows = await db
    .select()
    .from(jurors)
    .where(and(eq(jurors.callId, callId), eq(jurors.personId, personId)));
  return rows[0] ?? null;
}

/** The jurors of a call in the order of their names. */
export async function jurorsOf(db: Reader, callId: CallId): Promise<JurorRow[]> {
  return db
    .select()
    .from(jurors)
    .where(eq(jurors.callId, callId))
    .orderBy(asc(jurors.displayName), asc(jurors.id));
}

/** Locks a juror of a call: two declarations, or two answers, come one after the other. */
export async function lockJuror(tx: Tx, id: JurorId): Promise<JurorRow | null> {
  const rows = await tx.select().from(jurors).where(eq(jurors.id, id)).for("update");
  return rows[0] ?? null;
}

/** An invitation by the hash of its link, with its juror and call, locked. */
export async function invitationForUpdate(tx: Tx, tokenHash: string) {
  const rows = await tx
    .select({ invitation: jurorInvitations, juror: jurors, call: calls })
    .from(jurorInvitations)
    .innerJoin(jurors, eq(jurors.id, jurorInvitations.jurorId))
    .innerJoin(calls, eq(calls.id, jurors.callId))
    .where(eq(jurorInvitations.tokenHash, tokenHash))
    .for("update", { of: [jurorInvitations, jurors] });
  return rows[0] ?? null;
}

/** The same for a page, without a lock. */
export async function invitationByHash(db: Reader, tokenHash: string) {
  const rows = await db
    .select({ invitation: jurorInvitations, juror: jurors, call: calls })
    .from(jurorInvitations)
    .innerJoin(jurors, eq(jurors.id, jurorInvitations.jurorId))
    .innerJoin(calls, eq(calls.id, jurors.callId))
    .where(eq(jurorInvitations.tokenHash, tokenHash));
  return rows[0] ?? null;
}

/** What invited people of a call have answered, by juror; the last answer counts. */
export async function invitationAnswers(db: Reader, callId: CallId) {
  return db
    .select({
      jurorId: jurorInvitations.jurorId,
      answer: jurorInvitations.answer,
      reason: jurorInvitations.reason,
      suggestion: jurorInvitations.suggestion,
      expiresAt: jurorInvitations.expiresAt,
    })
    .from(jurorInvitations)
    .innerJoin(jurors, eq(jurors.id, jurorInvitations.jurorId))
    .where(eq(jurors.callId, callId))
    .orderBy(asc(jurorInvitations.createdAt));
}

/** The newest charter of a call; null before there is one. */
export async function currentCharter(db: Reader, callId: CallId) {
  const rows = await db
    .select()
    .from(charters)
    .where(eq(charters.callId, callId))
    .orderBy(desc(charters.version))
    .limit(1);
  return rows[0] ?? null;
}

/** Names that received applications of a call carry. Nothing else of them is read, so this is not bound to a viewer:
 * whoever calls it decides what may leave. */
export async function partnersOfCall(db: Reader, callId: CallId) {
  return db
    .select({
      applicationId: applicationPartners.applicationId,
      kind: applicationPartners.kind,
      name: applicationPartners.name,
      organisationName: applicationPartners.organisationName,
      email: applicationPartners.email,
    })
    .from(applicationPartners)
    .where(sql`call_of(${applicationPartners.applicationId}) = ${callId}`)
    .orderBy(asc(applicationPartners.applicationId), asc(applicationPartners.position));
}

/** The accounts that write received applications of a call, for the detection of conflicts only. */
export async function writersOfCall(db: Reader, callId: CallId) {
  return db
    .select({
      applicationId: applicationMembers.applicationId,
      personId: people.id,
      displayName: people.displayName,
      email: people.email,
      emailConfirmedAt: people.emailConfirmedAt,
      affiliation: people.affiliation,
    })
    .from(applicationMembers)
    .innerJoin(people, eq(people.id, applicationMembers.personId))
    .where(
      sql`call_of(${applicationMembers.applicationId}) = ${callId} and was_received(${applicationMembers.applicationId})`,
    );
}

/** Everybody who judges or administers a call and has an account, for the detection of conflicts. */
export async function judgesOfCall(db: Reader, callId: CallId) {
  const ofJury = await db
    .select({
      personId: people.id,
      displayName: people.displayName,
      otherName: jurors.displayName,
      email: people.email,
      emailConfirmedAt: people.emailConfirmedAt,
      affiliation: people.affiliation,
      organisationName: jurors.organisationName,
    })
    .from(jurors)
    .innerJoin(people, eq(people.id, jurors.personId))
    .where(and(eq(jurors.callId, callId), eq(jurors.state, "accepted")));
  const ofCall = await db
    .selectDistinct({
      personId: people.id,
      displayName: people.displayName,
      otherName: people.displayName,
      email: people.email,
      emailConfirmedAt: people.emailConfirmedAt,
      affiliation: people.affiliation,
      organisationName: people.affiliation,
    })
    .from(callMembers)
    .innerJoin(people, eq(people.id, callMembers.personId))
    .where(eq(callMembers.callId, callId));
  const jury = new Set(ofJury.map(({ personId }) => personId));
  return [...ofJury, ...ofCall.filter(({ personId }) => !jury.has(personId))];
}

export async function knownOrganisations(db: Reader) {
  return db.select().from(organisations);
}

/** What a juror has said of the names of the pool. */
export async function declarationsOf(db: Reader, jurorId: JurorId) {
  return db.select().from(interestDeclarations).where(eq(interestDeclarations.jurorId, jurorId));
}

export async function declarationsOfCall(db: Reader, callId: CallId) {
  return db
    .select({ personId: jurors.personId, declaration: interestDeclarations })
    .from(interestDeclarations)
    .innerJoin(jurors, eq(jurors.id, interestDeclarations.jurorId))
    .where(eq(jurors.callId, callId));
}

/** Where everybody stands with every application of a call. Not bound to a viewer: only verbs and pages that show
 * applications which their viewer may see put it together with those. */
export async function conflictsOfCall(db: Reader, callId: CallId): Promise<ConflictRow[]> {
  return db.select().from(conflicts).where(eq(conflicts.callId, callId));
}

export async function conflictsOfPerson(
  db: Reader,
  callId: CallId,
  personId: PersonId,
): Promise<ConflictRow[]> {
  return db
    .select()
    .from(conflicts)
    .where(and(eq(conflicts.callId, callId), eq(conflicts.personId, personId)));
}

export type ConflictChange = Pick<
  ConflictRow,
  "applicationId" | "personId" | "callId" | "state" | "source" | "evidence"
> & { previousState: ConflictRow["state"]; reason: string | null; changedBy: PersonId | null };

const rowsAtOnce = 2_000;

/** Writes changed states with their history, many at once.
 * Effects: rows of `conflicts`, lines of `conflict_changes`. */
export async function writeConflicts(tx: Tx, changes: readonly ConflictChange[], now: Date): Promise<void> {
  for (let start = 0; start < changes.length; start += rowsAtOnce) {
    const some = changes.slice(start, start + rowsAtOnce);
    await tx
      .insert(conflicts)
      .values(
        some.map(({ applicationId, personId, callId, state, source, evidence }) => ({
          ...{ applicationId, personId, callId, state, source, evidence },
          changedAt: now,
        })),
      )
      .onConflictDoUpdate({
        target: [conflicts.applicationId, conflicts.personId],
        set: {
          state: sql`excluded.state`,
          source: sql`excluded.source`,
          evidence: sql`excluded.evidence`,
          changedAt: sql`excluded.changed_at`,
        },
      });
    const numbers = await lastNumbers(tx, some);
    await tx.insert(conflictChanges).values(
      some.map(({ applicationId, personId, previousState, state, source, reason, changedBy }) => ({
        ...{ applicationId, personId, previousState, state, source, reason, changedBy },
        number: (numbers.get(`${applicationId}/${personId}`) ?? 0) + 1,
        changedAt: now,
      })),
    );
  }
}

async function lastNumbers(tx: Tx, changes: readonly ConflictChange[]): Promise<Map<string, number>> {
  const applicationIds = [...new Set(changes.map(({ applicationId }) => applicationId))];
  const personIds = [...new Set(changes.map(({ personId }) => personId))];
  const rows = await tx
    .select({
      applicationId: conflictChanges.applicationId,
      personId: conflictChanges.personId,
      last: sql<number>`max(${conflictChanges.number})::int`,
    })
    .from(conflictChanges)
    .where(
      and(
        inArray(conflictChanges.applicationId, applicationIds),
        inArray(conflictChanges.personId, personIds),
      ),
    )
    .groupBy(conflictChanges.applicationId, conflictChanges.personId);
  return new Map(rows.map(({ applicationId, personId, last }) => [`${applicationId}/${personId}`, last]));
}

/** One change of state after another for a call: whoever changes conflicts or assignments holds this until the end. */
export async function lockJury(tx: Tx, callId: CallId): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`jury/${callId}`}, 0))`);
}

/** The assignments of a call, those that ended included. */
export async function assignmentsOfCall(db: Reader, callId: CallId): Promise<AssignmentRow[]> {
  return db.select().from(assignments).where(eq(assignments.callId, callId));
}

/** A juror's assignments, those that ended included. */
export async function assignmentsOfJuror(db: Reader, jurorId: JurorId): Promise<AssignmentRow[]> {
  return db.select().from(assignments).where(eq(assignments.jurorId, jurorId));
}

/** The last solving of a call; null before there is one. */
export async function lastRun(db: Reader, callId: CallId): Promise<AssignmentRunRow | null> {
  const rows = await db
    .select()
    .from(assignmentRuns)
    .where(eq(assignmentRuns.callId, callId))
    .orderBy(desc(assignmentRuns.createdAt), desc(assignmentRuns.id))
    .limit(1);
  return rows[0] ?? null;
}

export async function runById(db: Reader, id: AssignmentRunId): Promise<AssignmentRunRow | null> {
  const rows = await db.select().from(assignmentRuns).where(eq(assignmentRuns.id, id));
  return rows[0] ?? null;
}
