/** Where a phase stands at a moment. */
export type PhaseState = "upcoming" | "open" | "closed" | "revealed";

export type PhaseDates = { opensAt: Date; closesAt: Date; revealedAt: Date | null };

/** A phase is open from its opening, included, to its closing, included: a file received at the very instant counts. */
export function phaseState(phase: PhaseDates, now: Date): PhaseState {
  if (phase.revealedAt !== null) return "revealed";
  if (now < phase.opensAt) return "upcoming";
  return now <= phase.closesAt ? "open" : "closed";
}

/** The phase that a visitor should see: the open one, else the next to open, else the last.
 * @param phases in order; at least one */
export function phaseToShow<Phase extends PhaseDates>(phases: readonly Phase[], now: Date): Phase {
  const shown =
    phases.find((phase) => phaseState(phase, now) === "open") ??
    phases.find((phase) => phaseState(phase, now) === "upcoming") ??
    phases.at(-1);
  if (shown === undefined) throw new Error("A challenge has no phase.");
  return shown;
}

/** The challenge for the front page: of the open ones the one that closes first, else the newest.
 * @param challenges the newest first */
export function leadChallenge<Challenge extends { state: PhaseState; closesAt: Date }>(
  challenges: readonly Challenge[],
): Challenge | null {
  const open = challenges.filter((challenge) => challenge.state === "open");
  return [...open].sort((a, b) => a.closesAt.getTime() - b.closesAt.getTime())[0] ?? challenges[0] ?? null;
}

/** The challenge whose final ranking is the newest; null before the first one. */
export function latestRevealed<Challenge extends { state: PhaseState; closesAt: Date }>(
  challenges: readonly Challenge[],
): Challenge | null {
  const revealed = challenges.filter((challenge) => challenge.state === "revealed");
  return [...revealed].sort((a, b) => b.closesAt.getTime() - a.closesAt.getTime())[0] ?? null;
}
