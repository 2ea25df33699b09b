export type SubmissionRefusalCode =
  | "quota_exhausted"
  | "file_rejected"
  | "file_too_large"
  | "idempotency_conflict"
  | "upload_incomplete"
  | "upload_expired"
  | "submission_not_found";
