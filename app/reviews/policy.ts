import type { Refusal } from "#app/accounts/refusal.ts";
import { mayOpenContent, shortestReason, type ConflictState } from "./conflict-states.ts";

export type AssignmentRefusalCode =
  | "application_not_found"
  | "juror_unavailable"
  | "juror_in_conflict"
  | "juror_has_not_attested"
  | "language_not_read"
  | "already_assigned"
  | "juror_fully_loaded"
  | "application_fully_assigned"
  | "review_submitted"
  | "assignment_reason_required";

/** What makes a juror and an application a possible pair. */
export type PairFacts = { conflict: ConflictState; isAvailable: boolean; readsLanguage: boolean };

/** What an assignment by hand would add to. */
export type HandFacts = PairFacts & {
  isOrganiserConflicted: boolean;
  isAssigned: boolean;
  load: number;
  maxLoad: number;
  reviews: number;
  wanted: number;
};

type AssignmentRefusal = Refusal<AssignmentRefusalCode>;

/** Why a juror may not read an application, whoever assigns: the solver's forbidden pairs are those with a reason here. */
export function refusalOfPair({ conflict, isAvailable, readsLanguage }: PairFacts): AssignmentRefusal | null {
  if (!isAvailable) return { code: "juror_unavailable" };
  if (conflict === "unknown") return { code: "juror_has_not_attested" };
  if (!mayOpenContent(conflict)) return { code: "juror_in_conflict" };
  return readsLanguage ? null : { code: "language_not_read" };
}

/** Why an organiser may not assign by hand. To a conflicted organiser the application does not exist. */
export function refusalToAssign(facts: HandFacts): AssignmentRefusal | null {
  if (facts.isOrganiserConflicted) return { code: "application_not_found" };
  if (facts.isAssigned) return { code: "already_assigned" };
  const ofPair = refusalOfPair(facts);
  if (ofPair !== null) return ofPair;
  if (facts.load >= facts.maxLoad)
    return { code: "juror_fully_loaded", details: { load: facts.load, maxLoad: facts.maxLoad } };
  if (facts.reviews >= facts.wanted)
    return { code: "application_fully_assigned", details: { reviews: facts.reviews, wanted: facts.wanted } };
  return null;
}

/** Why an assignment may not be taken back: a submitted review is set aside instead, which keeps it; one that was begun
 * needs a reason. */
export function refusalToUnassign(
  facts: { isOrganiserConflicted: boolean; review: "none" | "draft" | "submitted" },
  reason: string,
): AssignmentRefusal | null {
  if (facts.isOrganiserConflicted) return { code: "application_not_found" };
  if (facts.review === "submitted") return { code: "review_submitted" };
  const isReasoned = reason.trim().length >= shortestReason;
  return facts.review === "draft" && !isReasoned
    ? { code: "assignment_reason_required", details: { shortest: shortestReason } }
    : null;
}
