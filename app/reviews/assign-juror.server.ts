import { and, eq, inArray, sql } from "drizzle-orm";
import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock } from "#db/clock.ts";
import type { Tx } from "#db/connections.ts";
import { newId } from "#db/ids.ts";
import {
  assignmentsOfCall,
  conflictsOfCall,
  lastRun,
  lockJury,
  lockJuror,
  type JurorRow,
} from "#db/queries/juries.ts";
import { judgedApplication, reviewOf } from "#db/queries/reviews.ts";
import { assignments } from "#db/schema/juries.ts";
import { reviews } from "#db/schema/reviews.ts";
import type { AssignmentId, CallId, JurorId } from "#db/vocabulary.ts";
import { asViewer } from "#db/viewer.ts";
import { organiserContext, type OrganiserContext } from "./jury-context.server.ts";
import { isLiveAssignment, isOpenReview, refusalToAssign, refusalToUnassign } from "./policy.ts";
import { wantedReviews } from "./run-parameters.ts";

type Pairing = { code: string; jurorId: JurorId };

/** Assigns a juror to an application by hand, as a proposal that its release makes active. The guards are the solver's.
 * @throws Refused those of `organiserContext` and `refusalToAssign`; `juror_not_found`
 * Effects: one assignment; an audit line. */
export async function assignJuror(actor: Actor, slug: string, pairing: Pairing): Promise<void> {
  await asViewer(requirePerson(actor).id, async (tx) => {
    const { person, call, juror, application } = await pair(tx, actor, slug, pairing);
    const all = (await assignmentsOfCall(tx, call.id)).filter(({ state }) => isLiveAssignment(state));
    const conflict = (await conflictsOfCall(tx, call.id)).find(
      (row) => row.applicationId === application.id && row.personId === juror.personId,
    );
    const wanted = wantedReviews((await lastRun(tx, call.id))?.parameters);
    refuseIf(
      refusalToAssign({
        conflict: conflict?.state ?? "unknown",
        isAvailable: juror.state === "accepted",
        readsLanguage: juror.languages.includes(application.locale),
        isAssigned: all.some((one) => one.applicationId === application.id && one.jurorId === juror.id),
        load: all.filter((one) => one.jurorId === juror.id).length,
        maxLoad: juror.maxLoad,
        reviews: all.filter((one) => one.applicationId === application.id).length,
        wanted,
      }),
    );
    const id: AssignmentId = newId("assignment");
    const fresh = { state: "proposed" as const, isLocked: true, runId: null, endedAt: null, reason: null };
    await tx
      .insert(assignments)
      .values({
        ...{ id, callId: call.id, applicationId: application.id, jurorId: juror.id },
        ...{ kind: "reader", ...fresh },
      })
      .onConflictDoUpdate({ target: [assignments.applicationId, assignments.jurorId], set: fresh });
    const details = { juror: juror.id };
    await appendAuditEvent(tx, {
      actor: person.id,
      verb: "assign_juror",
      subject: application.id,
      details,
    });
  });
}

/** Takes an assignment back. A review that was begun needs a reason and is set aside; one that was handed in stays.
 * @throws Refused those of `organiserContext` and `refusalToUnassign`; `application_not_found`, `juror_not_found`
 * Effects: the assignment's state, the review's; an audit line. */
export async function unassignJuror(
  actor: Actor,
  slug: string,
  { reason, ...pairing }: Pairing & { reason: string },
): Promise<void> {
  await asViewer(requirePerson(actor).id, async (tx) => {
    const { person, juror, application } = await pair(tx, actor, slug, pairing);
    const review = await reviewOf(tx, juror.id, application.id);
    const written = review === null ? "none" : isOpenReview(review.state) ? "draft" : "submitted";
    refuseIf(refusalToUnassign(written, reason));
    const now = await databaseClock(tx);
    if (review !== null)
      await tx.update(reviews).set({ state: "set_aside", reason }).where(eq(reviews.id, review.id));
    await tx
      .update(assignments)
      .set({ state: "released", endedAt: now, isLocked: false, reason: reason === "" ? null : reason })
      .where(and(eq(assignments.applicationId, application.id), eq(assignments.jurorId, juror.id)));
    const details = { juror: juror.id };
    await appendAuditEvent(tx, {
      actor: person.id,
      verb: "unassign_juror",
      subject: application.id,
      details,
    });
  });
}

/** Keeps a proposed pair as it is at the next solving, or lets it go again.
 * @throws Refused those of `organiserContext`; `application_not_found`, `juror_not_found`
 * Effects: the assignment's lock; an audit line. */
export async function lockPair(
  actor: Actor,
  slug: string,
  { isLocked, ...pairing }: Pairing & { isLocked: boolean },
): Promise<void> {
  await asViewer(requirePerson(actor).id, async (tx) => {
    const { person, juror, application } = await pair(tx, actor, slug, pairing);
    await tx
      .update(assignments)
      .set({ isLocked })
      .where(
        and(
          eq(assignments.applicationId, application.id),
          eq(assignments.jurorId, juror.id),
          inArray(assignments.state, ["proposed", "active"]),
        ),
      );
    const details = { juror: juror.id, isLocked };
    await appendAuditEvent(tx, { actor: person.id, verb: "lock_pair", subject: application.id, details });
  });
}

/** Lets jurors see what is proposed to them: all of it, at once.
 * @throws Refused those of `organiserContext`; `evaluation_not_begun`
 * Effects: the state of all proposed assignments; an audit line. */
export async function releaseAssignments(actor: Actor, slug: string): Promise<void> {
  await asViewer(requirePerson(actor).id, async (tx) => {
    const { person, call } = await organiserContext(tx, actor, slug);
    if (call.state !== "evaluating") refuse("evaluation_not_begun");
    await lockJury(tx, call.id);
    // A conflict that turned up since the proposal keeps its pair closed.
    const released = await tx.execute(sql`
      update assignments a set state = 'active' from jurors j, conflicts c
      where a.call_id = ${call.id} and a.state = 'proposed' and j.id = a.juror_id and j.state = 'accepted'
        and c.application_id = a.application_id and c.person_id = j.person_id
        and c.state in ('none_declared', 'dismissed')`);
    const details = { released: released.count };
    await appendAuditEvent(tx, {
      actor: person.id,
      verb: "release_assignments",
      subject: call.id,
      details,
    });
  });
}

async function pair(tx: Tx, actor: Actor, slug: string, { code, jurorId }: Pairing) {
  const { person, call }: OrganiserContext = await organiserContext(tx, actor, slug);
  if (call.state !== "evaluating") refuse("evaluation_not_begun");
  await lockJury(tx, call.id);
  const found = (await judgedApplication(tx, call.id, code)) ?? refuse("application_not_found");
  const juror = await jurorIn(tx, call.id, jurorId);
  return { person, call, juror, application: found.application };
}

async function jurorIn(tx: Tx, callId: CallId, jurorId: JurorId): Promise<JurorRow> {
  const juror = await lockJuror(tx, jurorId);
  return juror?.callId === callId ? juror : refuse("juror_not_found");
}
