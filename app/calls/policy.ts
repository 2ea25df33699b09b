import type { Actor } from "#app/accounts/actor.ts";
import type { AccountRefusalCode } from "#app/accounts/policy.ts";
import type { Refusal } from "#app/accounts/refusal.ts";
import type { CallRole } from "#db/vocabulary.ts";
import type { CallStatus } from "./rules.ts";

export type CallRefusalCode =
  | "call_not_found"
  | "call_role_required"
  | "call_incomplete"
  | "call_published"
  | "call_slug_taken"
  | "call_not_open"
  | "questions_closed"
  | "question_not_found"
  | "deadline_past"
  | "deadline_unchanged"
  | "no_such_time"
  | "person_unknown"
  | "criteria_faulty";

type CallRefusal = Refusal<AccountRefusalCode | CallRefusalCode>;

/** Why an actor may not create calls.
 * @param organisesSomewhere whether the actor organises another call already */
export function refusalToCreateCall(actor: Actor, organisesSomewhere: boolean): CallRefusal | null {
  if (actor.kind === "visitor") return { code: "sign_in_required" };
  return actor.isAdministrator || organisesSomewhere ? null : { code: "administrator_required" };
}

/** Why an actor may not change what a call says. An administrator of the platform is none of its organisers. */
export function refusalToOrganiseCall(actor: Actor, roles: readonly CallRole[]): CallRefusal | null {
  if (actor.kind === "visitor") return { code: "sign_in_required" };
  return roles.includes("organiser") ? null : { code: "call_role_required" };
}

/** Why an actor may not look after received applications. */
export function refusalToExamine(actor: Actor, roles: readonly CallRole[]): CallRefusal | null {
  if (actor.kind === "visitor") return { code: "sign_in_required" };
  return roles.includes("officer") || roles.includes("organiser") ? null : { code: "call_role_required" };
}

/** Why an actor may not ask a question about a call. */
export function refusalToAsk(
  actor: Actor,
  call: { status: CallStatus; questionsCloseAt: Date | null },
  now: Date,
): CallRefusal | null {
  if (actor.kind === "visitor") return { code: "sign_in_required" };
  if (!actor.emailConfirmed) return { code: "email_not_confirmed" };
  const areTaken = call.status === "open" || call.status === "upcoming";
  const isLate = call.questionsCloseAt !== null && now > call.questionsCloseAt;
  return areTaken && !isLate ? null : { code: "questions_closed" };
}
