import { and, eq } from "drizzle-orm";
import type { Reader, Tx } from "../client.ts";
import { people } from "../schema/accounts.ts";
import { teamMembers, teams } from "../schema/submissions.ts";
import type { ChallengeId, PersonId, TeamId } from "../vocabulary.ts";

export type TeamRow = typeof teams.$inferSelect;

/** The team of a person in a challenge; null when the person is in none. */
export async function teamOf(
  db: Reader,
  challengeId: ChallengeId,
  personId: PersonId,
): Promise<TeamRow | null> {
  const rows = await db
    .select({ team: teams })
    .from(teamMembers)
    .innerJoin(teams, eq(teams.id, teamMembers.teamId))
    .where(and(eq(teamMembers.challengeId, challengeId), eq(teamMembers.personId, personId)));
  return rows[0]?.team ?? null;
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
