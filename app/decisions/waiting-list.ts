import type { Refusal } from "#app/accounts/refusal.ts";
import { proposedDecision, type Decision, type DecisionActor, type DecisionRefusalCode } from "./rules.ts";

/** The applications that wait, the first to be promoted first. */
export function waitingList(decisions: readonly Decision[]): Decision[] {
  return decisions
    .filter(({ outcome }) => outcome === "waiting_list")
    .sort((a, b) => (a.position ?? 0) - (b.position ?? 0));
}

/** Why the places on the waiting list are no order: two applications share one, or one is left out. */
export function refusalOfWaitingList(decisions: readonly Decision[]): Refusal<DecisionRefusalCode> | null {
  const wrong = waitingList(decisions).find(({ position }, index) => position !== index + 1);
  return wrong === undefined
    ? null
    : {
        code: "waiting_position_invalid",
        details: { application: wrong.application, position: wrong.position },
      };
}

/** Who waits, as somebody sees it who may not see everybody: a place that has been given up or promoted is no gap, one
 * that is not seen is.
 * @param left places whose applications wait no more
 * @returns whether somebody unseen stands before the first that is seen */
export function hasUnseenBefore(decisions: readonly Decision[], left: readonly number[]): boolean {
  const first = waitingList(decisions)[0]?.position ?? Infinity;
  const before = new Set(left.filter((place) => place < first));
  return first !== Infinity && before.size < first - 1;
}

export type Promotion = { promoted: Decision; because: string };

/** The next one moves up when a laureate gives up: always the first that waits. It is a proposal, which another person
 * approves like every decision; the released decision stays as it was, and the new one says what came of it.
 * @returns null when nobody waits */
export function promoteNext(
  decisions: readonly Decision[],
  withdrawn: string,
  actor: DecisionActor,
): Promotion | null {
  const [first] = waitingList(decisions);
  if (first === undefined) return null;
  const promoted = proposedDecision(
    { application: first.application, round: first.round + 1 },
    { outcome: "laureate", position: null },
    actor,
  );
  return { promoted, because: withdrawn };
}
