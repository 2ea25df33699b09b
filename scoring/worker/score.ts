import { appendAuditEvent } from "#db/audit.ts";
import { db, files, inTransaction, type Tx } from "#db/connections.ts";
import {
  claimEvaluation,
  evaluationTask,
  finishEvaluation,
  releaseEvaluation,
  renewLease,
  touchBoard,
  type Claim,
  type EvaluationTask,
} from "#db/queries/evaluations.ts";
import { log } from "#db/log.ts";
import { enqueue } from "#db/queue.ts";
import { giveBackQuota } from "#db/queries/submissions.ts";
import { insertPrivateScores } from "#db/withheld.ts";
import type { EvaluationId, FailureClass } from "#db/vocabulary.ts";
import { Misconfigured } from "../errors.ts";
import { engineVersion, type GroupScores } from "../evaluate.ts";
import type { ScoredFile } from "../fast/scorer.ts";
import { outputName, rankingMetric, specificationSchema, type Specification } from "../spec.ts";
import { scorerOf } from "./label-cache.ts";
import { verified } from "./read-submission.ts";
import { exactPublicScores, isStillShown, shownScores, type ComparedScores } from "./shown-scores.ts";
import { unlessStopped } from "./unless-stopped.ts";

const leaseRenewalMs = 20_000;
/** A submission that was under way each time a worker died is given up after this many times. */
const attemptsAtMost = 4;

/** Scores one submission: claim, fetch, check, evaluate, record. Safe to run twice: the later claim wins, and what the
 * earlier one writes is refused.
 * @param stop the process has to end: a score that is not done by then goes back into the queue
 * @throws when the platform is at fault; the evaluation is then back in the queue, and no quota is lost
 * Effects: the evaluation's outcome, private scores, the board, the quota of a rejected file, an audit line. */
export async function score(
  evaluationId: EvaluationId,
  workerId: string,
  stop: AbortSignal | null = null,
): Promise<void> {
  const claim = await claimEvaluation(db(), evaluationId, workerId);
  if (claim === null) return;
  const task = await evaluationTask(db(), evaluationId);
  if (task === null) throw new Error(`The evaluation ${evaluationId} has vanished.`);
  if (claim.attempts > attemptsAtMost)
    return recordFailure(claim, task, { class: "platform", code: "given_up" });
  const renewal = setInterval(() => void renewLease(db(), claim).catch(() => false), leaseRenewalMs);
  try {
    await record(claim, task, await unlessStopped(outcomeOf(task), stop));
  } catch (error) {
    if (error instanceof Misconfigured)
      return await recordFailure(claim, task, { class: "scorer", code: error.code });
    await releaseEvaluation(db(), claim);
    throw error;
  } finally {
    clearInterval(renewal);
  }
}

type Outcome =
  | Extract<ScoredFile, { status: "rejected" }>
  | (Extract<ScoredFile, { status: "scored" }> & { spec: Specification });

/** Reads and scores the file; pure but for reading.
 * @throws Misconfigured when the organiser is at fault, any other error when the platform is */
async function outcomeOf(task: EvaluationTask): Promise<Outcome> {
  const spec = specificationSchema.parse(task.specification.content);
  const scorer = await scorerOf(task.labelSet, spec, task.specification.digest);
  const { submission } = task;
  const open = async () => verified((await files().read(submission.objectKey)).content, submission);
  const scored = await scorer.score({ open }, { maxBytes: task.challenge.maxFileBytes });
  if (scored.status === "scored") return { ...scored, spec };
  // A faulty file may not have been read to its end: before the competitor is blamed, the store is asked again.
  for await (const chunk of await open()) void chunk;
  return scored;
}

async function record(claim: Claim, task: EvaluationTask, outcome: Outcome): Promise<void> {
  if (outcome.status !== "scored") {
    await recordWith(claim, task, outcome);
    return;
  }
  for (let isRecorded = false; !isRecorded;) {
    const shown = await shownScores(db(), task, outcome.spec, outcome);
    isRecorded = await recordWith(claim, task, { ...outcome, shown });
  }
}

type Scored = Extract<Outcome, { status: "scored" }> & { shown: ComparedScores };

/** @returns false when another file of the team has changed what the board shows: then nothing is written */
async function recordWith(
  claim: Claim,
  task: EvaluationTask,
  outcome: Scored | Extract<Outcome, { status: "rejected" }>,
): Promise<boolean> {
  return inTransaction(async (tx) => {
    if (outcome.status === "scored" && !(await isStillShown(tx, task, outcome.shown))) return false;
    const isWritten =
      outcome.status === "scored"
        ? await recordScores(tx, claim, task, outcome)
        : await finishEvaluation(tx, claim, {
            state: "rejected",
            faults: outcome.faults,
            faultsTotal: outcome.total,
            failureClass: "file",
            engineVersion,
          });
    // Somebody else has claimed it since: their outcome counts.
    if (!isWritten) {
      log.warn({ evaluation: claim.evaluationId, fence: claim.fence }, "a late result was refused");
      return true;
    }
    if (outcome.status === "rejected" && !task.challenge.rejectedFilesCount)
      await giveBackQuota(tx, task.submission.id);
    await audit(tx, task, outcome.status);
    return true;
  });
}

async function recordScores(tx: Tx, claim: Claim, task: EvaluationTask, outcome: Scored): Promise<boolean> {
  const ranking = outputName(rankingMetric(outcome.spec));
  const exact = exactPublicScores(outcome.spec, outcome).publicScores;
  const { against: _against, ...shown } = outcome.shown;
  const { rows, scores, undefined: reasons } = outcome;
  if (!(await finishEvaluation(tx, claim, { state: "scored", rows, ...shown, engineVersion }))) return false;
  const privateScores: GroupScores = scores.private ?? exact;
  await insertPrivateScores(tx, {
    evaluationId: claim.evaluationId,
    phaseId: task.evaluation.phaseId,
    privateScores,
    privateUndefined: reasons.private ?? {},
    privateRankScore: privateScores[ranking] ?? null,
    allScores: scores.all ?? {},
    exactPublicScores: shown.isImprovement === null ? null : exact,
  });
  await touchBoard(tx, task.evaluation.phaseId);
  await enqueue(tx, "flag_probes", { evaluationId: claim.evaluationId }, claim.evaluationId);
  return true;
}

async function recordFailure(
  claim: Claim,
  task: EvaluationTask,
  failure: { class: FailureClass; code: string },
): Promise<void> {
  await inTransaction(async (tx) => {
    const outcome = { failureClass: failure.class, failureCode: failure.code, engineVersion };
    if (!(await finishEvaluation(tx, claim, { state: "failed", ...outcome }))) return;
    await giveBackQuota(tx, task.submission.id);
    await audit(tx, task, `failed_${failure.class}`);
  });
}

async function audit(tx: Tx, task: EvaluationTask, outcome: string): Promise<void> {
  const details = {
    outcome,
    specification: task.specification.version,
    labels: task.labelSet.version,
    engine: engineVersion,
  };
  await appendAuditEvent(tx, {
    actor: "worker",
    verb: "record_evaluation",
    subject: task.evaluation.id,
    details,
  });
}
