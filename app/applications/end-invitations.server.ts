import { and, eq, isNull, sql, type SQL } from "drizzle-orm";
import type { Tx } from "#db/connections.ts";
import { applicationInvitations } from "#db/schema/applications.ts";
import type { ApplicationId } from "#db/vocabulary.ts";

/** Ends invitations to an application that nobody has accepted yet: their links lead nowhere from now on.
 * @param which those of the application that end; all of them when nothing is said
 * @returns how many have ended
 * Effects: the invitations are revoked. */
export async function endInvitations(tx: Tx, applicationId: ApplicationId, which?: SQL): Promise<number> {
  const ended = await tx
    .update(applicationInvitations)
    .set({ revokedAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(applicationInvitations.applicationId, applicationId),
        isNull(applicationInvitations.acceptedAt),
        which,
      ),
    )
    .returning({ id: applicationInvitations.id });
  return ended.length;
}
