import { and, asc, count, eq, inArray, isNotNull, lte, max, sql, type SQL } from "drizzle-orm";
import type { Reader } from "../client.ts";
import { phases } from "../schema/challenges.ts";
import {
  boards,
  evaluations,
  revealedScores,
  submissions,
  teams,
  type StoredScores,
} from "../schema/submissions.ts";
import type { ChallengeId, PhaseId, SubmissionId, TeamId } from "../vocabulary.ts";

/** Which scores a board shows. Private ones exist in `revealed_scores` only, after the reveal. */
export type BoardKind = "public" | "private";

/** A team's best scored submission in a phase. */
export type BestSubmission = {
  teamId: TeamId;
  submissionId: SubmissionId;
  receivedAt: Date;
  /** The score that ranks; null when it is undefined on the data, and then the team is not ranked. */
  rankScore: number | null;
  scores: StoredScores;
};

/** Each team's best submission in a phase, under its current specification and labels; the earlier of equals.
 * @param order whether a higher or a lower score is better
 * @param until what was received later is left out; null = now */
export async function bestSubmissions(
  db: Reader,
  phaseId: PhaseId,
  { kind, order, until }: { kind: BoardKind; order: "higher" | "lower"; until: Date | null },
): Promise<BestSubmission[]> {
  const columns =
    kind === "public"
      ? { score: evaluations.publicRankScore, scores: evaluations.publicScores }
      : { score: revealedScores.privateRankScore, scores: revealedScores.privateScores };
  const best =
    order === "higher" ? sql`${columns.score} desc nulls last` : sql`${columns.score} asc nulls last`;
  const rows = await db
    .selectDistinctOn([evaluations.teamId], {
      teamId: evaluations.teamId,
      submissionId: submissions.id,
      receivedAt: submissions.receivedAt,
      rankScore: columns.score,
      scores: columns.scores,
    })
    .from(evaluations)
    .innerJoin(submissions, eq(submissions.id, evaluations.submissionId))
    .innerJoin(phases, eq(phases.id, evaluations.phaseId))
    .leftJoin(revealedScores, eq(revealedScores.evaluationId, evaluations.id))
    .where(
      and(
        scoredUnderCurrentVersions(phaseId),
        until === null ? undefined : lte(submissions.receivedAt, until),
      ),
    )
    .orderBy(evaluations.teamId, best, asc(submissions.receivedAt), asc(submissions.id));
  return rows.map((row) => ({ ...row, scores: row.scores ?? {} }));
}

function scoredUnderCurrentVersions(phaseId: PhaseId): SQL | undefined {
  return and(
    eq(evaluations.phaseId, phaseId),
    eq(evaluations.state, "scored"),
    eq(evaluations.specificationId, phases.specificationId),
    eq(evaluations.labelSetId, phases.labelSetId),
  );
}

/** All teams of a challenge, baselines included. */
export async function boardTeams(db: Reader, challengeId: ChallengeId) {
  return db
    .select({ id: teams.id, name: teams.name, affiliation: teams.affiliation, isBaseline: teams.isBaseline })
    .from(teams)
    .where(eq(teams.challengeId, challengeId));
}

/** How many files each team has submitted in a phase, and when the last one came. */
export async function submissionActivity(db: Reader, phaseId: PhaseId, until: Date | null) {
  return db
    .select({ teamId: submissions.teamId, submissions: count(), lastAt: max(submissions.receivedAt) })
    .from(submissions)
    .where(
      and(eq(submissions.phaseId, phaseId), until === null ? undefined : lte(submissions.receivedAt, until)),
    )
    .groupBy(submissions.teamId);
}

/** The public scores of some teams over time, in the order of reception. */
export async function scoreHistories(db: Reader, phaseId: PhaseId, teamIds: TeamId[], until: Date | null) {
  if (teamIds.length === 0) return [];
  return db
    .select({
      teamId: evaluations.teamId,
      submissionId: submissions.id,
      number: submissions.number,
      receivedAt: submissions.receivedAt,
      score: sql<number>`${evaluations.publicRankScore}`,
    })
    .from(evaluations)
    .innerJoin(submissions, eq(submissions.id, evaluations.submissionId))
    .innerJoin(phases, eq(phases.id, evaluations.phaseId))
    .where(
      and(
        scoredUnderCurrentVersions(phaseId),
        inArray(evaluations.teamId, teamIds),
        isNotNull(evaluations.publicRankScore),
        until === null ? undefined : lte(submissions.receivedAt, until),
      ),
    )
    .orderBy(asc(submissions.receivedAt), asc(submissions.id));
}

/** How often a phase's board has changed, and when last; version 0 before the first score. */
export async function boardVersion(
  db: Reader,
  phaseId: PhaseId,
): Promise<{ version: number; changedAt: Date | null }> {
  const rows = await db.select().from(boards).where(eq(boards.phaseId, phaseId));
  return rows[0] ?? { version: 0, changedAt: null };
}
