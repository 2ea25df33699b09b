import { and, asc, eq, sql } from "drizzle-orm";
import type { Reader } from "../client.ts";
import { uploads } from "../schema/submissions.ts";
import type { PersonId, PhaseId, SubmissionId, TeamId } from "../vocabulary.ts";

export type UploadRow = typeof uploads.$inferSelect;

/** A person's upload, in whatever state; null when they have none of this id. */
export async function uploadOfPerson(
  db: Reader,
  id: SubmissionId,
  personId: PersonId,
): Promise<UploadRow | null> {
  const rows = await db
    .select()
    .from(uploads)
    .where(and(eq(uploads.id, id), eq(uploads.personId, personId)));
  return rows[0] ?? null;
}

/** What a team is uploading to a phase and has neither completed, cancelled nor let expire; the oldest first. */
export async function unfinishedUploads(db: Reader, phaseId: PhaseId, teamId: TeamId): Promise<UploadRow[]> {
  const isUnfinished = and(
    eq(uploads.phaseId, phaseId),
    eq(uploads.teamId, teamId),
    eq(uploads.state, "uploading"),
    sql`${uploads.expiresAt} > clock_timestamp()`,
  );
  return db.select().from(uploads).where(isUnfinished).orderBy(asc(uploads.startedAt), asc(uploads.id));
}

/** How many files a person is uploading, to whatever phase. */
export async function unfinishedUploadsOf(db: Reader, personId: PersonId): Promise<number> {
  return db.$count(
    uploads,
    and(
      eq(uploads.personId, personId),
      eq(uploads.state, "uploading"),
      sql`${uploads.expiresAt} > clock_timestamp()`,
    ),
  );
}

/** Makes the uploads that one person begins wait for each other until the transaction ends, so that each counts the
 * earlier ones. */
export async function lockUploadsOf(tx: Reader, personId: PersonId): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`uploads of ${personId}`}, 0))`);
}

/** Ends an upload, once.
 * @returns false when it had ended already
 * Effects: its row's state. */
export async function endUpload(
  tx: Reader,
  id: SubmissionId,
  state: "completed" | "aborted",
): Promise<boolean> {
  const ended = await tx
    .update(uploads)
    .set({ state })
    .where(and(eq(uploads.id, id), eq(uploads.state, "uploading")))
    .returning({ id: uploads.id });
  return ended.length > 0;
}
