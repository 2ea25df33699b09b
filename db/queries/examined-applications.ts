import { and, asc, eq, inArray, notExists, exists, sql, type SQL } from "drizzle-orm";
import type { Reader } from "../client.ts";
import { applicationMembers, applications, applicationSubmissions } from "../schema/applications.ts";
import { admissibilityRulings, checkResults } from "../schema/admissibility.ts";
import { callMembers } from "../schema/calls.ts";
import { conflicts } from "../schema/juries.ts";
import type {
  ApplicationId,
  ApplicationSubmissionId,
  CallId,
  ConflictState,
  PersonId,
} from "../vocabulary.ts";
import type { ApplicationRow } from "./applications.ts";

const closing: ConflictState[] = ["declared", "suspected", "confirmed"];

/** Received applications of a call that one of its officers or organisers may examine: none of one's own, none with a
 * conflict. Row-level security says the same in its own words. */
function examinedBy(db: Reader, callId: CallId, personId: PersonId): SQL | undefined {
  const one = sql`1`.as("one");
  const officer = db
    .select({ one })
    .from(callMembers)
    .where(
      and(
        eq(callMembers.callId, callId),
        eq(callMembers.personId, personId),
        inArray(callMembers.role, ["officer", "organiser"]),
      ),
    );
  const received = db
    .select({ one })
    .from(applicationSubmissions)
    .where(eq(applicationSubmissions.applicationId, applications.id));
  const own = db
    .select({ one })
    .from(applicationMembers)
    .where(
      and(eq(applicationMembers.applicationId, applications.id), eq(applicationMembers.personId, personId)),
    );
  const conflicted = db
    .select({ one })
    .from(conflicts)
    .where(
      and(
        eq(conflicts.applicationId, applications.id),
        eq(conflicts.personId, personId),
        inArray(conflicts.state, closing),
      ),
    );
  return and(
    eq(applications.callId, callId),
    exists(officer),
    exists(received),
    notExists(own),
    notExists(conflicted),
  );
}

/** Those applications, in the order of their codes, which tells nothing. */
export async function examinedApplications(
  db: Reader,
  callId: CallId,
  personId: PersonId,
): Promise<ApplicationRow[]> {
  return db
    .select()
    .from(applications)
    .where(examinedBy(db, callId, personId))
    .orderBy(asc(applications.code));
}

/** One of them; null when there is none for this person. */
export async function examinedApplication(
  db: Reader,
  callId: CallId,
  personId: PersonId,
  code: string,
): Promise<ApplicationRow | null> {
  const rows = await db
    .select()
    .from(applications)
    .where(and(examinedBy(db, callId, personId), eq(applications.code, code)));
  return rows[0] ?? null;
}

/** The newest snapshot of each application. */
export async function newestReceived(db: Reader, ids: readonly ApplicationId[]) {
  if (ids.length === 0) return [];
  return db
    .selectDistinctOn([applicationSubmissions.applicationId])
    .from(applicationSubmissions)
    .where(inArray(applicationSubmissions.applicationId, [...ids]))
    .orderBy(applicationSubmissions.applicationId, sql`${applicationSubmissions.number} desc`);
}

/** The checklist of snapshots: of each point the last line. */
export async function checksOf(db: Reader, ids: readonly ApplicationSubmissionId[]) {
  if (ids.length === 0) return [];
  return db
    .selectDistinctOn([checkResults.submissionId, checkResults.rule])
    .from(checkResults)
    .where(inArray(checkResults.submissionId, [...ids]))
    .orderBy(checkResults.submissionId, checkResults.rule, sql`${checkResults.number} desc`);
}

/** The number of the next line of a point. */
export async function nextCheckNumber(
  db: Reader,
  id: ApplicationSubmissionId,
  rule: string,
): Promise<number> {
  const rows = await db
    .select({ next: sql<number>`coalesce(max(${checkResults.number}), 0) + 1` })
    .from(checkResults)
    .where(and(eq(checkResults.submissionId, id), eq(checkResults.rule, rule)));
  return Number(rows[0]?.next ?? 1);
}

/** What was ruled on an application, the newest first. */
export async function rulingsOf(db: Reader, id: ApplicationId) {
  return db
    .select()
    .from(admissibilityRulings)
    .where(eq(admissibilityRulings.applicationId, id))
    .orderBy(sql`${admissibilityRulings.number} desc`);
}
