import { and, asc, desc, eq, inArray, isNotNull, isNull, lte, sql, type SQL } from "drizzle-orm";
import type { Reader } from "../client.ts";
import { phases } from "../schema/challenges.ts";
import {
  boards,
  evaluations,
  revealedScores,
  submissions,
  type StoredScores,
} from "../schema/submissions.ts";
import { teams } from "../schema/teams.ts";
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

type BestQuery = { order: "higher" | "lower"; until: Date | null };

/** Each team's best submission in a phase, under its current specification and labels; the earlier of equals.
 * @param order whether a higher or a lower score is better
 * @param until what was received later is left out; null = now */
export async function bestSubmissions(
  db: Reader,
  phaseId: PhaseId,
  { kind, ...query }: BestQuery & { kind: BoardKind },
): Promise<BestSubmission[]> {
  if (kind === "private") return bestRevealed(db, phaseId, query);
  const [unranked, ranked] = [
    await bestByProbe(db, phaseId, query, isNull(evaluations.publicRankScore)),
    await bestByProbe(db, phaseId, query, isNotNull(evaluations.publicRankScore)),
  ];
  // A team is unranked only when no score of its own is defined.
  const best = new Map([...unranked, ...ranked].map((one) => [one.teamId, one]));
  return [...best.values()];
}

/** One look into the index of each team's scores: a board of a thousand teams reads a thousand rows, however many files
 * they have sent. */
async function bestByProbe(
  db: Reader,
  phaseId: PhaseId,
  { order, until }: BestQuery,
  ofThose: SQL,
): Promise<BestSubmission[]> {
  const score = evaluations.publicRankScore;
  const best = db
    .select({
      submissionId: submissions.id,
      receivedAt: submissions.receivedAt,
      rankScore: score,
      scores: evaluations.publicScores,
    })
    .from(evaluations)
    .innerJoin(submissions, eq(submissions.id, evaluations.submissionId))
    .where(
      and(
        ofThose,
        eq(evaluations.teamId, teams.id),
        scoredUnderCurrentVersions(phaseId),
        until === null ? undefined : lte(submissions.receivedAt, until),
      ),
    )
    .orderBy(order === "higher" ? desc(score) : asc(score), asc(submissions.receivedAt), asc(submissions.id))
    .limit(1)
    .as("best");
  const rows = await db
    .select({
      teamId: teams.id,
      submissionId: best.submissionId,
      receivedAt: best.receivedAt,
      rankScore: best.rankScore,
      scores: best.scores,
    })
    .from(phases)
    .innerJoin(teams, eq(teams.challengeId, phases.challengeId))
    .innerJoinLateral(best, sql`true`)
    .where(eq(phases.id, phaseId));
  return rows.map((row) => ({ ...row, scores: row.scores ?? {} }));
}

/** The same of private scores, which change once, at the reveal: all of them are read. */
async function bestRevealed(
  db: Reader,
  phaseId: PhaseId,
  { order, until }: BestQuery,
): Promise<BestSubmission[]> {
  const score = revealedScores.privateRankScore;
  const rows = await db
    .selectDistinctOn([evaluations.teamId], {
      teamId: evaluations.teamId,
      submissionId: submissions.id,
      receivedAt: submissions.receivedAt,
      rankScore: score,
      scores: revealedScores.privateScores,
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
    .orderBy(
      evaluations.teamId,
      order === "higher" ? sql`${score} desc nulls last` : sql`${score} asc nulls last`,
      asc(submissions.receivedAt),
      asc(submissions.id),
    );
  return rows.map((row) => ({ ...row, scores: row.scores ?? {} }));
}

function scoredUnderCurrentVersions(phaseId: PhaseId): SQL | undefined {
  return and(
    eq(evaluations.phaseId, phaseId),
    // Said as such, not as a parameter: the index of the board holds these rows only.
    sql`${evaluations.state} = 'scored'`,
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

/** How many files each team has submitted in a phase, and when the last one came: its last number and that one's date. */
export async function submissionActivity(db: Reader, phaseId: PhaseId, until: Date | null) {
  const last = db
    .select({ number: submissions.number, receivedAt: submissions.receivedAt })
    .from(submissions)
    .where(
      and(
        eq(submissions.phaseId, phaseId),
        eq(submissions.teamId, teams.id),
        until === null ? undefined : lte(submissions.receivedAt, until),
      ),
    )
    .orderBy(desc(submissions.number))
    .limit(1)
    .as("last");
  return db
    .select({ teamId: teams.id, submissions: last.number, lastAt: last.receivedAt })
    .from(phases)
    .innerJoin(teams, eq(teams.challengeId, phases.challengeId))
    .innerJoinLateral(last, sql`true`)
    .where(eq(phases.id, phaseId));
}

/** The public scores of some teams over time, in the order of reception; a team without any is absent. */
export async function scoreHistories(
  db: Reader,
  phaseId: PhaseId,
  teamIds: TeamId[],
  until: Date | null,
): Promise<Map<TeamId, number[]>> {
  if (teamIds.length === 0) return new Map();
  const received = db
    .select({ id: submissions.id })
    .from(submissions)
    .where(
      and(eq(submissions.phaseId, phaseId), until === null ? undefined : lte(submissions.receivedAt, until)),
    );
  const rows = await db
    .select({
      teamId: evaluations.teamId,
      // Ids sort by the moment they were made, which spares ten thousand looks at the submissions themselves.
      scores: sql<number[]>`array_agg(${evaluations.publicRankScore} order by ${evaluations.submissionId})`,
    })
    .from(evaluations)
    .innerJoin(phases, eq(phases.id, evaluations.phaseId))
    .where(
      and(
        scoredUnderCurrentVersions(phaseId),
        inArray(evaluations.teamId, teamIds),
        isNotNull(evaluations.publicRankScore),
        until === null ? undefined : inArray(evaluations.submissionId, received),
      ),
    )
    .groupBy(evaluations.teamId);
  return new Map(rows.map(({ teamId, scores }) => [teamId, scores]));
}

/** How often a phase's board has changed, and when last; version 0 before the first score. */
export async function boardVersion(
  db: Reader,
  phaseId: PhaseId,
): Promise<{ version: number; changedAt: Date | null }> {
  const rows = await db.select().from(boards).where(eq(boards.phaseId, phaseId));
  return rows[0] ?? { version: 0, changedAt: null };
}
