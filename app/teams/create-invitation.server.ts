import { eq } from "drizzle-orm";
import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock } from "#db/clock.ts";
import { inTransaction } from "#db/connections.ts";
import { fingerprintOf, newKey } from "#db/fingerprint.ts";
import { publishedChallenge } from "#db/queries/challenges.ts";
import { membershipOf } from "#db/queries/teams.ts";
import { teamInvitations } from "#db/schema/teams.ts";

/** How long a link into a team works, in days. */
export const invitationDays = 7;

/** Makes the link by which others join the actor's team; an earlier link ends.
 * @returns the link's key, given once and stored as a hash only
 * @throws Refused `sign_in_required`, `challenge_not_found`, `team_required`, `captain_required`
 * Effects: one row instead of earlier ones, an audit line. */
export async function createInvitation(actor: Actor, slug: string): Promise<string> {
  const person = requirePerson(actor);
  const key = newKey();
  await inTransaction(async (tx) => {
    const challenge = (await publishedChallenge(tx, slug)) ?? refuse("challenge_not_found");
    const { team, role } = (await membershipOf(tx, challenge.id, person.id)) ?? refuse("team_required");
    if (role !== "captain") refuse("captain_required");
    const now = await databaseClock(tx);
    const expiresAt = new Date(now.getTime() + invitationDays * 86_400_000);
    await tx.delete(teamInvitations).where(eq(teamInvitations.teamId, team.id));
    const link = { keyHash: fingerprintOf(key), teamId: team.id, createdBy: person.id, expiresAt };
    await tx.insert(teamInvitations).values(link);
    await appendAuditEvent(tx, { actor: person.id, verb: "create_invitation", subject: team.id });
  });
  return key;
}
