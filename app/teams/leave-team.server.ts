import { and, eq } from "drizzle-orm";
import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { inTransaction, type Tx } from "#db/connections.ts";
import { publishedChallenge } from "#db/queries/challenges.ts";
import { filesSentBy, lockTeam, membershipOf, membersOf } from "#db/queries/teams.ts";
import { teamMembers, teams } from "#db/schema/teams.ts";
import type { PersonId, TeamId } from "#db/vocabulary.ts";
import { refusalToLeave } from "./policy.ts";

/** Leaves the own team of a challenge, which is possible until its first submission. The longest-standing member becomes
 * captain after the captain; a team that nobody is left in is gone.
 * @throws Refused `sign_in_required`, `challenge_not_found`, `team_required`, `team_has_submitted`
 * Effects: one membership fewer, or one team fewer; an audit line. */
export async function leaveTeam(actor: Actor, slug: string): Promise<void> {
  const person = requirePerson(actor);
  await inTransaction(async (tx) => {
    const challenge = (await publishedChallenge(tx, slug)) ?? refuse("challenge_not_found");
    const { team } = (await membershipOf(tx, challenge.id, person.id)) ?? refuse("team_required");
    // Locked first: a submission of another member must not slip in between.
    await lockTeam(tx, team.id);
    refuseIf(refusalToLeave(await filesSentBy(tx, team.id)));
    await tx.delete(teamMembers).where(membership(team.id, person.id));
    await settle(tx, team.id);
    await appendAuditEvent(tx, { actor: person.id, verb: "leave_team", subject: team.id });
  });
}

/** Gives a team without a captain a new one, and removes a team without members. */
async function settle(tx: Tx, teamId: TeamId): Promise<void> {
  const [first, ...others] = await membersOf(tx, teamId);
  if (first === undefined) await tx.delete(teams).where(eq(teams.id, teamId));
  else if (![first, ...others].some((member) => member.role === "captain"))
    await tx.update(teamMembers).set({ role: "captain" }).where(membership(teamId, first.id));
}

function membership(teamId: TeamId, personId: PersonId) {
  return and(eq(teamMembers.teamId, teamId), eq(teamMembers.personId, personId));
}
