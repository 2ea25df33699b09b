/** The closed lists of the domain. A leaf: it imports nothing, and the browser may import it. */

export const locales = ["fr", "en"] as const;
export type Locale = (typeof locales)[number];

/** The same text in both languages of the site. */
export type Bilingual = { en: string; fr: string };

/** Life of an evaluation. `scored`, `rejected`, `failed` and `cancelled` are final. */
export const evaluationStates = ["queued", "running", "scored", "rejected", "failed", "cancelled"] as const;
export type EvaluationState = (typeof evaluationStates)[number];

/** What the public sees of a submission: its evaluation's state, or `uploading` before it exists. */
export type SubmissionState = "uploading" | EvaluationState;

/** Who has to act after a failure: the competitor (`file`), the organiser (`scorer`) or us (`platform`). */
export const failureClasses = ["file", "scorer", "platform"] as const;
export type FailureClass = (typeof failureClasses)[number];

/** How the public board shows scores during a phase. `plain`: each score as it is. */
export const displayRules = ["plain"] as const;
export type DisplayRule = (typeof displayRules)[number];

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
export const letterKinds = ["confirm_email", "account_exists", "reset_password", "password_changed"] as const;
export type LetterKind = (typeof letterKinds)[number];

/** Letters whose link lets its reader act as the recipient: their text is not kept once it is sent. */
export const secretLetters: readonly LetterKind[] = ["confirm_email", "reset_password"];

/** The separate processes of an installation, each with its own database role and object-store key. */
export const processKinds = ["web", "jobs", "worker"] as const;
export type ProcessKind = (typeof processKinds)[number];

/** Stains of the drawn tissue plates that illustrate challenges. */
export const stains = ["he", "ihc", "pas"] as const;
export type Stain = (typeof stains)[number];

/** Jobs of the queue, with the process that runs them. */
export const jobNames = ["score", "register_labels", "send_letter", "reveal_phase"] as const;
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
