import { eq, sql } from "drizzle-orm";
import { db } from "#db/connections.ts";
import { phases } from "#db/schema/challenges.ts";
import type { PhaseId } from "#db/vocabulary.ts";

/** Makes the final scores of a phase public, by the one database function that may. Done twice, it is done once.
 * @throws Error while a score is still to come; the queue tries again, ever more slowly
 * Effects: the phase's revealed scores and date, its board, an audit line. */
export async function revealPhase(id: PhaseId): Promise<void> {
  const rows = await db().select({ revealedAt: phases.revealedAt }).from(phases).where(eq(phases.id, id));
  if (rows[0]?.revealedAt !== null) return;
  await db().execute(sql`select reveal_phase(${id})`);
}
