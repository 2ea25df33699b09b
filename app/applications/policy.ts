import type { Actor } from "#app/accounts/actor.ts";
import type { AccountRefusalCode } from "#app/accounts/policy.ts";
import type { Refusal } from "#app/accounts/refusal.ts";
import type { CallRefusalCode } from "#app/calls/policy.ts";
import type { CallStatus } from "#app/calls/rules.ts";
import type { ApplicationState, MemberRole } from "#db/vocabulary.ts";

export type ApplicationRefusalCode =
  | "application_not_found"
  | "application_closed"
  | "application_withdrawn"
  | "application_incomplete"
  | "member_cannot_edit"
  | "owner_required"
  | "field_unknown"
  | "value_unreadable"
  | "document_not_found"
  | "document_incomplete"
  | "document_too_large"
  | "invitation_expired"
  | "already_member"
  | "form_faulty"
  | "form_unchanged"
  | "complement_open"
  | "reasons_missing"
  | "due_date_past"
  | "not_received";

type ApplicationRefusal = Refusal<AccountRefusalCode | CallRefusalCode | ApplicationRefusalCode>;

/** Why an actor may not begin an application. */
export function refusalToApply(actor: Actor, status: CallStatus): ApplicationRefusal | null {
  if (actor.kind === "visitor") return { code: "sign_in_required" };
  if (!actor.emailConfirmed) return { code: "email_not_confirmed" };
  return status === "open" ? null : { code: "call_not_open" };
}

/** What decides whether an application may be changed or submitted now. */
export type EditingFacts = {
  state: ApplicationState;
  role: MemberRole;
  status: CallStatus;
  /** Set while the officer waits for complements. */
  complementDueAt: Date | null;
};

/** Why a member may not change an application now. After the cut-off a request for complements opens it again, until
 * its date. */
export function refusalToEdit(facts: EditingFacts, now: Date): ApplicationRefusal | null {
  if (facts.state === "withdrawn") return { code: "application_withdrawn" };
  if (facts.role === "viewer") return { code: "member_cannot_edit" };
  if (facts.complementDueAt !== null)
    return now <= facts.complementDueAt ? null : { code: "application_closed" };
  const isOpen = facts.status === "open" && (facts.state === "draft" || facts.state === "submitted");
  return isOpen ? null : { code: "application_closed" };
}

/** Why a member may not withdraw an application. */
export function refusalToWithdraw(facts: {
  state: ApplicationState;
  role: MemberRole;
}): ApplicationRefusal | null {
  if (facts.role !== "owner") return { code: "owner_required" };
  return facts.state === "withdrawn" ? { code: "application_withdrawn" } : null;
}

/** Why a member may not change who writes the application. */
export function refusalToInvite(facts: {
  state: ApplicationState;
  role: MemberRole;
}): ApplicationRefusal | null {
  return refusalToWithdraw(facts);
}

/** Why an officer may not rule on an application now. */
export function refusalToRule(
  state: ApplicationState,
  status: CallStatus,
): Refusal<ApplicationRefusalCode | CallRefusalCode> | null {
  if (state === "withdrawn") return { code: "application_withdrawn" };
  if (state === "draft") return { code: "not_received" };
  // Before the cut-off the applicant may still replace what was received.
  return status === "closed" || status === "evaluating" ? null : { code: "call_not_open" };
}
