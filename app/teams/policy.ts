import type { Refusal } from "#app/accounts/refusal.ts";

export type TeamRefusalCode =
  | "team_required"
  | "team_name_taken"
  | "already_in_team"
  | "team_full"
  | "invitation_expired"
  | "captain_required"
  | "team_has_submitted";

/** Why nobody may join a team now.
 * @param members how many are in it; @param allowed the challenge's largest team */
export function refusalToJoin(members: number, allowed: number): Refusal<TeamRefusalCode> | null {
  return members < allowed ? null : { code: "team_full", details: { allowed } };
}

/** Why a member may not leave: from its first submission on, a team keeps its members. Otherwise leaving and founding
 * another team would be a way to more submissions than the rules allow. */
export function refusalToLeave(filesSent: number): Refusal<TeamRefusalCode> | null {
  return filesSent === 0 ? null : { code: "team_has_submitted" };
}
