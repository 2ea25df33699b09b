import { and, asc, desc, eq, inArray, isNotNull, sql } from "drizzle-orm";
import type { Reader, Tx } from "../client.ts";
import { people } from "../schema/accounts.ts";
import { applicationMembers, applications, applicationSubmissions } from "../schema/applications.ts";
import { decisionChanges, decisionLetters, decisions, decisionTerms } from "../schema/decisions.ts";
import { letters } from "../schema/platform.ts";
import { reviews, type Mark } from "../schema/reviews.ts";
import type { ApplicationId, Bilingual, CallId, DecisionChange, PersonId, RubricId } from "../vocabulary.ts";

export type DecisionRow = typeof decisions.$inferSelect;
export type DecisionLetterRow = typeof decisionLetters.$inferSelect;

/** All these read under row-level security: call them in `asViewer`, or as a process that works for nobody. */

const administered = sql`was_received(${applications.id})
  and viewer_administers(${applications.id}, ${applications.callId})`;

/** Applications of a call on which the viewer may decide, each with its newest snapshot, in the order of their codes:
 * those before the jury, and those whose decision is released, whatever came after. */
export async function decidableApplications(db: Reader, callId: CallId) {
  const released = db
    .select({ id: decisions.applicationId })
    .from(decisions)
    .where(and(eq(decisions.callId, callId), eq(decisions.state, "released")));
  const rows = await db
    .select({ application: applications, received: applicationSubmissions })
    .from(applications)
    .innerJoin(applicationSubmissions, eq(applicationSubmissions.applicationId, applications.id))
    .where(
      and(
        eq(applications.callId, callId),
        sql`(${applications.state} = 'admissible' or ${applications.id} in (${released}))`,
        administered,
      ),
    )
    .orderBy(asc(applications.code), desc(applicationSubmissions.number));
  const newest = new Map<ApplicationId, (typeof rows)[number]>();
  for (const row of rows) if (!newest.has(row.application.id)) newest.set(row.application.id, row);
  return [...newest.values()];
}

/** Decisions of a call on applications that the viewer administers, in the order of their rounds. */
export async function decisionsOfCall(db: Reader, callId: CallId): Promise<DecisionRow[]> {
  const rows = await db
    .select({ decision: decisions })
    .from(decisions)
    .innerJoin(applications, eq(applications.id, decisions.applicationId))
    .where(and(eq(decisions.callId, callId), administered))
    .orderBy(asc(decisions.round), asc(decisions.applicationId));
  return rows.map(({ decision }) => decision);
}

/** Applications stay as they are until the transaction ends: none is withdrawn while its decision is released. */
export async function holdApplications(tx: Tx, ids: readonly ApplicationId[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .select({ id: applications.id })
    .from(applications)
    .where(inArray(applications.id, [...ids]))
    .orderBy(asc(applications.id))
    .for("share");
}

/** Writes a proposal over the one of the same round, whose approval it takes back.
 * Effects: one row of `decisions`. */
export async function writeProposal(tx: Tx, proposal: DecisionRow): Promise<void> {
  const { applicationId: _application, round: _round, callId: _call, ...content } = proposal;
  await tx
    .insert(decisions)
    .values(proposal)
    .onConflictDoUpdate({ target: [decisions.applicationId, decisions.round], set: content });
}

type ChangeLine = Pick<DecisionRow, "applicationId" | "outcome"> & {
  state: DecisionChange;
  reason?: string | null;
};

/** Effects: a line of `decision_changes` each, under the next number of its application. */
export async function noteDecisionChanges(
  tx: Tx,
  lines: readonly ChangeLine[],
  { personId, now }: { personId: PersonId; now: Date },
): Promise<void> {
  if (lines.length === 0) return;
  const ids = lines.map(({ applicationId }) => applicationId);
  const last = await tx
    .select({ id: decisionChanges.applicationId, number: sql<number>`max(${decisionChanges.number})::int` })
    .from(decisionChanges)
    .where(inArray(decisionChanges.applicationId, ids))
    .groupBy(decisionChanges.applicationId);
  const numbers = new Map(last.map(({ id, number }) => [id, number]));
  await tx.insert(decisionChanges).values(
    lines.map(({ applicationId, outcome, state, reason = null }) => ({
      ...{ applicationId, outcome, state, reason, personId },
      number: (numbers.get(applicationId) ?? 0) + 1,
      changedAt: now,
    })),
  );
}

/** The changes of a decision, the newest first. Only of applications that are asked for. */
export async function decisionChangesOf(db: Reader, ids: readonly ApplicationId[]) {
  if (ids.length === 0) return [];
  return db
    .select()
    .from(decisionChanges)
    .where(inArray(decisionChanges.applicationId, [...ids]))
    .orderBy(desc(decisionChanges.changedAt), desc(decisionChanges.number));
}

/** What decisions of a call rest on; no envelope and no marks before somebody has said so. */
export async function decisionTermsOf(db: Reader, callId: CallId) {
  const rows = await db.select().from(decisionTerms).where(eq(decisionTerms.callId, callId));
  const { envelopeCents = null, sharesMarks = false } = rows[0] ?? {};
  return { envelopeCents, sharesMarks };
}

/** The templates of a call's letters. */
export async function decisionLettersOf(db: Reader, callId: CallId): Promise<DecisionLetterRow[]> {
  return db
    .select()
    .from(decisionLetters)
    .where(eq(decisionLetters.callId, callId))
    .orderBy(asc(decisionLetters.outcome));
}

/** The people of several applications, in an order that stays. */
export async function membersOfApplications(db: Reader, ids: readonly ApplicationId[]) {
  if (ids.length === 0) return [];
  return db
    .select({
      applicationId: applicationMembers.applicationId,
      personId: people.id,
      displayName: people.displayName,
      email: people.email,
      locale: people.locale,
    })
    .from(applicationMembers)
    .innerJoin(people, eq(people.id, applicationMembers.personId))
    .where(inArray(applicationMembers.applicationId, [...ids]))
    .orderBy(asc(applicationMembers.applicationId), asc(applicationMembers.joinedAt), asc(people.id));
}

/** How many letters about decisions on these applications are owed, and how many have been sent. */
export async function decisionLettersSent(db: Reader, ids: readonly ApplicationId[]) {
  if (ids.length === 0) return { all: 0, sent: 0 };
  const rows = await db
    .select({ all: sql<number>`count(*)::int`, sent: sql<number>`count(${letters.sentAt})::int` })
    .from(letters)
    .where(
      and(eq(letters.kind, "decision_released"), inArray(sql`split_part(${letters.key}, ':', 2)`, [...ids])),
    );
  return rows[0] ?? { all: 0, sent: 0 };
}

/** When a review of one of these applications was last saved; null when there is none. */
export async function lastReviewSave(db: Reader, ids: readonly ApplicationId[]): Promise<Date | null> {
  if (ids.length === 0) return null;
  const rows = await db
    .select({ savedAt: reviews.savedAt })
    .from(reviews)
    .where(and(inArray(reviews.applicationId, [...ids]), isNotNull(reviews.submittedAt)))
    .orderBy(desc(reviews.savedAt))
    .limit(1);
  return rows[0]?.savedAt ?? null;
}

/** The released decision that counts, for a member of the application or who administers it; null before there is one. */
export async function releasedDecision(db: Reader, id: ApplicationId): Promise<DecisionRow | null> {
  const rows = await db
    .select()
    .from(decisions)
    .where(and(eq(decisions.applicationId, id), eq(decisions.state, "released")))
    .orderBy(desc(decisions.round))
    .limit(1);
  return rows[0] ?? null;
}

export type Feedback = { rubricId: RubricId; marks: Record<string, Mark> | null; comment: string };

/** What jurors say to the members of a decided application, without their names and in an order that tells nothing;
 * nothing to anybody else. */
export async function feedbackOn(db: Reader, id: ApplicationId): Promise<Feedback[]> {
  const rows = await db.execute<{ rubric_id: RubricId; marks: Record<string, Mark> | null; comment: string }>(
    sql`select rubric_id, marks, comment from feedback_on(${id})`,
  );
  return [...rows].map(({ rubric_id: rubricId, marks, comment }) => ({ rubricId, marks, comment }));
}

/** Effects: the moment at which a member first opened the released decision. */
export async function noteDecisionRead(tx: Tx, id: ApplicationId): Promise<void> {
  await tx.execute(sql`select note_decision_read(${id})`);
}

/** Effects: what decisions of a call rest on. */
export async function writeDecisionTerms(
  tx: Tx,
  callId: CallId,
  terms: { envelopeCents: number | null; sharesMarks: boolean; updatedAt: Date },
): Promise<void> {
  await tx
    .insert(decisionTerms)
    .values({ callId, ...terms })
    .onConflictDoUpdate({ target: decisionTerms.callId, set: terms });
}

/** Effects: the template of one kind of letter. */
export async function writeDecisionLetter(
  tx: Tx,
  letter: Pick<DecisionLetterRow, "callId" | "outcome"> & {
    subject: Bilingual;
    body: Bilingual;
    updatedAt: Date;
  },
): Promise<void> {
  const { callId, outcome, ...words } = letter;
  await tx
    .insert(decisionLetters)
    .values({ callId, outcome, ...words })
    .onConflictDoUpdate({ target: [decisionLetters.callId, decisionLetters.outcome], set: words });
}
