import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse, Refused, refuseIf } from "#app/accounts/refusal.ts";
import { nameKey } from "#app/names/name-key.ts";
import { refusalOfName } from "#app/names/name-rules.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { brokenConstraint, inTransaction } from "#db/connections.ts";
import { newId } from "#db/ids.ts";
import { publishedChallenge } from "#db/queries/challenges.ts";
import { teamMembers, teams } from "#db/schema/teams.ts";
import type { TeamId } from "#db/vocabulary.ts";

/** Creates a team with the actor as its captain.
 * @throws Refused `sign_in_required`, `email_not_confirmed`, `challenge_not_found`, `team_name_taken`, `already_in_team`,
 *   `name_character_refused`, `name_scripts_mixed`, `name_reserved`, `name_is_address`
 * Effects: one team, one membership, an audit line. */
export async function createTeam(
  actor: Actor,
  slug: string,
  team: { name: string; affiliation: string | null },
): Promise<TeamId> {
  const person = requirePerson(actor);
  if (!person.emailConfirmed) refuse("email_not_confirmed");
  refuseIf(refusalOfName(team.name, "name"));
  if (team.affiliation !== null) refuseIf(refusalOfName(team.affiliation, "affiliation"));
  try {
    return await inTransaction(async (tx) => {
      const challenge = (await publishedChallenge(tx, slug)) ?? refuse("challenge_not_found");
      const id: TeamId = newId("team");
      await tx.insert(teams).values({ id, challengeId: challenge.id, ...team, nameKey: nameKey(team.name) });
      await tx
        .insert(teamMembers)
        .values({ teamId: id, challengeId: challenge.id, personId: person.id, role: "captain" });
      await appendAuditEvent(tx, { actor: person.id, verb: "create_team", subject: id });
      return id;
    });
  } catch (error) {
    throw refusalOf(brokenConstraint(error)) ?? error;
  }
}

/** The keys say what may not be twice; the first to be broken names the refusal. */
function refusalOf(constraint: string | null): Refused | null {
  if (constraint === "teams_name" || constraint === "teams_name_key")
    return new Refused({ code: "team_name_taken" });
  if (constraint?.startsWith("team_members") === true) return new Refused({ code: "already_in_team" });
  return null;
}
