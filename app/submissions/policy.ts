import { hasScope, type Actor } from "#app/accounts/actor.ts";
import type { AccountRefusalCode } from "#app/accounts/policy.ts";
import type { Refusal } from "#app/accounts/refusal.ts";
import type { ChallengeRefusalCode } from "#app/challenges/policy.ts";
import { phaseState, type PhaseDates } from "#app/challenges/rules.ts";
import type { TeamRefusalCode } from "#app/teams/policy.ts";

export type SubmissionRefusalCode =
  | "quota_exhausted"
  | "file_rejected"
  | "file_too_large"
  | "idempotency_conflict"
  | "upload_incomplete"
  | "upload_differs"
  | "upload_expired"
  | "too_many_uploads"
  | "too_many_unfinished"
  | "submission_not_found";

/** What decides whether somebody may submit now. */
export type SubmissionFacts = {
  phase: PhaseDates;
  /** Whether the phase has a specification and labels to score with. */
  isReady: boolean;
  hasTeam: boolean;
  hasAcceptedRules: boolean;
};

type SubmitRefusal = Refusal<
  AccountRefusalCode | ChallengeRefusalCode | TeamRefusalCode | SubmissionRefusalCode
>;

/** Why an actor may not submit now, the quota apart (it is counted under a lock).
 * Order: what the person can mend first comes first. */
export function refusalToSubmit(actor: Actor, facts: SubmissionFacts, now: Date): SubmitRefusal | null {
  if (actor.kind === "visitor") return { code: "sign_in_required" };
  if (!hasScope(actor, "submissions:write"))
    return { code: "scope_missing", details: { scope: "submissions:write" } };
  if (!actor.emailConfirmed) return { code: "email_not_confirmed" };
  if (!facts.hasAcceptedRules) return { code: "rules_not_accepted" };
  if (!facts.hasTeam) return { code: "team_required" };
  return refusalOfPhase(facts, now);
}

function refusalOfPhase(facts: SubmissionFacts, now: Date): SubmitRefusal | null {
  const state = phaseState(facts.phase, now);
  if (state === "upcoming")
    return { code: "phase_not_open", details: { opensAt: facts.phase.opensAt.toISOString() } };
  if (state !== "open")
    return { code: "phase_closed", details: { closedAt: facts.phase.closesAt.toISOString() } };
  return facts.isReady ? null : { code: "not_ready" };
}
