import { and, eq, inArray } from "drizzle-orm";
import { db } from "#db/connections.ts";
import { fingerprintOf } from "#db/fingerprint.ts";
import { errorFacts, log } from "#db/log.ts";
import { assignmentsOfCall, conflictsOfCall, jurorsOf, runById } from "#db/queries/juries.ts";
import { judgedApplications } from "#db/queries/reviews.ts";
import { assignmentRuns } from "#db/schema/juries.ts";
import { isUnderWay, type AssignmentRunId, type CallId, type RunState } from "#db/vocabulary.ts";
import { fairnessIn, wantedReviews } from "./run-parameters.ts";
import { isFixedAssignment, loadBounds } from "./policy.ts";
import { problemOfCall, type CallForAssignment } from "./problem-of-call.ts";
import type { SolverProgress } from "./solve-assignment.ts";
import { solveInThread } from "./solve-in-thread.server.ts";
import { topicsIn } from "./topics-in.ts";

const lookEveryMs = 500;
const percents: Record<SolverProgress["stage"], number> = { feasibility: 5, fairness: 20, total: 50 };

/** Solves a requested assignment in a thread of its own, as a process that works for nobody in particular. Its answer
 * waits in the run until an organiser applies it. Done twice, it is done once.
 * @throws Error when the solver fails, which the queue tries again
 * Effects: the run's state, progress and report. */
export async function solveAssignmentRun(runId: AssignmentRunId): Promise<void> {
  const run = await runById(db(), runId);
  if (run === null || !isUnderWay(run.state)) return;
  await change(runId, { state: "running", progressPercent: 1 });
  const instance = await instanceOf(run.callId, wantedReviews(run.parameters));
  const instanceDigest = fingerprintOf(JSON.stringify(instance.plain));
  const stop = new AbortController();
  const timer = setInterval(() => void stopWhenCancelled(runId, stop), lookEveryMs);
  try {
    const settings = { seed: runId, fairness: fairnessIn(run.parameters) };
    const outcome = await solveInThread(problemOfCall(instance.call), settings, {
      signal: stop.signal,
      onProgress: ({ stage }) => void change(runId, { progressPercent: percents[stage] }).catch(() => {}),
    });
    const state: RunState = "faults" in outcome ? "infeasible" : "solved";
    await change(runId, {
      state,
      progressPercent: 100,
      instanceDigest,
      report: outcome,
      finishedAt: new Date(),
    });
  } catch (error) {
    // Cancelled: the run says so already.
    if (stop.signal.aborted) return;
    await change(runId, { state: "failed", finishedAt: new Date() });
    log.error({ run: runId, ...errorFacts(error) }, "assignment");
  } finally {
    clearInterval(timer);
  }
}

async function change(runId: AssignmentRunId, values: Partial<typeof assignmentRuns.$inferInsert>) {
  await db()
    .update(assignmentRuns)
    .set(values)
    .where(and(eq(assignmentRuns.id, runId), inArray(assignmentRuns.state, ["queued", "running"])));
}

async function stopWhenCancelled(runId: AssignmentRunId, stop: AbortController): Promise<void> {
  try {
    if ((await runById(db(), runId))?.state === "cancelled") stop.abort();
  } catch {
    // The database is away for a moment; the next look will tell.
  }
}

/** A call as the solver meets it. What is released to jurors already stays. */
async function instanceOf(
  callId: CallId,
  reviews: number,
): Promise<{ call: CallForAssignment; plain: unknown }> {
  const files = await judgedApplications(db(), callId);
  const jury = await jurorsOf(db(), callId);
  const states = new Map(
    (await conflictsOfCall(db(), callId)).map((row) => [`${row.personId}/${row.applicationId}`, row.state]),
  );
  const personOf = new Map(jury.map(({ id, personId }) => [String(id), personId]));
  const assigned = await assignmentsOfCall(db(), callId);
  const fixed = assigned.filter(isFixedAssignment);
  const jurors = jury.map((juror) => ({
    ...{ id: juror.id, topics: juror.expertise, languages: juror.languages },
    ...{ isAvailable: juror.state === "accepted" },
    ...loadBounds(
      juror,
      assigned.filter(({ jurorId }) => jurorId === juror.id),
    ),
  }));
  const applications = files.map(({ application, received }) => ({
    ...{ id: application.id, language: application.locale, reviews },
    topics: topicsIn(received.answers),
  }));
  const locked = fixed.map(({ applicationId, jurorId }) => ({ application: applicationId, juror: jurorId }));
  const conflictOf: CallForAssignment["conflictOf"] = (juror, application) =>
    states.get(`${personOf.get(juror) ?? ""}/${application}`) ?? "unknown";
  const plain = { jurors, applications, locked, states: [...states].sort() };
  return { call: { jurors, applications, conflictOf, locked }, plain };
}
