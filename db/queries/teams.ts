import { and, eq, gt, isNull } from "drizzle-orm";
import type { Reader, Tx } from "../client.ts";
import { people } from "../schema/accounts.ts";
import { submissions, uploads } from "../schema/submissions.ts";
import { teamInvitations, teamMembers, teams } from "../schema/teams.ts";
import type { ChallengeId, PersonId, TeamId } from "../vocabulary.ts";

export type TeamRow = typeof teams.$inferSelect;

/** The team of a person in a challenge; null when the person is in none. */
export async function teamOf(
  db: Reader,
  challengeId: ChallengeId,
  personId: PersonId,
): Promise<TeamRow | null> {
  return (await membershipOf(db, challengeId, personId))?.team ?? null;
}

/** The team of a person in a challenge, and what the person is in it; null when in none. */
export async function membershipOf(db: Reader, challengeId: ChallengeId, personId: PersonId) {
  const rows = await db
    .select({ team: teams, role: teamMembers.role })
    .from(teamMembers)
    .innerJoin(teams, eq(teams.id, teamMembers.teamId))
    .where(and(eq(teamMembers.challengeId, challengeId), eq(teamMembers.personId, personId)));
  return rows[0] ?? null;
}

/** The team that a live invitation leads to; null when the key is unknown, expired, another challenge's, or of somebody
 * whose account is disabled. */
export async function invitedTeam(
  db: Reader,
  challengeId: ChallengeId,
  keyHash: string,
  now: Date,
): Promise<TeamRow | null> {
  const isLive = and(eq(teamInvitations.keyHash, keyHash), gt(teamInvitations.expiresAt, now));
  const rows = await db
    .select({ team: teams })
    .from(teamInvitations)
    .innerJoin(teams, eq(teams.id, teamInvitations.teamId))
    .innerJoin(people, and(eq(people.id, teamInvitations.createdBy), isNull(people.disabledAt)))
    .where(and(isLive, eq(teams.challengeId, challengeId)));
  return rows[0]?.team ?? null;
}

/** How many files a team has submitted or begun to upload, in all phases. */
export async function filesSentBy(db: Reader, teamId: TeamId): Promise<number> {
  const submitted = await db.$count(submissions, eq(submissions.teamId, teamId));
  return submitted + (await db.$count(uploads, eq(uploads.teamId, teamId)));
}

/** Until when a team's link works; null when it has none. */
export async function invitationExpiry(db: Reader, teamId: TeamId, now: Date): Promise<Date | null> {
  const rows = await db
    .select({ expiresAt: teamInvitations.expiresAt })
    .from(teamInvitations)
    .where(and(eq(teamInvitations.teamId, teamId), gt(teamInvitations.expiresAt, now)));
  return rows[0]?.expiresAt ?? null;
}

/** Holds a team's row until the transaction ends, so that its submissions come one after the other. */
export async function lockTeam(tx: Tx, teamId: TeamId): Promise<void> {
  await tx.select({ id: teams.id }).from(teams).where(eq(teams.id, teamId)).for("update");
}

/** Names of a team's members, the captain first. */
export async function membersOf(db: Reader, teamId: TeamId) {
  return db
    .select({ id: people.id, displayName: people.displayName, role: teamMembers.role })
    .from(teamMembers)
    .innerJoin(people, eq(people.id, teamMembers.personId))
    .where(eq(teamMembers.teamId, teamId))
    .orderBy(teamMembers.role, teamMembers.joinedAt);
}
