import { and, eq, isNull, sql } from "drizzle-orm";
import { appendAuditEvent } from "#db/audit.ts";
import { inTransaction } from "#db/connections.ts";
import { apiTokens } from "#db/schema/accounts.ts";
import type { ApiTokenId, PersonId } from "#db/vocabulary.ts";

/** Ends one of a person's own tokens; nothing happens when it has ended already.
 * Effects: the token's row, an audit line. */
export async function revokeApiToken(personId: PersonId, id: ApiTokenId): Promise<void> {
  await inTransaction(async (tx) => {
    const revoked = await tx
      .update(apiTokens)
      .set({ revokedAt: sql`clock_timestamp()` })
      .where(and(eq(apiTokens.id, id), eq(apiTokens.personId, personId), isNull(apiTokens.revokedAt)))
      .returning({ id: apiTokens.id });
    if (revoked.length > 0)
      await appendAuditEvent(tx, { actor: personId, verb: "revoke_api_token", subject: id });
  });
}
