import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock } from "#db/clock.ts";
import { inTransaction } from "#db/connections.ts";
import { fingerprintOf, newKey } from "#db/fingerprint.ts";
import { newId } from "#db/ids.ts";
import { apiTokens } from "#db/schema/accounts.ts";
import { scopes, type PersonId, type Scope } from "#db/vocabulary.ts";
import type { TokenAccess } from "./forms.ts";

export type NewToken = { token: string; scopes: Scope[] };

/** What a token may be made for. */
export const tokenAccesses = {
  all: scopes,
  read: ["challenges:read", "submissions:read"],
} as const satisfies Record<TokenAccess, readonly Scope[]>;

type TokenWish = {
  name: string;
  access: TokenAccess;
  /** Days until it ends; null = it does not. */
  days: number | null;
};

/** Creates a personal token for the API. Its text is given once and stored as a hash only.
 * Effects: one row, an audit line. */
export async function createApiToken(
  personId: PersonId,
  { name, access, days }: TokenWish,
): Promise<NewToken> {
  const token = `palm_${newKey()}`;
  const id = newId("token");
  const granted: Scope[] = [...tokenAccesses[access]];
  await inTransaction(async (tx) => {
    const now = await databaseClock(tx);
    await tx.insert(apiTokens).values({
      id,
      personId,
      name,
      tokenHash: fingerprintOf(token),
      hint: token.slice(0, 9),
      scopes: granted,
      expiresAt: days === null ? null : new Date(now.getTime() + days * 86_400_000),
    });
    const details = { scopes: granted.join(" ") };
    await appendAuditEvent(tx, { actor: personId, verb: "create_api_token", subject: id, details });
  });
  return { token, scopes: granted };
}
