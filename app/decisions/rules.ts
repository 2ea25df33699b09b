import type { Refusal } from "#app/accounts/refusal.ts";
import type { DecisionOutcome, DecisionState, LetterOutcome } from "#db/vocabulary.ts";

/** What is decided about one application: there is one decision per application, and the letter is made from it. */
export type Decision = {
  application: string;
  /** 1 for the first decision about an application; a promotion from the waiting list is the next one. */
  round: number;
  outcome: DecisionOutcome;
  /** Place on the waiting list from 1; null for the other outcomes. */
  position: number | null;
  state: DecisionState;
  proposedBy: string;
  approvedBy: string | null;
};

/** `propose` replaces a pending outcome and takes its approval back with it. */
export type DecisionEvent =
  | { kind: "propose"; outcome: DecisionOutcome; position: number | null }
  | { kind: "approve" }
  | { kind: "release" };

/** `isChair`: whoever prepares decisions, the chair and the organisers; `isAuthority`: whoever decides. Somebody in
 * conflict with an application does not get this far: no query shows it to them. */
export type DecisionActor = { person: string; isChair: boolean; isAuthority: boolean };

export type DecisionRefusalCode =
  | "application_not_found"
  | "decision_chair_only"
  | "decision_authority_only"
  | "decision_same_person"
  | "decision_already_released"
  | "decision_not_approved"
  | "waiting_position_invalid"
  | "decision_twice"
  | "letter_count_changed"
  | "departure_reason_required"
  | "envelope_overspent"
  | "granted_more_than_asked"
  | "reasons_missing"
  | "amount_out_of_place"
  | "ranking_missing"
  | "decision_role_required"
  | "decision_missing"
  | "decision_not_proposed"
  | "decisions_changed"
  | "evaluation_not_begun"
  | "own_reviews_first"
  | "letters_faulty"
  | "letters_changed"
  | "matters_open"
  | "nothing_to_release"
  | "award_missing"
  | "nobody_waits"
  | "promotion_under_way"
  | "promotion_not_yours";

type DecisionRefusal = Refusal<DecisionRefusalCode>;
export type DecisionTransition = { decision: Decision } | { refusal: DecisionRefusal };

/** The decision after an event, or why it may not happen: the chair proposes, another person with authority approves,
 * and what is released no longer changes. */
export function afterDecisionEvent(
  decision: Decision,
  event: DecisionEvent,
  actor: DecisionActor,
): DecisionTransition {
  const refusal = refusals[event.kind](decision, event, actor);
  if (refusal !== null) return { refusal };
  switch (event.kind) {
    case "propose":
      return { decision: proposedDecision(decision, event, actor) };
    case "approve":
      return { decision: { ...decision, state: "approved", approvedBy: actor.person } };
    case "release":
      return { decision: { ...decision, state: "released" } };
  }
}

/** A proposal for an application, in its round. */
export function proposedDecision(
  { application, round }: Pick<Decision, "application" | "round">,
  { outcome, position }: Pick<Decision, "outcome" | "position">,
  { person }: Pick<DecisionActor, "person">,
): Decision {
  return { application, round, outcome, position, state: "proposed", proposedBy: person, approvedBy: null };
}

const refusals: Record<
  DecisionEvent["kind"],
  (decision: Decision, event: DecisionEvent, actor: DecisionActor) => DecisionRefusal | null
> = {
  propose: (decision, event, actor) => {
    if (isPublic(decision)) return { code: "decision_already_released" };
    if (!actor.isChair) return { code: "decision_chair_only" };
    return event.kind === "propose" && !isPositionValid(event) ? { code: "waiting_position_invalid" } : null;
  },
  approve: (decision, _, actor) => {
    if (isPublic(decision)) return { code: "decision_already_released" };
    if (!actor.isAuthority) return { code: "decision_authority_only" };
    return decision.proposedBy === actor.person ? { code: "decision_same_person" } : null;
  },
  release: (decision, _, actor) => {
    if (isPublic(decision)) return { code: "decision_already_released" };
    if (!actor.isAuthority) return { code: "decision_authority_only" };
    return decision.state === "approved" ? null : { code: "decision_not_approved" };
  },
};

function isPublic({ state }: Decision): boolean {
  return state === "released";
}

function isPositionValid({
  outcome,
  position,
}: {
  outcome: DecisionOutcome;
  position: number | null;
}): boolean {
  if (outcome !== "waiting_list") return position === null;
  return position !== null && Number.isInteger(position) && position >= 1;
}

/** A letter as it will be sent. The key is the same at every attempt, so that one that was sent is not sent again. */
export type DecisionLetter = { key: string; application: string; kind: LetterOutcome };

/** The letters of a release: exactly one per application, of the kind of its decision. There is no other way to make
 * one, so no application can get two that contradict each other. */
export function lettersOf(decisions: readonly Decision[]): DecisionLetter[] | { refusal: DecisionRefusal } {
  const seen = new Set<string>();
  for (const { application, state } of decisions) {
    if (seen.has(application)) return { refusal: { code: "decision_twice", details: { application } } };
    if (state === "proposed") return { refusal: { code: "decision_not_approved", details: { application } } };
    seen.add(application);
  }
  return decisions.map((decision) => ({
    key: `decision/${decision.application}/${String(decision.round)}`,
    application: decision.application,
    kind: letterKindOf(decision),
  }));
}

/** Which letter a decision has: a place that came from the waiting list is told in words of its own. */
export function letterKindOf({ outcome, round }: Pick<Decision, "outcome" | "round">): LetterOutcome {
  return outcome === "laureate" && round > 1 ? "promoted" : outcome;
}

/** Why a release may not go ahead: the number of letters is no longer the one that was confirmed after the dry run.
 * @param letters how many would go out now */
export function refusalToRelease(letters: number, confirmed: number): DecisionRefusal | null {
  return letters === confirmed
    ? null
    : { code: "letter_count_changed", details: { confirmed, now: letters } };
}
