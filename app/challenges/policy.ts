export type ChallengeRefusalCode =
  | "challenge_not_found"
  | "organiser_required"
  | "rules_not_accepted"
  | "phase_not_open"
  | "phase_closed"
  | "not_ready";
