import { and, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import type { Actor } from "#app/accounts/actor.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock } from "#db/clock.ts";
import { inTransaction, type Tx } from "#db/connections.ts";
import { newId } from "#db/ids.ts";
import {
  assignmentsOfCall,
  conflictsOfCall,
  jurorsOf,
  lastRun,
  lockJury,
  type AssignmentRunRow,
  type JurorRow,
} from "#db/queries/juries.ts";
import { assignmentRuns, assignments } from "#db/schema/juries.ts";
import type { AssignmentId, CallId } from "#db/vocabulary.ts";
import { mayOpenContent } from "./conflict-states.ts";
import { lockedOrganiserContext } from "./jury-context.server.ts";
import { loadBounds } from "./policy.ts";

const applicationId = z.templateLiteral(["application_", z.string()]);
const jurorId = z.templateLiteral(["juror_", z.string()]);
const solved = z.object({ pairs: z.array(z.object({ application: applicationId, juror: jurorId })) });

/** Turns the last solving into proposals. Pairs that were proposed before, neither released nor locked, give way.
 * @throws Refused those of `organiserContext`; `run_not_solved`; `assignment_outdated` when a juror has left, a
 *   conflict has turned up or a largest load was lowered since
 * Effects: assignments, the run's state; an audit line. */
export async function applyAssignment(actor: Actor, slug: string): Promise<void> {
  await inTransaction(async (tx) => {
    const { person, call } = await lockedOrganiserContext(tx, actor, slug);
    await lockJury(tx, call.id);
    const run = await lastRun(tx, call.id);
    if (run?.state !== "solved") return refuse("run_not_solved");
    const { pairs } = solved.parse(run.report);
    if (!(await areStillAllowed(tx, call.id, pairs))) refuse("assignment_outdated");
    await giveWay(tx, call.id, pairs);
    await propose(tx, run, pairs);
    await tx
      .update(assignmentRuns)
      .set({ state: "applied" })
      .where(and(eq(assignmentRuns.id, run.id), eq(assignmentRuns.state, "solved")));
    const details = { run: run.id, pairs: pairs.length };
    await appendAuditEvent(tx, { actor: person.id, verb: "apply_assignment", subject: call.id, details });
  });
}

type SolvedPair = z.infer<typeof solved>["pairs"][number];

async function areStillAllowed(tx: Tx, callId: CallId, pairs: readonly SolvedPair[]): Promise<boolean> {
  const jury = new Map((await jurorsOf(tx, callId)).map((juror) => [juror.id, juror]));
  const open = new Set(
    (await conflictsOfCall(tx, callId))
      .filter(({ state }) => mayOpenContent(state))
      .map((row) => `${row.personId}/${row.applicationId}`),
  );
  const assigned = await assignmentsOfCall(tx, callId);
  const mayRead = ({ id, ...juror }: JurorRow) => {
    const own = assigned.filter(({ jurorId }) => jurorId === id);
    return pairs.filter((pair) => pair.juror === id).length <= loadBounds(juror, own).maxLoad;
  };
  return pairs.every(({ application, juror }) => {
    const row = jury.get(juror);
    return row?.state === "accepted" && open.has(`${row.personId ?? ""}/${application}`) && mayRead(row);
  });
}

/** Proposals that are neither fixed nor among the new pairs end. */
async function giveWay(tx: Tx, callId: CallId, pairs: readonly SolvedPair[]): Promise<void> {
  const chosen = new Set(pairs.map(({ application, juror }) => `${application}/${juror}`));
  const ending = (await assignmentsOfCall(tx, callId)).filter(
    (one) => one.state === "proposed" && !one.isLocked && !chosen.has(`${one.applicationId}/${one.jurorId}`),
  );
  if (ending.length === 0) return;
  const ids = ending.map(({ id }) => id);
  const endedAt = await databaseClock(tx);
  await tx.update(assignments).set({ state: "released", endedAt }).where(inArray(assignments.id, ids));
}

async function propose(tx: Tx, run: AssignmentRunRow, pairs: readonly SolvedPair[]): Promise<void> {
  if (pairs.length === 0) return;
  const rows = pairs.map((pair) => {
    const id: AssignmentId = newId("assignment");
    return {
      ...{ id, callId: run.callId, applicationId: pair.application, jurorId: pair.juror, runId: run.id },
      ...{ kind: "reader" as const, state: "proposed" as const },
    };
  });
  await tx
    .insert(assignments)
    .values(rows)
    .onConflictDoUpdate({
      target: [assignments.applicationId, assignments.jurorId],
      set: { state: "proposed", runId: run.id, endedAt: null },
      setWhere: sql`${assignments.state} = 'released'`,
    });
}
