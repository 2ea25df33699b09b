import { metricNames } from "#app/challenges/metric-names.ts";
import type { SubmissionRow } from "#db/queries/submissions.ts";
import { currentRows } from "./board-rows.server.ts";

/** Rank of a submission's team on the board in force (public, or final after the reveal), and whether this submission is
 * the one that holds it; null before any score. Read as the board is, once for each of its versions: who waits for a score
 * asks again and again. */
export async function standing({ submission, team, phase, evaluation, specification }: SubmissionRow) {
  if (evaluation.state !== "scored") return null;
  const order = metricNames(specification)[0]?.better ?? "higher";
  const kind = phase.revealedAt === null ? "public" : "private";
  const { rows } = await currentRows(phase, { kind, order });
  const own = rows.find(({ teamId }) => teamId === team.id);
  if (own === undefined) return null;
  return {
    rank: own.rank,
    sharedBy: own.sharedBy,
    teams: rows.filter((one) => one.rank !== null).length,
    isBest: own.submissionId === submission.id,
    bestScore: own.score,
  };
}
