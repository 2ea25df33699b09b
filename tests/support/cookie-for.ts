import { inTransaction } from "#db/connections.ts";
import { fingerprintOf, newKey } from "#db/fingerprint.ts";
import { sessions } from "#db/schema/accounts.ts";
import type { PersonId } from "#db/vocabulary.ts";

/** Signs somebody in without a password: only the hash of a session's key is in the table. */
export async function cookieFor(personId: PersonId): Promise<string> {
  const token = newKey();
  const tokenHash = fingerprintOf(token);
  const expiresAt = new Date(Date.now() + 86_400_000);
  await inTransaction((tx) => tx.insert(sessions).values({ tokenHash, personId, expiresAt }));
  return `palmares=${token}`;
}
