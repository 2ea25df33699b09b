import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import { refusalToOrganise } from "#app/challenges/policy.ts";
import { phaseState } from "#app/challenges/rules.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock } from "#db/clock.ts";
import { inTransaction } from "#db/connections.ts";
import { holdsRole, phasesOf, publishedChallenge } from "#db/queries/challenges.ts";
import { enqueue } from "#db/queue.ts";

/** Asks for the statistics of a phase's ranking: of the public rows, and once the phase has ended of the private ones too,
 * which stay withheld until the reveal.
 * @throws Refused `sign_in_required`, `challenge_not_found`, `organiser_required`, `not_found`, `phase_not_open`
 * Effects: one or two jobs of low priority, an audit line; the statistics follow within seconds or minutes. */
export async function requestStatistics(actor: Actor, slug: string, phaseId: string): Promise<void> {
  const organiser = requirePerson(actor);
  await inTransaction(async (tx) => {
    const challenge = (await publishedChallenge(tx, slug)) ?? refuse("challenge_not_found");
    refuseIf(refusalToOrganise(actor, await holdsRole(tx, challenge.id, organiser.id, "organiser")));
    const phase = (await phasesOf(tx, challenge.id)).find((one) => one.id === phaseId) ?? refuse("not_found");
    const state = phaseState(phase, await databaseClock(tx));
    if (state === "upcoming") return refuse("phase_not_open");
    for (const split of state === "open" ? (["public"] as const) : (["public", "private"] as const))
      await enqueue(tx, "rank_statistics", { phaseId: phase.id, split }, `${phase.id}:${split}`);
    await appendAuditEvent(tx, { actor: organiser.id, verb: "request_statistics", subject: phase.id });
  });
}
