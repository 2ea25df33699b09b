import { databaseClock } from "#db/clock.ts";
import { db, inTransaction } from "#db/connections.ts";
import { evaluationTask } from "#db/queries/evaluations.ts";
import { sameFileElsewhere, storeFlags, submissionBefore } from "#db/queries/flags.ts";
import type { EvaluationId } from "#db/vocabulary.ts";
import { specificationSchema } from "../spec.ts";
import { probeSigns } from "../statistics/probe-signs.ts";
import { scorerOf } from "./label-cache.ts";
import { readSubmission } from "./read-submission.ts";

/** Looks for signs of probing in a scored file: few different values, few rows changed since the team's last file, values at
 * the bounds, the very bytes of another team. Nothing follows from them but a line for the organisers.
 * @throws Error when a file cannot be read
 * Effects: rows of submission flags. */
export async function flagProbes(evaluationId: EvaluationId): Promise<void> {
  const task = await evaluationTask(db(), evaluationId);
  if (task === null) return;
  const { submission, challenge } = task;
  const spec = specificationSchema.parse(task.specification.content);
  const { labels } = await scorerOf(task.labelSet, spec, task.specification.digest);
  const read = async (one: typeof submission) => {
    const checked = await readSubmission(one, spec, labels, challenge.maxFileBytes);
    return checked.status === "accepted" ? checked.predictions : null;
  };
  const predictions = await read(submission);
  if (predictions === null) return;
  const before = await submissionBefore(db(), submission);
  const signs = probeSigns(spec, predictions, before === null ? null : await read(before));
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
