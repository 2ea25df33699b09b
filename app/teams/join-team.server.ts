import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock } from "#db/clock.ts";
import { inTransaction } from "#db/connections.ts";
import { fingerprintOf } from "#db/fingerprint.ts";
import { publishedChallenge } from "#db/queries/challenges.ts";
import { invitedTeam, lockTeam, membersOf } from "#db/queries/teams.ts";
import { teamMembers } from "#db/schema/teams.ts";
import { refusalToJoin } from "./policy.ts";

/** Joins the team of an invitation's link; whoever is in it already stays in it.
 * @throws Refused `sign_in_required`, `email_not_confirmed`, `challenge_not_found`, `invitation_expired`, `team_full`,
 *   `already_in_team`
 * Effects: one membership, an audit line. */
export async function joinTeam(actor: Actor, slug: string, key: string): Promise<void> {
  const person = requirePerson(actor);
  if (!person.emailConfirmed) refuse("email_not_confirmed");
  await inTransaction(async (tx) => {
    const challenge = (await publishedChallenge(tx, slug)) ?? refuse("challenge_not_found");
    const now = await databaseClock(tx);
    const team =
      (await invitedTeam(tx, challenge.id, fingerprintOf(key), now)) ?? refuse("invitation_expired");
    // Locked first: of two who take the last place, one must see the other.
    await lockTeam(tx, team.id);
    const members = await membersOf(tx, team.id);
    if (members.some((member) => member.id === person.id)) return;
    refuseIf(refusalToJoin(members.length, challenge.maxTeamSize));
    const joined = await tx
      .insert(teamMembers)
      .values({ teamId: team.id, challengeId: challenge.id, personId: person.id, role: "member" })
      .onConflictDoNothing()
      .returning({ personId: teamMembers.personId });
    if (joined.length === 0) refuse("already_in_team");
    await appendAuditEvent(tx, { actor: person.id, verb: "join_team", subject: team.id });
  });
}
