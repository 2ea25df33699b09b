import type { AccountRefusalCode } from "#app/accounts/policy.ts";
import type { ApplicationRefusalCode } from "#app/applications/policy.ts";
import type { CallRefusalCode } from "#app/calls/policy.ts";
import type { ChallengeRefusalCode } from "#app/challenges/policy.ts";
import type { DecisionRefusalCode } from "#app/decisions/rules.ts";
import type { LaureateRefusalCode } from "#app/laureates/policy.ts";
import type { NameRefusalCode } from "#app/names/name-rules.ts";
import type { ConflictRefusalCode } from "#app/reviews/conflict-states.ts";
import type { AssignmentRefusalCode, ReviewRefusalCode } from "#app/reviews/policy.ts";
import type { SiteRefusalCode } from "#app/site/policy.ts";
import type { SubmissionRefusalCode } from "#app/submissions/policy.ts";
import type { TeamRefusalCode } from "#app/teams/policy.ts";

/** Refusals of the HTTP layer itself. */
type HttpRefusalCode =
  | "invalid_input"
  | "not_found"
  | "unavailable"
  | "body_too_large"
  | "body_cut_off"
  | "too_many_at_once"
  | "busy";

export type RefusalCode =
  | AccountRefusalCode
  | AssignmentRefusalCode
  | ApplicationRefusalCode
  | CallRefusalCode
  | ChallengeRefusalCode
  | ConflictRefusalCode
  | DecisionRefusalCode
  | HttpRefusalCode
  | LaureateRefusalCode
  | NameRefusalCode
  | ReviewRefusalCode
  | SiteRefusalCode
  | SubmissionRefusalCode
  | TeamRefusalCode;

/** Every refusal with its HTTP status: a code without a line does not compile. */
export const refusalStatus = {
  sign_in_required: 401,
  scope_missing: 403,
  administrator_required: 403,
  email_not_confirmed: 403,
  wrong_credentials: 401,
  too_many_attempts: 429,
  account_disabled: 403,
  person_not_found: 404,
  own_account: 409,
  password_common: 422,
  name_character_refused: 422,
  name_scripts_mixed: 422,
  name_reserved: 422,
  name_is_address: 422,
  link_expired: 410,
  challenge_not_found: 404,
  organiser_required: 403,
  rules_not_accepted: 403,
  phase_not_open: 403,
  phase_closed: 403,
  not_ready: 409,
  phase_still_open: 409,
  already_revealed: 409,
  not_confirmed: 422,
  team_required: 403,
  team_name_taken: 409,
  already_in_team: 409,
  team_full: 409,
  invitation_expired: 410,
  captain_required: 403,
  team_has_submitted: 409,
  quota_exhausted: 429,
  file_rejected: 422,
  file_too_large: 413,
  idempotency_conflict: 409,
  upload_incomplete: 409,
  upload_differs: 422,
  upload_expired: 410,
  too_many_uploads: 429,
  too_many_unfinished: 429,
  submission_not_found: 404,
  call_not_found: 404,
  call_role_required: 403,
  call_incomplete: 409,
  call_published: 409,
  call_slug_taken: 409,
  call_not_open: 403,
  questions_closed: 403,
  question_not_found: 404,
  deadline_past: 422,
  deadline_unchanged: 422,
  no_such_time: 422,
  person_unknown: 422,
  criteria_faulty: 422,
  application_not_found: 404,
  application_closed: 403,
  application_withdrawn: 409,
  application_incomplete: 409,
  member_cannot_edit: 403,
  owner_required: 403,
  field_unknown: 409,
  value_unreadable: 422,
  document_not_found: 404,
  document_incomplete: 409,
  document_too_large: 413,
  already_member: 409,
  form_faulty: 422,
  form_unchanged: 409,
  complement_open: 409,
  reasons_missing: 422,
  due_date_past: 422,
  not_received: 409,
  edited_meanwhile: 409,
  juror_required: 403,
  jury_role_required: 403,
  juror_not_found: 404,
  already_juror: 409,
  invitation_not_yours: 403,
  invitation_answered: 409,
  charter_missing: 409,
  charter_not_accepted: 403,
  evaluation_not_begun: 403,
  evaluation_begun: 409,
  call_still_open: 409,
  interests_not_declared: 403,
  loads_crossed: 422,
  own_reviews_first: 403,
  conflict_not_yours: 403,
  conflict_organisers_only: 403,
  conflict_reason_required: 422,
  conflict_transition_unknown: 409,
  juror_unavailable: 409,
  juror_in_conflict: 409,
  juror_has_not_attested: 409,
  language_not_read: 409,
  already_assigned: 409,
  juror_fully_loaded: 409,
  application_fully_assigned: 409,
  review_submitted: 409,
  assignment_reason_required: 422,
  run_active: 409,
  run_not_solved: 409,
  assignment_outdated: 409,
  nothing_to_remind: 409,
  review_incomplete: 409,
  reviews_closed: 409,
  review_handed_in: 409,
  review_not_handed_in: 409,
  review_not_found: 404,
  mark_not_on_scale: 422,
  laureate_not_found: 404,
  laureate_changed_meanwhile: 409,
  laureate_not_approved: 409,
  laureate_withdrawn: 409,
  laureate_member_cannot_write: 403,
  laureate_owner_required: 403,
  laureate_people_not_agreed: 422,
  decision_role_required: 403,
  decision_chair_only: 403,
  decision_authority_only: 403,
  decision_same_person: 403,
  decision_already_released: 409,
  decision_not_approved: 409,
  decision_not_proposed: 409,
  decision_missing: 409,
  decision_twice: 409,
  decisions_changed: 409,
  waiting_position_invalid: 422,
  amount_out_of_place: 422,
  departure_reason_required: 422,
  envelope_overspent: 422,
  granted_more_than_asked: 422,
  ranking_missing: 409,
  letter_count_changed: 409,
  letters_changed: 409,
  matters_open: 409,
  letters_faulty: 409,
  nothing_to_release: 409,
  award_missing: 409,
  nobody_waits: 409,
  promotion_under_way: 409,
  promotion_not_yours: 403,
  invalid_input: 422,
  not_found: 404,
  unavailable: 503,
  body_too_large: 413,
  body_cut_off: 400,
  too_many_at_once: 429,
  busy: 503,
} as const satisfies Record<RefusalCode, number>;

/** The status of a refusal's code; 500 for a code that no table knows, which only a bug can bring. */
export function statusOf(code: string): number {
  return isKnown(code) ? refusalStatus[code] : 500;
}

/** The headers of an answer that refuses with a code: of what is away for a moment, when to come back. */
export function headersOf(code: string): Record<string, string> {
  return statusOf(code) === 503 ? { "Retry-After": String(retryAfterSeconds) } : {};
}

export const retryAfterSeconds = 30;

function isKnown(code: string): code is RefusalCode {
  return Object.hasOwn(refusalStatus, code);
}
