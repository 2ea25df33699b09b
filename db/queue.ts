import { sql } from "drizzle-orm";
import type { Reader } from "./client.ts";
import type {
  AssignmentRunId,
  CallId,
  DocumentId,
  EvaluationId,
  JobName,
  LetterId,
  PersonId,
  PhaseId,
  Split,
} from "./vocabulary.ts";

/** What each job is told. */
export type JobPayloads = {
  score: { evaluationId: EvaluationId };
  register_labels: { deliveryId: `delivery_${string}` };
  send_letter: { letterId: LetterId };
  check_document: { documentId: DocumentId };
  solve_assignment: { runId: AssignmentRunId };
  /** The ranking of what one person may see, with so many places above the line. */
  compute_ranking: { callId: CallId; personId: PersonId; places: number };
  reveal_phase: { phaseId: PhaseId };
  rank_statistics: { phaseId: PhaseId; split: Split };
  flag_probes: { evaluationId: EvaluationId };
};

/** Adds a job in the caller's transaction: it exists if and only if what caused it is committed.
 * @param key jobs with the same key that have not started yet are one */
export async function enqueue<Name extends JobName>(
  tx: Reader,
  name: Name,
  payload: JobPayloads[Name],
  key: string,
): Promise<void> {
  await tx.execute(sql`select enqueue_job(${name}, ${JSON.stringify(payload)}::json, ${`${name}:${key}`})`);
}

/** Takes back the jobs of workers that are dead, so that others run them at once. */
export async function unlockJobsOf(tx: Reader, workerIds: string[]): Promise<void> {
  if (workerIds.length === 0) return;
  const ids = sql.join(
    workerIds.map((id) => sql`${id}`),
    sql`, `,
  );
  await tx.execute(sql`select graphile_worker.force_unlock_workers(array[${ids}])`);
}
