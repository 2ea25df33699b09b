import { and, asc, eq, isNull } from "drizzle-orm";
import { nameKey } from "#app/names/name-key.ts";
import { openDatabase } from "#db/client.ts";
import { teams } from "#db/schema/teams.ts";

/** Gives teams that are older than the key of their name their key. Two whose names look alike both stay: the younger
 * gets a key that no name has.
 * @param ownerUrl connection of the role that owns the tables
 * Effects: rows of teams without a key; none when there are none. */
export async function fillNameKeys(ownerUrl: string): Promise<void> {
  const database = openDatabase(ownerUrl);
  try {
    await database.db.transaction(async (tx) => {
      const unkeyed = await tx
        .select({ id: teams.id, challengeId: teams.challengeId, name: teams.name })
        .from(teams)
        .where(isNull(teams.nameKey))
        .orderBy(asc(teams.createdAt), asc(teams.id))
        .for("update");
      for (const team of unkeyed) {
        const key = nameKey(team.name);
        const isTaken = and(eq(teams.challengeId, team.challengeId), eq(teams.nameKey, key));
        const clashes = await tx.$count(teams, isTaken);
        await tx
          .update(teams)
          .set({ nameKey: clashes === 0 ? key : `${key} ${team.id}` })
          .where(eq(teams.id, team.id));
      }
    });
  } finally {
    await database.close();
  }
}
