import type { Refusal } from "#app/accounts/refusal.ts";
import { visibleLength } from "#app/i18n/written-text.ts";
import type { AssignmentState, CallState, ConflictState, JurorState, ReviewState } from "#db/vocabulary.ts";
import { mayOpenContent, shortestReason } from "./conflict-states.ts";

export type AssignmentRefusalCode =
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

/** Why an organiser may not assign by hand. */
export function refusalToAssign(facts: HandFacts): AssignmentRefusal | null {
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
  review: "none" | "draft" | "submitted",
  reason: string,
): AssignmentRefusal | null {
  if (review === "submitted") return { code: "review_submitted" };
  const isReasoned = visibleLength(reason) >= shortestReason;
  return review === "draft" && !isReasoned
    ? { code: "assignment_reason_required", details: { shortest: shortestReason } }
    : null;
}

export type ReviewRefusalCode =
  | "juror_required"
  | "juror_not_found"
  | "jury_role_required"
  | "already_juror"
  | "invitation_not_yours"
  | "invitation_answered"
  | "charter_missing"
  | "charter_not_accepted"
  | "evaluation_not_begun"
  | "evaluation_begun"
  | "call_still_open"
  | "interests_not_declared"
  | "loads_crossed"
  | "own_reviews_first"
  | "review_incomplete"
  | "review_handed_in"
  | "reviews_closed"
  | "review_not_handed_in"
  | "review_not_found"
  | "mark_not_on_scale"
  | "run_active"
  | "run_not_solved"
  | "assignment_outdated"
  | "nothing_to_remind";

type ReviewRefusal = Refusal<ReviewRefusalCode>;

/** How far a juror has come on the way to the applications. */
export type JurorFacts = {
  state: JurorState;
  charterAcceptedAt: Date | null;
  callState: CallState;
  /** Names of the pool that the juror has not answered for yet. */
  openLines: number;
};

/** Why a juror may not see the list of names yet: it tells who has applied. */
export function refusalToDeclare(facts: Omit<JurorFacts, "openLines">): ReviewRefusal | null {
  if (facts.state !== "accepted") return { code: "juror_required" };
  if (facts.charterAcceptedAt === null) return { code: "charter_not_accepted" };
  const hasBegun = facts.callState === "evaluating" || facts.callState === "announced";
  return hasBegun ? null : { code: "evaluation_not_begun" };
}

/** Why a juror may not open any application: the charter first, then every name of the list. */
export function refusalToRead(facts: JurorFacts): ReviewRefusal | null {
  const earlier = refusalToDeclare(facts);
  if (earlier !== null) return earlier;
  return facts.openLines > 0 ? { code: "interests_not_declared", details: { lines: facts.openLines } } : null;
}

/** Whether an assignment holds: it is proposed, or its juror sees it. */
export function isLiveAssignment(state: AssignmentState): boolean {
  return state === "proposed" || state === "active";
}

type Assigned = { state: AssignmentState; isLocked: boolean };

/** Whether the next search leaves it as it is: its juror sees it, or an organiser keeps it. */
export function isFixedAssignment({ state, isLocked }: Assigned): boolean {
  return state === "active" || (state === "proposed" && isLocked);
}

/** How much a search may give a juror. A least load is met when applications are first handed out: who loses one to a tie
 * later is owed no other, for those left may all have their readers, and nothing would be possible any more. What is fixed
 * is no fault of a largest load that was lowered afterwards.
 * @param own all assignments of the juror, whatever became of them */
export function loadBounds(
  { minLoad, maxLoad }: { minLoad: number; maxLoad: number },
  own: readonly Assigned[],
): { minLoad: number; maxLoad: number } {
  const active = own.filter(({ state }) => state === "active").length;
  const wasServed = own.some(({ state }) => state === "active" || state === "set_aside");
  return {
    minLoad: wasServed ? Math.min(minLoad, active) : minLoad,
    maxLoad: Math.max(maxLoad, own.filter(isFixedAssignment).length),
  };
}

/** Whether a review may still be written on. */
export function isOpenReview(state: ReviewState): boolean {
  return state === "draft" || state === "reopened";
}

/** Whether no review of a call is written on any more: its decisions are released. */
export function areReviewsClosed(callState: CallState): boolean {
  return callState === "announced";
}

/** Why a review may not be changed: what is handed in is opened again by an organiser, with a reason. */
export function refusalToWrite(state: ReviewState, callState: CallState): ReviewRefusal | null {
  if (areReviewsClosed(callState)) return { code: "reviews_closed" };
  if (callState !== "evaluating") return { code: "evaluation_not_begun" };
  return isOpenReview(state) ? null : { code: "review_handed_in" };
}

/** Why a review may not be opened again: what has been decided on stays as it was read. */
export function refusalToReopen(
  { state, callState }: { state: ReviewState; callState: CallState },
  reason: string,
): Refusal<ReviewRefusalCode | ConflictReasonCode> | null {
  if (areReviewsClosed(callState)) return { code: "reviews_closed" };
  if (state !== "submitted") return { code: "review_not_handed_in" };
  return visibleLength(reason) < shortestReason
    ? { code: "conflict_reason_required", details: { shortest: shortestReason } }
    : null;
}

type ConflictReasonCode = "conflict_reason_required";

/** Why somebody may not see how applications are ranked: who judges hands in first, so that no mark follows others. */
export function refusalToSeeRanking(roles: readonly string[], ownOpenReviews: number): ReviewRefusal | null {
  if (!["organiser", "chair", "authority"].some((role) => roles.includes(role)))
    return { code: "jury_role_required" };
  return ownOpenReviews > 0 ? { code: "own_reviews_first", details: { reviews: ownOpenReviews } } : null;
}
