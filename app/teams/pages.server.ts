import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { databaseClock } from "#db/clock.ts";
import { db } from "#db/connections.ts";
import { fingerprintOf } from "#db/fingerprint.ts";
import { publishedChallenge } from "#db/queries/challenges.ts";
import { filesSentBy, invitationExpiry, invitedTeam, membershipOf, membersOf } from "#db/queries/teams.ts";
import { refusalToLeave } from "./policy.ts";

/** The actor's own team in a challenge; null without one.
 * @throws Refused `sign_in_required`, `challenge_not_found` */
export async function teamPage(actor: Actor, slug: string) {
  const person = requirePerson(actor);
  const challenge = (await publishedChallenge(db(), slug)) ?? refuse("challenge_not_found");
  const membership = await membershipOf(db(), challenge.id, person.id);
  if (membership === null) return null;
  const { team, role } = membership;
  const members = await membersOf(db(), team.id);
  return {
    name: team.name,
    affiliation: team.affiliation,
    members: members.map(({ id, ...member }) => ({ ...member, isSelf: id === person.id })),
    atMost: challenge.maxTeamSize,
    isCaptain: role === "captain",
    mayLeave: refusalToLeave(await filesSentBy(db(), team.id)) === null,
    linkExpiresAt: await invitationExpiry(db(), team.id, await databaseClock(db())),
    timeZone: challenge.timeZone,
  };
}

export type TeamPage = NonNullable<Awaited<ReturnType<typeof teamPage>>>;

/** What somebody who holds a link sees of the team before joining it.
 * @throws Refused `challenge_not_found`, `invitation_expired` */
export async function joinPage(actor: Actor, slug: string, key: string) {
  const challenge = (await publishedChallenge(db(), slug)) ?? refuse("challenge_not_found");
  const now = await databaseClock(db());
  const team =
    (await invitedTeam(db(), challenge.id, fingerprintOf(key), now)) ?? refuse("invitation_expired");
  const members = await membersOf(db(), team.id);
  return { team: team.name, members: members.length, isSignedIn: actor.kind === "person" };
}
