import type { Refusal } from "#app/accounts/refusal.ts";

export const outcomes = ["selected", "waiting_list", "rejected"] as const;
export type Outcome = (typeof outcomes)[number];

export const decisionStates = ["proposed", "approved", "released", "notified"] as const;
export type DecisionState = (typeof decisionStates)[number];

/** What is decided about one application: there is one decision per application, and the letter is made from it. */
export type Decision = {
  application: string;
  /** 1 for the first decision about an application; a promotion from the waiting list is the next one. */
  round: number;
  outcome: Outcome;
  /** Place on the waiting list from 1; null for the other outcomes. */
  position: number | null;
  state: DecisionState;
  proposedBy: string;
  approvedBy: string | null;
};

/** `propose` replaces a pending outcome and takes its approval back with it. */
export type DecisionEvent =
  | { kind: "propose"; outcome: Outcome; position: number | null }
  | { kind: "approve" }
  | { kind: "release" }
  | { kind: "notify" };

export type DecisionActor = { person: string; isChair: boolean; isAuthority: boolean; isConflicted: boolean };

export type DecisionRefusalCode =
  | "application_not_found"
  | "decision_chair_only"
  | "decision_authority_only"
  | "decision_same_person"
  | "decision_already_released"
  | "decision_not_approved"
  | "decision_not_released"
  | "waiting_position_invalid"
  | "decision_twice"
  | "letter_count_changed"
  | "departure_reason_required"
  | "envelope_overspent"
  | "granted_more_than_asked";

type DecisionRefusal = Refusal<DecisionRefusalCode>;
export type DecisionTransition = { decision: Decision } | { refusal: DecisionRefusal };

/** The decision after an event, or why it may not happen: the chair proposes, another person with authority approves,
 * and what is released no longer changes. */
export function afterDecisionEvent(
  decision: Decision,
  event: DecisionEvent,
  actor: DecisionActor,
): DecisionTransition {
  const refusal = refusalOfEvent(decision, event, actor);
  if (refusal !== null) return { refusal };
  switch (event.kind) {
    case "propose":
      return { decision: proposedDecision(decision, event, actor) };
    case "approve":
      return { decision: { ...decision, state: "approved", approvedBy: actor.person } };
    case "release":
      return { decision: { ...decision, state: "released" } };
    case "notify":
      return { decision: { ...decision, state: "notified" } };
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
  notify: (decision) => (decision.state === "released" ? null : { code: "decision_not_released" }),
};

function refusalOfEvent(
  decision: Decision,
  event: DecisionEvent,
  actor: DecisionActor,
): DecisionRefusal | null {
  // A letter is sent by the machine, which is in conflict with nobody.
  if (actor.isConflicted && event.kind !== "notify") return { code: "application_not_found" };
  return refusals[event.kind](decision, event, actor);
}

function isPublic({ state }: Decision): boolean {
  return state === "released" || state === "notified";
}

function isPositionValid({ outcome, position }: { outcome: Outcome; position: number | null }): boolean {
  if (outcome !== "waiting_list") return position === null;
  return position !== null && Number.isInteger(position) && position >= 1;
}

/** A letter as it will be sent. The key is the same at every attempt, so that one that was sent is not sent again. */
export type DecisionLetter = { key: string; application: string; kind: Outcome };

/** The letters of a release: exactly one per application, of the kind of its decision. There is no other way to make
 * one, so no application can get two that contradict each other. */
export function lettersOf(decisions: readonly Decision[]): DecisionLetter[] | { refusal: DecisionRefusal } {
  const seen = new Set<string>();
  for (const { application, state } of decisions) {
    if (seen.has(application)) return { refusal: { code: "decision_twice", details: { application } } };
    if (state === "proposed") return { refusal: { code: "decision_not_approved", details: { application } } };
    seen.add(application);
  }
  return decisions.map(({ application, round, outcome }) => ({
    key: `decision/${application}/${String(round)}`,
    application,
    kind: outcome,
  }));
}

/** Why a release may not go ahead: the number of letters is no longer the one that was confirmed after the dry run. */
export function refusalToRelease(
  letters: readonly DecisionLetter[],
  confirmed: number,
): DecisionRefusal | null {
  if (letters.length === confirmed) return null;
  return { code: "letter_count_changed", details: { confirmed, now: letters.length } };
}
