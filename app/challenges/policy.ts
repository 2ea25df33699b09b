import type { Actor } from "#app/accounts/actor.ts";
import type { AccountRefusalCode } from "#app/accounts/policy.ts";
import type { Refusal } from "#app/accounts/refusal.ts";
import { phaseState, type PhaseDates } from "./rules.ts";

export type ChallengeRefusalCode =
  | "challenge_not_found"
  | "organiser_required"
  | "rules_not_accepted"
  | "phase_not_open"
  | "phase_closed"
  | "not_ready"
  | "phase_still_open"
  | "already_revealed"
  | "not_confirmed";

type OrganiserRefusal = Refusal<AccountRefusalCode | ChallengeRefusalCode>;

/** Why an actor may not create challenges. */
export function refusalToCreateChallenge(actor: Actor): OrganiserRefusal | null {
  if (actor.kind === "visitor") return { code: "sign_in_required" };
  return actor.isAdministrator ? null : { code: "administrator_required" };
}

/** Why the final scores of a phase may not be revealed now.
 * @param typed what the organiser has typed to confirm: the challenge's slug */
export function refusalToReveal(
  { phase, slug, typed }: { phase: PhaseDates; slug: string; typed: string },
  now: Date,
): Refusal<ChallengeRefusalCode> | null {
  const state = phaseState(phase, now);
  if (state === "revealed") return { code: "already_revealed" };
  if (state !== "closed")
    return { code: "phase_still_open", details: { closesAt: phase.closesAt.toISOString() } };
  return typed.trim() === slug ? null : { code: "not_confirmed" };
}

/** Why an actor may not see or change what belongs to the organisers of a challenge.
 * @param isOrganiser whether the actor holds that role in this challenge */
export function refusalToOrganise(actor: Actor, isOrganiser: boolean): OrganiserRefusal | null {
  if (actor.kind === "visitor") return { code: "sign_in_required" };
  return isOrganiser || actor.isAdministrator ? null : { code: "organiser_required" };
}
