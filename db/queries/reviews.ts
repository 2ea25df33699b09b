import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import type { Reader, Tx } from "../client.ts";
import { fingerprintOf } from "../fingerprint.ts";
import { applications, applicationSubmissions } from "../schema/applications.ts";
import { rubrics } from "../schema/calls.ts";
import { rankingDepartures, rankings } from "../schema/decisions.ts";
import { assignments, conflicts, jurors } from "../schema/juries.ts";
import { reviewRevisions, reviews } from "../schema/reviews.ts";
import type { ApplicationId, CallId, JurorId, PersonId, RubricId } from "../vocabulary.ts";

export type ReviewRow = typeof reviews.$inferSelect;
export type RubricRow = typeof rubrics.$inferSelect;
export type RankingRow = typeof rankings.$inferSelect;

/** All these read under row-level security: call them in `asViewer`, or as a process that works for nobody. */

/** States in which an application is before the jury. */
const judged = ["admissible"] as const;

/** Applications before the jury that the viewer may see, each with its newest snapshot, in the order of their codes. */
export async function judgedApplications(db: Reader, callId: CallId) {
  const rows = await db
    .select({ application: applications, received: applicationSubmissions })
    .from(applications)
    .innerJoin(applicationSubmissions, eq(applicationSubmissions.applicationId, applications.id))
    .where(and(eq(applications.callId, callId), inArray(applications.state, [...judged])))
    .orderBy(asc(applications.code), desc(applicationSubmissions.number));
  const newest = new Map<ApplicationId, (typeof rows)[number]>();
  for (const row of rows) if (!newest.has(row.application.id)) newest.set(row.application.id, row);
  return [...newest.values()];
}

/** The same without what was handed in: which applications there are. */
export async function judgedCodes(
  db: Reader,
  callId: CallId,
): Promise<{ id: ApplicationId; code: string }[]> {
  return db
    .select({ id: applications.id, code: applications.code })
    .from(applications)
    .where(
      and(
        eq(applications.callId, callId),
        inArray(applications.state, [...judged]),
        sql`was_received(${applications.id})`,
      ),
    )
    .orderBy(asc(applications.code));
}

/** The newest snapshot of one of them; null when there is none for the viewer. */
export async function judgedApplication(db: Reader, callId: CallId, code: string) {
  const rows = await db
    .select({ application: applications, received: applicationSubmissions })
    .from(applications)
    .innerJoin(applicationSubmissions, eq(applicationSubmissions.applicationId, applications.id))
    .where(
      and(
        eq(applications.callId, callId),
        eq(applications.code, code),
        inArray(applications.state, [...judged]),
      ),
    )
    .orderBy(desc(applicationSubmissions.number))
    .limit(1);
  return rows[0] ?? null;
}

/** Judged applications of a call that a person administers: what a ranking for them is made of. */
export async function administeredIds(db: Reader, callId: CallId): Promise<ApplicationId[]> {
  const rows = await db
    .select({ id: applications.id })
    .from(applications)
    .where(
      and(
        eq(applications.callId, callId),
        inArray(applications.state, [...judged]),
        sql`was_received(${applications.id}) and viewer_administers(${applications.id}, ${applications.callId})`,
      ),
    )
    .orderBy(asc(applications.id));
  return rows.map(({ id }) => id);
}

/** A juror's review of an application; null before it is begun. */
export async function reviewOf(
  db: Reader,
  jurorId: JurorId,
  applicationId: ApplicationId,
): Promise<ReviewRow | null> {
  const rows = await db
    .select()
    .from(reviews)
    .where(and(eq(reviews.jurorId, jurorId), eq(reviews.applicationId, applicationId)));
  return rows[0] ?? null;
}

export async function reviewsOfJuror(db: Reader, jurorId: JurorId): Promise<ReviewRow[]> {
  return db.select().from(reviews).where(eq(reviews.jurorId, jurorId));
}

/** Reviews of a call that the viewer may see. */
export async function reviewsOfCall(db: Reader, callId: CallId): Promise<ReviewRow[]> {
  return db.select().from(reviews).where(eq(reviews.callId, callId));
}

/** Other jurors' submitted reviews of an application, with who wrote them, in the order of their names. */
export async function peerReviews(db: Reader, applicationId: ApplicationId, jurorId: JurorId) {
  return db
    .select({ review: reviews, displayName: jurors.displayName })
    .from(reviews)
    .innerJoin(jurors, eq(jurors.id, reviews.jurorId))
    .where(
      and(
        eq(reviews.applicationId, applicationId),
        sql`${reviews.jurorId} <> ${jurorId}`,
        inArray(reviews.state, ["submitted", "locked"]),
      ),
    )
    .orderBy(asc(jurors.displayName));
}

/** The active assignment of a juror to an application, which may be written on; locked. Null when there is none. */
export async function activeAssignment(tx: Tx, jurorId: JurorId, applicationId: ApplicationId) {
  const rows = await tx
    .select()
    .from(assignments)
    .where(
      and(
        eq(assignments.jurorId, jurorId),
        eq(assignments.applicationId, applicationId),
        eq(assignments.state, "active"),
      ),
    )
    .for("update");
  return rows[0] ?? null;
}

export async function rubricById(db: Reader, id: RubricId): Promise<RubricRow> {
  const rows = await db.select().from(rubrics).where(eq(rubrics.id, id));
  const [row] = rows;
  if (row === undefined) throw new Error(`The rubric ${id} does not exist.`);
  return row;
}

/** Effects: one line of a review's history, as the review now is. */
export async function keepRevision(
  tx: Tx,
  review: ReviewRow,
  { personId, reason, now }: { personId: PersonId | null; reason: string | null; now: Date },
): Promise<void> {
  const { id: reviewId, revision, state, marks, commentToApplicant, commentToCommittee } = review;
  await tx.insert(reviewRevisions).values({
    ...{ reviewId, revision, state, marks, commentToApplicant, commentToCommittee },
    ...{ personId, reason, savedAt: now },
  });
}

/** The reviews that count in a ranking: handed in, by jurors in no conflict, of the given applications. */
export async function countedReviews(db: Reader, callId: CallId, ids: readonly ApplicationId[]) {
  if (ids.length === 0) return [];
  return db
    .select({ review: reviews, displayName: jurors.displayName })
    .from(reviews)
    .innerJoin(jurors, eq(jurors.id, reviews.jurorId))
    .innerJoin(
      conflicts,
      and(eq(conflicts.applicationId, reviews.applicationId), eq(conflicts.personId, jurors.personId)),
    )
    .where(
      and(
        eq(reviews.callId, callId),
        inArray(reviews.applicationId, [...ids]),
        inArray(reviews.state, ["submitted", "locked"]),
        inArray(conflicts.state, ["none_declared", "dismissed"]),
      ),
    )
    .orderBy(asc(reviews.applicationId), asc(jurors.displayName));
}

/** How many active assignments of a person in a call wait for their review. */
export async function ownOpenReviews(db: Reader, callId: CallId, personId: PersonId): Promise<number> {
  const rows = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(assignments)
    .innerJoin(jurors, eq(jurors.id, assignments.jurorId))
    .leftJoin(reviews, eq(reviews.assignmentId, assignments.id))
    .where(
      and(
        eq(jurors.callId, callId),
        eq(jurors.personId, personId),
        eq(assignments.state, "active"),
        sql`coalesce(${reviews.state}, 'draft') in ('draft', 'reopened')`,
      ),
    );
  return rows[0]?.count ?? 0;
}

/** Fingerprint of a set of applications, in whatever order: each set has a ranking of its own. */
export function scopeOf(ids: readonly ApplicationId[]): string {
  return fingerprintOf([...ids].sort().join("\n"));
}

/** The newest ranking of a call over exactly one set of applications; null when there is none.
 * @param scope fingerprint of the set */
export async function newestRanking(db: Reader, callId: CallId, scope: string): Promise<RankingRow | null> {
  const rows = await db
    .select()
    .from(rankings)
    .where(and(eq(rankings.callId, callId), sql`${rankings.content} ->> 'scope' = ${scope}`))
    .orderBy(desc(rankings.number))
    .limit(1);
  return rows[0] ?? null;
}

/** Effects: one ranking under the next number of its call. */
export async function keepRanking(
  tx: Tx,
  callId: CallId,
  { content, basis }: { content: Record<string, unknown>; basis: string },
): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`ranking/${callId}`}, 0))`);
  const [row] = await tx
    .select({ next: sql<number>`coalesce(max(${rankings.number}), 0) + 1` })
    .from(rankings)
    .where(eq(rankings.callId, callId));
  await tx.insert(rankings).values({ callId, number: Number(row?.next ?? 1), content, basis });
}

/** Reasons that were given for departing from the order, the newest first. Only of applications that are asked for. */
export async function departuresOf(db: Reader, ids: readonly ApplicationId[]) {
  if (ids.length === 0) return [];
  return db
    .select()
    .from(rankingDepartures)
    .where(inArray(rankingDepartures.applicationId, [...ids]))
    .orderBy(desc(rankingDepartures.notedAt));
}
