import { databaseClock } from "#db/clock.ts";
import { db, inTransaction } from "#db/connections.ts";
import { log } from "#db/log.ts";
import { evaluationTask, type EvaluationTask } from "#db/queries/evaluations.ts";
import { sameFileElsewhere, storeFlags, submissionBefore } from "#db/queries/flags.ts";
import type { EvaluationId } from "#db/vocabulary.ts";
import type { SpooledFile } from "../contained/spooled-file.ts";
import { TooCostly } from "../contained/too-costly.ts";
import type { ProbeSign } from "../statistics/probe-signs.ts";
import { askOfPhase, phaseOf } from "./engine.ts";
import { fetchSubmission, sent } from "./fetch-files.ts";

/** Looks for signs of probing in a scored file: few different values, few rows changed since the team's last file, values at
 * the bounds, the very bytes of another team. Nothing follows from them but a line for the organisers.
 * @throws Error when a file cannot be read
 * Effects: rows of submission flags. */
export async function flagProbes(evaluationId: EvaluationId, stop: AbortSignal | null = null): Promise<void> {
  const task = await evaluationTask(db(), evaluationId);
  if (task === null) return;
  const { submission } = task;
  const before = await submissionBefore(db(), submission);
  const signs = await signsOf(task, before, stop);
  const same = await sameFileElsewhere(db(), submission);
  const computedAt = await databaseClock(db());
  const common = { submissionId: submission.id, phaseId: submission.phaseId, computedAt };
  const flags = [
    ...signs.map(({ sign, value }) => ({ ...common, flag: sign, value, likeSubmissionId: null })),
    ...(same === null
      ? []
      : [{ ...common, flag: "same_file_as_other_team" as const, value: 1, likeSubmissionId: same }]),
  ];
  await inTransaction((tx) => storeFlags(tx, flags));
}

/** No signs of a file that cannot be looked at in reasonable time. */
async function signsOf(
  { submission, challenge, specification, labelSet }: EvaluationTask,
  earlier: EvaluationTask["submission"] | null,
  stop: AbortSignal | null,
): Promise<ProbeSign[]> {
  const file = await fetchSubmission(submission);
  let before: SpooledFile | null = null;
  try {
    before = earlier === null ? null : await fetchSubmission(earlier);
    const phase = phaseOf(specification, labelSet);
    const question = {
      phase,
      file: sent(file),
      before: before && sent(before),
      maxBytes: challenge.maxFileBytes,
    };
    return await askOfPhase("probe", question, labelSet, stop);
  } catch (error) {
    if (!(error instanceof TooCostly)) throw error;
    log.warn(
      { submission: submission.id, excess: error.excess },
      "signs of probing are too costly to look for",
    );
    return [];
  } finally {
    await file.discard();
    await before?.discard();
  }
}
