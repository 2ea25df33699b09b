export type TeamRefusalCode = "team_required" | "team_name_taken" | "already_in_team";
