import { and, eq } from "drizzle-orm";
import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock, type Clock } from "#db/clock.ts";
import { inTransaction } from "#db/connections.ts";
import { cutoffs, deadlineChanges } from "#db/schema/calls.ts";
import type { Bilingual, CutoffId } from "#db/vocabulary.ts";
import { organisedCall } from "./call-context.server.ts";

/** Moves a cut-off, with a reason that stands on the call's page for good. Also reopens a call whose last cut-off has
 * passed, as long as its evaluation has not begun.
 * @throws Refused those of `organisedCall`, `call_not_open`, `deadline_past`, `deadline_unchanged`
 * Effects: the cut-off, a line of its history; an audit line. */
export async function moveDeadline(
  actor: Actor,
  slug: string,
  change: { cutoffId: CutoffId; closesAt: Date; reason: Bilingual },
  clock: Clock = databaseClock,
): Promise<void> {
  const person = requirePerson(actor);
  const { cutoffId, closesAt, reason } = change;
  await inTransaction(async (tx) => {
    const call = await organisedCall(tx, actor, slug);
    if (call.state !== "open") refuse("call_not_open");
    const own = and(eq(cutoffs.id, cutoffId), eq(cutoffs.callId, call.id));
    const [cutoff] = await tx.select().from(cutoffs).where(own).for("update");
    if (cutoff === undefined) return refuse("call_not_found");
    const now = await clock(tx);
    if (closesAt <= now) refuse("deadline_past");
    if (closesAt.getTime() === cutoff.closesAt.getTime()) refuse("deadline_unchanged");
    await tx.update(cutoffs).set({ closesAt }).where(own);
    const previousClosesAt = cutoff.closesAt;
    await tx
      .insert(deadlineChanges)
      .values({ cutoffId, changedAt: now, previousClosesAt, closesAt, reason, personId: person.id });
    const details = { from: previousClosesAt.toISOString(), to: closesAt.toISOString() };
    await appendAuditEvent(tx, { actor: person.id, verb: "move_deadline", subject: cutoffId, details });
  });
}
