import { db } from "#db/connections.ts";
import type { PhaseRow } from "#db/queries/challenges.ts";
import {
  bestSubmissions,
  boardTeams,
  boardVersion,
  submissionActivity,
  type BoardKind,
} from "#db/queries/leaderboards.ts";
import type { SubmissionId, TeamId } from "#db/vocabulary.ts";
import { rank } from "#scoring/ranking.ts";
import { fresh, oncePerVersion } from "./board-memory.server.ts";

/** A row of a board: a team at its best score. */
export type BoardRow = {
  teamId: TeamId;
  name: string;
  affiliation: string | null;
  isBaseline: boolean;
  /** Null for baselines and for a score that is undefined. */
  rank: number | null;
  /** Teams that share the rank. */
  sharedBy: number;
  score: number | null;
  scores: Record<string, number | null>;
  submissionId: SubmissionId;
  receivedAt: Date;
  submissions: number;
  lastAt: Date;
};

type RowsQuery = { kind: BoardKind; order: "higher" | "lower" };

/** The rows of a phase's board as it stands now, read once for each of its versions; what changes without a score, such as
 * a team's name or its mark as a baseline, shows within a minute.
 * @param query which scores, and whether higher or lower ones are better */
export async function currentRows(phase: PhaseRow, query: RowsQuery) {
  const { version, changedAt } = await boardVersion(db(), phase.id);
  const key = [query.kind, query.order, version, phase.specificationId, phase.labelSetId].join(" ");
  const read = () => readRows(phase, { ...query, until: null });
  return { ...(await oncePerVersion(phase.id, key, read)), version, changedAt };
}

/** The same as they stood at an earlier moment, read anew. */
export async function rowsAt(phase: PhaseRow, query: RowsQuery & { until: Date }) {
  const { version, changedAt } = await boardVersion(db(), phase.id);
  return { ...(await fresh(() => readRows(phase, query))), version, changedAt };
}

async function readRows(
  phase: PhaseRow,
  { kind, order, until }: RowsQuery & { until: Date | null },
): Promise<BoardRow[]> {
  const [allTeams, allActivity, best] = await Promise.all([
    boardTeams(db(), phase.challengeId),
    submissionActivity(db(), phase.id, until),
    bestSubmissions(db(), phase.id, { kind, order, until }),
  ]);
  const teams = new Map(allTeams.map((team) => [team.id, team]));
  const activity = new Map(allActivity.map((row) => [row.teamId, row]));
  const contenders = best.flatMap((submission) => {
    const team = teams.get(submission.teamId);
    return team === undefined
      ? []
      : [{ ...submission, team, score: submission.rankScore, isBaseline: team.isBaseline }];
  });
  return rank(contenders, order).map(({ entry, rank: place, sharedBy }) => ({
    teamId: entry.team.id,
    name: entry.team.name,
    affiliation: entry.team.affiliation,
    isBaseline: entry.isBaseline,
    rank: place,
    sharedBy,
    score: entry.score,
    scores: entry.scores,
    submissionId: entry.submissionId,
    receivedAt: entry.receivedAt,
    submissions: activity.get(entry.team.id)?.submissions ?? 1,
    lastAt: activity.get(entry.team.id)?.lastAt ?? entry.receivedAt,
  }));
}
