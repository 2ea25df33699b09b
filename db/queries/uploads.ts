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
