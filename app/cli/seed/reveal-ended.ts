import { requestReveal } from "#app/challenges/request-reveal.server.ts";
import { db } from "#db/connections.ts";
import { phasesOf } from "#db/queries/challenges.ts";
import type { SeededChallenge } from "./histories.ts";
import type { DemonstrationPeople } from "./people.ts";

/** Reveals the final scores of the challenges that have ended, as their organiser would, and waits for it. */
export async function revealEnded(
  challenges: SeededChallenge[],
  people: DemonstrationPeople,
  now: Date,
): Promise<void> {
  for (const { slug, phase } of challenges) {
    if (phase.closesAt > now || (await isRevealed(phase))) continue;
    await requestReveal(people.organiser, slug, { phaseId: phase.id, typed: slug });
    for (let waitedMs = 0; !(await isRevealed(phase)); waitedMs += 50) {
      if (waitedMs > 60_000)
        throw new Error(`The final scores of ${slug} were not revealed within a minute.`);
      await new Promise((resume) => setTimeout(resume, 50));
    }
  }
}

async function isRevealed({ id, challengeId }: SeededChallenge["phase"]): Promise<boolean> {
  const phases = await phasesOf(db(), challengeId);
  return phases.some((phase) => phase.id === id && phase.revealedAt !== null);
}
