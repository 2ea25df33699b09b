import { createHash, randomBytes } from "node:crypto";
import { appendAuditEvent } from "#db/audit.ts";
import { inTransaction } from "#db/connections.ts";
import { newId } from "#db/ids.ts";
import { apiTokens } from "#db/schema/accounts.ts";
import { scopes, type PersonId, type Scope } from "#db/vocabulary.ts";

export type NewToken = { token: string; scopes: Scope[] };

/** Creates a personal token for the API. Its text is given once and stored as a hash only.
 * Effects: one row, an audit line. */
export async function createApiToken(personId: PersonId, name: string): Promise<NewToken> {
  const token = `palm_${randomBytes(32).toString("base64url")}`;
  const id = newId("token");
  await inTransaction(async (tx) => {
    const tokenHash = hashOfToken(token);
    await tx
      .insert(apiTokens)
      .values({ id, personId, name, tokenHash, hint: token.slice(0, 9), scopes: [...scopes] });
    await appendAuditEvent(tx, { actor: personId, verb: "create_api_token", subject: id });
  });
  return { token, scopes: [...scopes] };
}

/** What is stored and looked up of a token. */
export function hashOfToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
