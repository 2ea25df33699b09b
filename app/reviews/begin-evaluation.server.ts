import { eq } from "drizzle-orm";
import type { Actor } from "#app/accounts/actor.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { callStatus } from "#app/calls/rules.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock, type Clock } from "#db/clock.ts";
import { inTransaction } from "#db/connections.ts";
import { cutoffsOf } from "#db/queries/calls.ts";
import { currentCharter, lockJury } from "#db/queries/juries.ts";
import { calls } from "#db/schema/calls.ts";
import { detectInCall } from "./detect-in-call.server.ts";
import { lockedOrganiserContext } from "./jury-context.server.ts";

/** Begins the evaluation of a call that has closed: conflicts are looked for, and jurors see the list of names.
 * @throws Refused those of `organiserContext`; `call_still_open`, `evaluation_begun`, `charter_missing`
 * Effects: the call's state, conflicts and their history; an audit line. */
export async function beginEvaluation(
  actor: Actor,
  slug: string,
  clock: Clock = databaseClock,
): Promise<void> {
  await inTransaction(async (tx) => {
    const { person, call } = await lockedOrganiserContext(tx, actor, slug);
    if (call.state === "evaluating" || call.state === "announced") refuse("evaluation_begun");
    const now = await clock(tx);
    const status = callStatus(call, await cutoffsOf(tx, call.id), now);
    if (status !== "closed") refuse("call_still_open");
    if ((await currentCharter(tx, call.id)) === null) refuse("charter_missing");
    await lockJury(tx, call.id);
    await tx.update(calls).set({ state: "evaluating" }).where(eq(calls.id, call.id));
    const found = await detectInCall(tx, call.id, now, person.id);
    const details = { found };
    await appendAuditEvent(tx, { actor: person.id, verb: "begin_evaluation", subject: call.id, details });
  });
}

/** Looks for conflicts again, after late additions.
 * @returns how many pairs have changed their state, in all applications
 * @throws Refused those of `organiserContext`; `evaluation_not_begun`
 * Effects: conflicts and their history; an audit line. */
export async function lookForConflicts(actor: Actor, slug: string): Promise<void> {
  await inTransaction(async (tx) => {
    const { person, call } = await lockedOrganiserContext(tx, actor, slug);
    if (call.state !== "evaluating") refuse("evaluation_not_begun");
    await lockJury(tx, call.id);
    const found = await detectInCall(tx, call.id, await databaseClock(tx), person.id);
    const details = { found };
    await appendAuditEvent(tx, { actor: person.id, verb: "look_for_conflicts", subject: call.id, details });
  });
}
