import { requestReveal } from "#app/challenges/request-reveal.server.ts";
import { db } from "#db/connections.ts";
import { phasesOf } from "#db/queries/challenges.ts";
import type { SeededChallenge } from "./histories.ts";
import type { DemonstrationPeople } from "./people.ts";
import { waitUntil } from "./wait-until.ts";

/** Reveals the final scores of the challenges that have ended, as their organiser would, and waits for it. */
export async function revealEnded(
  challenges: SeededChallenge[],
  people: DemonstrationPeople,
  now: Date,
): Promise<void> {
  for (const { slug, phase } of challenges) {
    if (phase.closesAt > now || (await isRevealed(phase))) continue;
    await requestReveal(people.organiser, slug, { phaseId: phase.id, typed: slug });
    await waitUntil(`the final scores of ${slug}`, async () => ((await isRevealed(phase)) ? true : null));
  }
}

async function isRevealed({ id, challengeId }: SeededChallenge["phase"]): Promise<boolean> {
  const phases = await phasesOf(db(), challengeId);
  return phases.some((phase) => phase.id === id && phase.revealedAt !== null);
}
