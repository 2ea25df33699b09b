import type { Reader, Tx } from "#db/connections.ts";
import { lockShownScore, shownSubmission, type EvaluationTask } from "#db/queries/evaluations.ts";
import type { StoredScores } from "#db/schema/submissions.ts";
import type { SubmissionId } from "#db/vocabulary.ts";
import type { SpooledFile } from "../contained/spooled-file.ts";
import type { Evaluation } from "../evaluate.ts";
import { outputName, rankingMetric, type Specification } from "../spec.ts";
import { askOfPhase, phaseOf } from "./engine.ts";
import { fetchSubmission, sent } from "./fetch-files.ts";

/** What the public may see of a scored file, under the display rule of its phase. */
export type ShownScores = {
  publicScores: StoredScores;
  publicUndefined: Record<string, string>;
  publicRankScore: number | null;
  isImprovement: boolean | null;
};

/** The scores on the public rows as they are; without a usage column all rows are public. */
export function exactPublicScores(spec: Specification, evaluation: Evaluation): ShownScores {
  const group = evaluation.scores.public === undefined ? "all" : "public";
  const publicScores = evaluation.scores[group] ?? {};
  const publicRankScore = publicScores[outputName(rankingMetric(spec))] ?? null;
  const publicUndefined = evaluation.undefined[group] ?? {};
  return { publicScores, publicUndefined, publicRankScore, isImprovement: null };
}

/** What a file shows, and against which of the team's files that was found. */
export type ComparedScores = ShownScores & { against: SubmissionId | null };

/** What the board would show of a scored file now. Under the Ladder that is one number, the team's shown score: the same
 * again when the file is no significant improvement on the one that earned it. Files are read for it, so it is found
 * outside of any transaction; `isStillShown` says in one whether it still counts.
 * @param file the scored file's content
 * @throws TooCostly when the comparison is; Error when this file or the earlier one cannot be read again */
export async function shownScores(
  db: Reader,
  task: EvaluationTask,
  scored: { spec: Specification; evaluation: Evaluation; file: SpooledFile },
): Promise<ComparedScores> {
  const { spec, evaluation, file } = scored;
  const exact = exactPublicScores(spec, evaluation);
  if (task.phase.displayRule === "plain") return { ...exact, against: null };
  const shown = await shownSubmission(db, task.evaluation);
  const earlier = shown === null ? null : await fetchSubmission(shown.submission);
  try {
    const before = shown === null || earlier === null ? null : { score: shown.score, file: sent(earlier) };
    const phase = phaseOf(task.specification, task.labelSet);
    const question = { phase, file: sent(file), before, maxBytes: task.challenge.maxFileBytes };
    const rung = await askOfPhase("climb", question, task.labelSet);
    return {
      ...underOneName(outputName(rankingMetric(spec)), rung.shown, exact),
      publicRankScore: rung.shown,
      isImprovement: rung.isImprovement,
      against: shown?.submission.id ?? null,
    };
  } finally {
    await earlier?.discard();
  }
}

/** Whether the file that scores were compared with is still the one that the board shows. A team's files take their turns:
 * the answer holds until the transaction ends. */
export async function isStillShown(
  tx: Tx,
  task: EvaluationTask,
  { against }: ComparedScores,
): Promise<boolean> {
  if (task.phase.displayRule === "plain") return true;
  await lockShownScore(tx, task.evaluation);
  const now = await shownSubmission(tx, task.evaluation);
  return (now?.submission.id ?? null) === against;
}

function underOneName(name: string, shown: number | null, exact: ShownScores) {
  const reason = exact.publicUndefined[name];
  const publicUndefined = shown === null && reason !== undefined ? { [name]: reason } : {};
  return { publicScores: { [name]: shown }, publicUndefined };
}
