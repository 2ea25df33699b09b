import type { Actor } from "#app/accounts/actor.ts";
import type { AccountRefusalCode } from "#app/accounts/policy.ts";
import type { Refusal } from "#app/accounts/refusal.ts";
import { refusalToOrganiseCall, type CallRefusalCode } from "#app/calls/policy.ts";
import type { CallRole, LaureateState, MemberRole } from "#db/vocabulary.ts";
import { afterEvent } from "./rules.ts";

export type LaureateRefusalCode =
  | "laureate_not_found"
  | "laureate_changed_meanwhile"
  | "laureate_not_approved"
  | "laureate_withdrawn"
  | "laureate_member_cannot_write"
  | "laureate_owner_required"
  | "laureate_people_not_agreed";

type LaureateRefusal = Refusal<AccountRefusalCode | CallRefusalCode | LaureateRefusalCode>;

/** Why an actor may not write about the laureates of a call.
 * @param isDecided whether the decision that makes it a laureate has been released */
export function refusalToPropose(
  actor: Actor,
  roles: readonly CallRole[],
  isDecided: boolean,
): LaureateRefusal | null {
  return refusalToOrganiseCall(actor, roles) ?? (isDecided ? null : { code: "laureate_not_found" });
}

/** What was on the screen of whoever decides, and what is there now. */
export type Seen = { revision: number; seen: number };

/** Why a text may not be published now. */
export function refusalToPublish(state: LaureateState, versions: Seen): LaureateRefusal | null {
  if (afterEvent(state, "publish") === null) return { code: "laureate_not_approved" };
  return refusalOfOutdated(versions);
}

/** Why a member may not change the text about their project. */
export function refusalToWrite(role: MemberRole, versions: Seen): LaureateRefusal | null {
  if (role === "viewer") return { code: "laureate_member_cannot_write" };
  return refusalOfOutdated(versions);
}

/** Why a member may not approve the text. Names go public with the agreement of those who bear them. */
export function refusalToApprove(
  role: MemberRole,
  versions: Seen,
  names: { people: readonly string[]; haveAgreed: boolean },
): LaureateRefusal | null {
  if (role !== "owner") return { code: "laureate_owner_required" };
  if (names.people.length > 0 && !names.haveAgreed) return { code: "laureate_people_not_agreed" };
  return refusalOfOutdated(versions);
}

/** Why a member may not take the consent back. */
export function refusalToWithdrawConsent(role: MemberRole, state: LaureateState): LaureateRefusal | null {
  if (role !== "owner") return { code: "laureate_owner_required" };
  return afterEvent(state, "withdraw") === null ? { code: "laureate_withdrawn" } : null;
}

/** Why nothing may be done with a text that is no longer the one on the screen. */
export function refusalOfOutdated({ revision, seen }: Seen): LaureateRefusal | null {
  return revision === seen ? null : { code: "laureate_changed_meanwhile" };
}
