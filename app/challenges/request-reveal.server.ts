import type { Actor } from "#app/accounts/actor.ts";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock } from "#db/clock.ts";
import { inTransaction } from "#db/connections.ts";
import { phasesOf } from "#db/queries/challenges.ts";
import { enqueue } from "#db/queue.ts";
import { requireOrganiser } from "./pages.server.ts";
import { refusalToReveal } from "./policy.ts";

/** Asks for the final scores of a closed phase to be made public. This process cannot read them: the jobs process calls
 * the database's own function, which waits until every file is scored.
 * @param typed the challenge's slug, typed to confirm what cannot be undone
 * @throws Refused `challenge_not_found`, `sign_in_required`, `organiser_required`, `not_found`, `phase_still_open`,
 *   `already_revealed`, `not_confirmed`
 * Effects: one job, an audit line; the reveal itself follows within seconds. */
export async function requestReveal(
  actor: Actor,
  slug: string,
  { phaseId, typed }: { phaseId: string; typed: string },
): Promise<void> {
  const challenge = await requireOrganiser(actor, slug);
  if (actor.kind === "visitor") return refuse("sign_in_required");
  await inTransaction(async (tx) => {
    const phases = await phasesOf(tx, challenge.id);
    const phase = phases.find((one) => one.id === phaseId) ?? refuse("not_found");
    refuseIf(refusalToReveal({ phase, slug, typed }, await databaseClock(tx)));
    await enqueue(tx, "reveal_phase", { phaseId: phase.id }, phase.id);
    await appendAuditEvent(tx, { actor: actor.id, verb: "request_reveal", subject: phase.id });
  });
}
