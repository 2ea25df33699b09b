import { appendAuditEvent } from "#db/audit.ts";
import { db, inTransaction, type Tx } from "#db/connections.ts";
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
import type { SpooledFile } from "../contained/spooled-file.ts";
import { TooCostly } from "../contained/too-costly.ts";
import { Misconfigured } from "../errors.ts";
import { engineVersion, type GroupScores } from "../evaluate.ts";
import { messages } from "../messages.ts";
import type { ScoredFile } from "../fast/scorer.ts";
import { outputName, rankingMetric, specificationSchema, type Specification } from "../spec.ts";
import { askOfPhase, phaseOf } from "./engine.ts";
import { fetchSubmission, sent } from "./fetch-files.ts";
import { exactPublicScores, isStillShown, shownScores, type ComparedScores } from "./shown-scores.ts";
import { unlessStopped } from "./unless-stopped.ts";

const leaseRenewalMs = 20_000;
/** A submission that was under way each time a worker died is given up after this many times. */
const attemptsAtMost = 4;

/** Scores one submission: claim, fetch, have it scored, record. Safe to run twice: the later claim wins, and what the
 * earlier one writes is refused. A file that is too costly to read is rejected, and counts.
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
    await scoreAndRecord(claim, task, stop);
  } catch (error) {
    if (error instanceof TooCostly) return void (await record(claim, task, tooCostly));
    if (error instanceof Misconfigured)
      return await recordFailure(claim, task, { class: "scorer", code: error.code });
    await releaseEvaluation(db(), claim);
    throw error;
  } finally {
    clearInterval(renewal);
  }
}

async function scoreAndRecord(claim: Claim, task: EvaluationTask, stop: AbortSignal | null): Promise<void> {
  const file = await unlessStopped(fetchSubmission(task.submission), stop);
  try {
    const phase = phaseOf(task.specification, task.labelSet);
    const question = { phase, file: sent(file), maxBytes: task.challenge.maxFileBytes };
    const outcome = await unlessStopped(askOfPhase("score", question, task.labelSet, stop), stop);
    await (outcome.status === "scored"
      ? recordScored(claim, task, outcome, file)
      : record(claim, task, outcome));
  } finally {
    await file.discard();
  }
}

type Rejected = Extract<ScoredFile, { status: "rejected" }>;
type Scored = Extract<ScoredFile, { status: "scored" }>;
type Compared = Scored & { spec: Specification; shown: ComparedScores };

const tooCostly: Rejected = {
  status: "rejected",
  total: 1,
  faults: [{ code: "too_costly", line: null, column: null, value: null, message: messages.tooCostly() }],
};

/** Compares the file with what the board shows of the team, again when another file has changed that meanwhile. */
async function recordScored(
  claim: Claim,
  task: EvaluationTask,
  evaluation: Scored,
  file: SpooledFile,
): Promise<void> {
  const spec = specificationSchema.parse(task.specification.content);
  for (let isRecorded = false; !isRecorded;) {
    const shown = await shownScores(db(), task, { spec, evaluation, file });
    isRecorded = await record(claim, task, { ...evaluation, spec, shown });
  }
}

/** @returns false when another file of the team has changed what the board shows: then nothing is written */
async function record(claim: Claim, task: EvaluationTask, outcome: Rejected | Compared): Promise<boolean> {
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
    if (outcome.status === "rejected" && !doesCount(outcome, task))
      await giveBackQuota(tx, task.submission.id);
    await audit(tx, task, outcome.status);
    return true;
  });
}

/** A file that was too costly to read always counts: else it could be sent again without end. */
function doesCount({ faults }: Rejected, { challenge }: EvaluationTask): boolean {
  return challenge.rejectedFilesCount || faults.some(({ code }) => code === "too_costly");
}

async function recordScores(tx: Tx, claim: Claim, task: EvaluationTask, outcome: Compared): Promise<boolean> {
  const { spec } = outcome;
  const ranking = outputName(rankingMetric(spec));
  const exact = exactPublicScores(spec, outcome).publicScores;
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
