import { and, eq, inArray } from "drizzle-orm";
import type { Actor } from "#app/accounts/actor.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock } from "#db/clock.ts";
import { inTransaction } from "#db/connections.ts";
import { newId } from "#db/ids.ts";
import { lastRun, lockJury } from "#db/queries/juries.ts";
import { enqueue } from "#db/queue.ts";
import { assignmentRuns } from "#db/schema/juries.ts";
import { isUnderWay, type AssignmentRunId } from "#db/vocabulary.ts";
import { lockedOrganiserContext } from "./jury-context.server.ts";

/** Asks for an assignment of the whole call; it is found in the background.
 * @throws Refused those of `organiserContext`; `evaluation_not_begun`, `run_active` while another is under way
 * Effects: one run and its job; an audit line. */
export async function requestAssignment(
  actor: Actor,
  slug: string,
  { reviews, fairness }: { reviews: number; fairness: number },
): Promise<AssignmentRunId> {
  return inTransaction(async (tx) => {
    const { person, call } = await lockedOrganiserContext(tx, actor, slug);
    if (call.state !== "evaluating") refuse("evaluation_not_begun");
    await lockJury(tx, call.id);
    const last = await lastRun(tx, call.id);
    if (isUnderWay(last?.state)) refuse("run_active");
    const id: AssignmentRunId = newId("run");
    const parameters = { reviews, fairness, seed: id };
    await tx
      .insert(assignmentRuns)
      .values({ id, callId: call.id, state: "queued", parameters, createdBy: person.id });
    await enqueue(tx, "solve_assignment", { runId: id }, id);
    const details = { run: id, reviews, fairness };
    await appendAuditEvent(tx, { actor: person.id, verb: "request_assignment", subject: call.id, details });
    return id;
  });
}

/** Stops a solving that is under way; the thread ends within a second.
 * @throws Refused those of `organiserContext`; `run_not_solved` when none is under way
 * Effects: the run's state; an audit line. */
export async function cancelAssignment(actor: Actor, slug: string): Promise<void> {
  await inTransaction(async (tx) => {
    const { person, call } = await lockedOrganiserContext(tx, actor, slug);
    const now = await databaseClock(tx);
    const cancelled = await tx
      .update(assignmentRuns)
      .set({ state: "cancelled", finishedAt: now })
      .where(and(eq(assignmentRuns.callId, call.id), inArray(assignmentRuns.state, ["queued", "running"])))
      .returning({ id: assignmentRuns.id });
    if (cancelled.length === 0) refuse("run_not_solved");
    await appendAuditEvent(tx, { actor: person.id, verb: "cancel_assignment", subject: call.id });
  });
}
