import { alias } from "drizzle-orm/pg-core";
import { and, desc, eq, lt, ne } from "drizzle-orm";
import type { Reader, Tx } from "../client.ts";
import { submissionFlags } from "../schema/statistics.ts";
import { submissions } from "../schema/submissions.ts";
import { teams } from "../schema/teams.ts";
import type { PhaseId, SubmissionId } from "../vocabulary.ts";

type Flag = typeof submissionFlags.$inferInsert;
type Submission = typeof submissions.$inferSelect;

/** Effects: a row for each flag, in the place of the submission's earlier one of the same kind. */
export async function storeFlags(tx: Tx, flags: readonly Flag[]): Promise<void> {
  for (const flag of flags) {
    await tx
      .insert(submissionFlags)
      .values(flag)
      .onConflictDoUpdate({ target: [submissionFlags.submissionId, submissionFlags.flag], set: flag });
  }
}

/** The same team's submission before this one in its phase; null when it is the first. */
export async function submissionBefore(db: Reader, one: Submission): Promise<Submission | null> {
  const rows = await db
    .select()
    .from(submissions)
    .where(
      and(
        eq(submissions.phaseId, one.phaseId),
        eq(submissions.teamId, one.teamId),
        lt(submissions.number, one.number),
      ),
    )
    .orderBy(desc(submissions.number))
    .limit(1);
  return rows[0] ?? null;
}

/** A submission of another team in the phase with the very same bytes; null when there is none. */
export async function sameFileElsewhere(db: Reader, one: Submission): Promise<SubmissionId | null> {
  const rows = await db
    .select({ id: submissions.id })
    .from(submissions)
    .where(
      and(
        eq(submissions.phaseId, one.phaseId),
        eq(submissions.sha256, one.sha256),
        ne(submissions.teamId, one.teamId),
      ),
    )
    .limit(1);
  return rows[0]?.id ?? null;
}

/** The flags of a phase's submissions, the newest submission first, each with the team of the file that it is like. */
export async function flagsOf(db: Reader, phaseId: PhaseId, limit: number) {
  const like = alias(submissions, "like_submission");
  const likeTeam = alias(teams, "like_team");
  return db
    .select({
      submissionId: submissionFlags.submissionId,
      number: submissions.number,
      team: teams.name,
      flag: submissionFlags.flag,
      value: submissionFlags.value,
      likeTeam: likeTeam.name,
    })
    .from(submissionFlags)
    .innerJoin(submissions, eq(submissions.id, submissionFlags.submissionId))
    .innerJoin(teams, eq(teams.id, submissions.teamId))
    .leftJoin(like, eq(like.id, submissionFlags.likeSubmissionId))
    .leftJoin(likeTeam, eq(likeTeam.id, like.teamId))
    .where(and(eq(submissionFlags.phaseId, phaseId), eq(teams.isBaseline, false)))
    .orderBy(desc(submissions.receivedAt), submissionFlags.flag)
    .limit(limit);
}
