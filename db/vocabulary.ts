/** The closed lists of the domain. A leaf: it imports nothing, and the browser may import it. */

export const locales = ["fr", "en"] as const;
export type Locale = (typeof locales)[number];

/** The same text in both languages of the site. */
export type Bilingual = { en: string; fr: string };

/** Life of an evaluation. `scored`, `rejected`, `failed` and `cancelled` are final. */
export const evaluationStates = ["queued", "running", "scored", "rejected", "failed", "cancelled"] as const;
export type EvaluationState = (typeof evaluationStates)[number];

/** Whether what was asked of another process, a score or an assignment, is still to come. */
export function isUnderWay(state: string | null | undefined): boolean {
  return state === "queued" || state === "running";
}

/** What the public sees of a submission: its evaluation's state, or `uploading` before it exists. */
export type SubmissionState = "uploading" | EvaluationState;

/** Who has to act after a failure: the competitor (`file`), the organiser (`scorer`) or us (`platform`). */
export const failureClasses = ["file", "scorer", "platform"] as const;
export type FailureClass = (typeof failureClasses)[number];

/** How the public board shows scores during a phase. `plain`: each score as it is. `ladder`: a score that is no significant
 * improvement on the team's shown one is not shown, and only the ranking metric is. */
export const displayRules = ["plain", "ladder"] as const;
export type DisplayRule = (typeof displayRules)[number];

/** What a new phase has unless its organiser chooses otherwise. */
export const defaultDisplayRule: DisplayRule = "ladder";

/** Which rows a ranking is made on. */
export const splits = ["public", "private"] as const;
export type Split = (typeof splits)[number];

/** What may point to probing of the labels; for organisers to judge, never a verdict. */
export const probeFlags = [
  "few_distinct_values",
  "few_rows_changed",
  "values_at_bounds",
  "same_file_as_other_team",
  "near_copy_of_other_team",
] as const;
export type ProbeFlag = (typeof probeFlags)[number];

export const challengeRoles = ["organiser"] as const;
export type ChallengeRole = (typeof challengeRoles)[number];

export const teamRoles = ["captain", "member"] as const;
export type TeamRole = (typeof teamRoles)[number];

/** What a personal API token may do. */
export const scopes = ["challenges:read", "submissions:read", "submissions:write", "rules:accept"] as const;
export type Scope = (typeof scopes)[number];

export const submissionOrigins = ["page", "api", "demonstration"] as const;
export type SubmissionOrigin = (typeof submissionOrigins)[number];

export const uploadStates = ["uploading", "completed", "aborted"] as const;
export type UploadState = (typeof uploadStates)[number];

export const challengeFileKinds = ["sample_submission", "data", "documentation"] as const;
export type ChallengeFileKind = (typeof challengeFileKinds)[number];

export const emailTokenPurposes = ["confirm_email", "reset_password"] as const;
export type EmailTokenPurpose = (typeof emailTokenPurposes)[number];

/** Letters of the outbox, by what they are about. */
export const letterKinds = [
  "confirm_email",
  "account_exists",
  "reset_password",
  "password_changed",
  "application_invitation",
  "application_received",
  "application_withdrawn",
  "complement_requested",
  "admissibility_ruled",
  "juror_invitation",
  "juror_reminder",
  "review_reopened",
  "decision_released",
  "laureate_proposed",
  "laureate_published",
  "journal_head",
] as const;
export type LetterKind = (typeof letterKinds)[number];

/** Letters whose link lets its reader act as the recipient: their text is not kept once it is sent. */
export const secretLetters: readonly LetterKind[] = [
  "confirm_email",
  "reset_password",
  "application_invitation",
  "juror_invitation",
];

/** The separate processes of an installation, each with its own database role and object-store key. */
export const processKinds = ["web", "jobs", "worker"] as const;
export type ProcessKind = (typeof processKinds)[number];

/** Why a sweep of stored files removes nothing: it is switched off, the bucket is another installation's, another database
 * has swept it since, or so much would go that something must be wrong. */
export const sweepRefusals = ["switched_off", "foreign_bucket", "swept_by_another", "too_many"] as const;
export type SweepRefusal = (typeof sweepRefusals)[number];

/** Stains of the drawn tissue plates that illustrate challenges. */
export const stains = ["he", "ihc", "pas"] as const;
export type Stain = (typeof stains)[number];

/** Jobs of the queue, with the process that runs them. */
export const jobNames = [
  "score",
  "register_labels",
  "send_letter",
  "reveal_phase",
  "check_document",
  "solve_assignment",
  "compute_ranking",
  "rank_statistics",
  "flag_probes",
] as const;
export type JobName = (typeof jobNames)[number];

export type PersonId = `person_${string}`;
export type ChallengeId = `challenge_${string}`;
export type PhaseId = `phase_${string}`;
export type SpecificationId = `spec_${string}`;
export type LabelSetId = `labels_${string}`;
export type ChallengeFileId = `file_${string}`;
export type RulesId = `rules_${string}`;
export type TeamId = `team_${string}`;
export type SubmissionId = `sub_${string}`;
export type EvaluationId = `eval_${string}`;
export type LetterId = `letter_${string}`;
export type ApiTokenId = `token_${string}`;

/** Life of a call for projects. `open` is what organisers have published; its dates say whether it takes applications. */
export const callStates = ["draft", "open", "closed", "evaluating", "announced"] as const;
export type CallState = (typeof callStates)[number];

/** What jurors see of applicants: everything, or nothing that names them. */
export const blindnesses = ["open", "applicants_hidden"] as const;
export type Blindness = (typeof blindnesses)[number];

/** Who does what in a call. Jurors have a table of their own. */
export const callRoles = ["organiser", "officer", "chair", "authority"] as const;
export type CallRole = (typeof callRoles)[number];

/** What the administration's silence means once the stated date has passed. */
export const silenceMeanings = ["rejection", "acceptance"] as const;
export type SilenceMeaning = (typeof silenceMeanings)[number];

export const questionStates = ["asked", "answered", "set_aside"] as const;
export type QuestionState = (typeof questionStates)[number];

/** Life of an application. From `submitted` on, what was received is a snapshot; the draft may go on until the cut-off. */
export const applicationStates = [
  "draft",
  "submitted",
  "complement_requested",
  "admissible",
  "inadmissible",
  "withdrawn",
] as const;
export type ApplicationState = (typeof applicationStates)[number];

export const memberRoles = ["owner", "editor", "viewer"] as const;
export type MemberRole = (typeof memberRoles)[number];

/** Life of a document: `checking` once its bytes have arrived, until the jobs process has looked at them; `abandoned` when
 * they never have. */
export const documentStates = ["uploading", "abandoned", "checking", "accepted", "refused"] as const;
export type DocumentState = (typeof documentStates)[number];

/** Why a document was refused. */
export const documentFaults = [
  "empty",
  "too_large",
  "not_pdf",
  "encrypted",
  "active_content",
  "unreadable",
  "too_costly",
  "too_many_pages",
] as const;
export type DocumentFault = (typeof documentFaults)[number];

export const checkKinds = ["automatic", "human"] as const;
export type CheckKind = (typeof checkKinds)[number];

export const checkOutcomes = ["passed", "failed", "unsure"] as const;
export type CheckOutcome = (typeof checkOutcomes)[number];

/** A name that an application carries, for the declaration of interests. */
export const partnerKinds = ["organisation", "person"] as const;
export type PartnerKind = (typeof partnerKinds)[number];

export const jurorStates = ["invited", "accepted", "declined", "removed"] as const;
export type JurorState = (typeof jurorStates)[number];

/** Whether a person may touch an application. Only `none_declared` and `dismissed` open its content to a juror. */
export const conflictStates = [
  "unknown",
  "none_declared",
  "declared",
  "suspected",
  "confirmed",
  "dismissed",
] as const;
export type ConflictState = (typeof conflictStates)[number];

/** Where a conflict is known from. */
export const conflictSources = ["sweep", "detection", "declaration", "organiser"] as const;
export type ConflictSource = (typeof conflictSources)[number];

export const assignmentKinds = ["rapporteur", "reader"] as const;
export type AssignmentKind = (typeof assignmentKinds)[number];

export const assignmentStates = ["proposed", "active", "declined", "released", "set_aside"] as const;
export type AssignmentState = (typeof assignmentStates)[number];

export const runStates = [
  "queued",
  "running",
  "solved",
  "infeasible",
  "failed",
  "cancelled",
  "applied",
] as const;
export type RunState = (typeof runStates)[number];

export const reviewStates = ["draft", "submitted", "reopened", "locked", "set_aside"] as const;
export type ReviewState = (typeof reviewStates)[number];

export const decisionOutcomes = ["laureate", "waiting_list", "rejected"] as const;
export type DecisionOutcome = (typeof decisionOutcomes)[number];

export const decisionStates = ["proposed", "approved", "released"] as const;
export type DecisionState = (typeof decisionStates)[number];

/** What happens to a decision: it comes into a state, or its proposal is taken back. */
export type DecisionChange = DecisionState | "taken_back";

/** What a letter about a decision says; who moves up from the waiting list gets one of its own. */
export const letterOutcomes = [...decisionOutcomes, "promoted"] as const;
export type LetterOutcome = (typeof letterOutcomes)[number];

/** Life of a laureate's public text: `drafted` waits for the laureate, `approved` for the organiser; a change begins
 * again. `withdrawn`: the laureate has taken the consent back. */
export const laureateStates = ["drafted", "approved", "published", "withdrawn"] as const;
export type LaureateState = (typeof laureateStates)[number];

export type CallId = `call_${string}`;
export type CutoffId = `cutoff_${string}`;
export type FormVersionId = `form_${string}`;
export type RulebookId = `rulebook_${string}`;
export type RubricId = `rubric_${string}`;
export type CallDocumentId = `calldoc_${string}`;
export type QuestionId = `question_${string}`;
export type OrganisationId = `organisation_${string}`;
export type ApplicationId = `application_${string}`;
export type ApplicationInvitationId = `appinvite_${string}`;
export type DocumentId = `document_${string}`;
export type ApplicationSubmissionId = `appsub_${string}`;
export type ComplementId = `complement_${string}`;
export type JurorId = `juror_${string}`;
export type AssignmentId = `assignment_${string}`;
export type AssignmentRunId = `run_${string}`;
export type ReviewId = `review_${string}`;

/** Why an administrator disables an account; a code, so that the journal says nothing about a person. */
export const disablingReasons = ["misuse", "impersonation", "compromised", "left", "own_request"] as const;
export type DisablingReason = (typeof disablingReasons)[number];
