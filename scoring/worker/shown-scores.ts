import type { Reader, Tx } from "#db/connections.ts";
import { lockShownScore, shownSubmission, type EvaluationTask } from "#db/queries/evaluations.ts";
import type { StoredScores } from "#db/schema/submissions.ts";
import type { SubmissionId } from "#db/vocabulary.ts";
import { rowsOf, type Evaluation } from "../evaluate.ts";
import type { Scoring } from "../examples.ts";
import type { LabelSet } from "../labels.ts";
import { readyMetric, type ReadyMetric } from "../registry.ts";
import { outputName, rankingMetric, type Specification } from "../spec.ts";
import { displayStep } from "../statistics/label-leak.ts";
import { climb, type Rung } from "../statistics/ladder.ts";
import { scorerOf } from "./label-cache.ts";
import { readSubmission } from "./read-submission.ts";

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
 * @throws Error when this file or the earlier one cannot be read again */
export async function shownScores(
  db: Reader,
  task: EvaluationTask,
  spec: Specification,
  evaluation: Evaluation,
): Promise<ComparedScores> {
  const exact = exactPublicScores(spec, evaluation);
  if (task.phase.displayRule === "plain") return { ...exact, against: null };
  const { labels } = await scorerOf(task.labelSet, spec, task.specification.digest);
  const file = await publicScoring(task, task.submission, spec, labels);
  const rows = file.rows === "every" ? file.predictions.rows : file.rows.length;
  const use = rankingMetric(spec);
  const metric = readyMetric(use, spec.target);
  const before = await shownSubmission(db, task.evaluation);
  const shown =
    before === null
      ? null
      : { score: before.score, file: await publicScoring(task, before.submission, spec, labels) };
  const rung = climb(shown, file, metric, displayStep(use, metric.facts.range, rows));
  return {
    ...underOneName(metric, rung, exact),
    publicRankScore: rung.shown,
    isImprovement: rung.isImprovement,
    against: before?.submission.id ?? null,
  };
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

function underOneName({ name }: ReadyMetric, { shown }: Rung, exact: ShownScores) {
  const reason = exact.publicUndefined[name];
  const publicUndefined = shown === null && reason !== undefined ? { [name]: reason } : {};
  return { publicScores: { [name]: shown }, publicUndefined };
}

/** A scored submission's predictions, read again, on the public rows. */
async function publicScoring(
  { challenge }: EvaluationTask,
  submission: EvaluationTask["submission"],
  spec: Specification,
  labels: LabelSet,
): Promise<Scoring> {
  const checked = await readSubmission(submission, spec, labels, challenge.maxFileBytes);
  if (checked.status === "rejected") throw new Error(`${submission.id} was scored and is now refused.`);
  return { spec, labels, predictions: checked.predictions, rows: rowsOf("public", labels.usage) ?? "every" };
}
