import { and, eq, gt, isNull, sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { fingerprintOf, newKey } from "#db/fingerprint.ts";
import { emailTokens } from "#db/schema/accounts.ts";
import type { EmailTokenPurpose, PersonId } from "#db/vocabulary.ts";

/** How long the link of a letter opens what it promises, in hours. */
export const validForHours: Record<EmailTokenPurpose, number> = { confirm_email: 48, reset_password: 1 };

/** Makes the secret of a letter's link; only its hash is stored.
 * Effects: earlier links of the same purpose end, so that the last letter is the one that works. */
export async function issueEmailToken(
  tx: Tx,
  personId: PersonId,
  purpose: EmailTokenPurpose,
): Promise<string> {
  await tx
    .update(emailTokens)
    .set({ usedAt: sql`clock_timestamp()` })
    .where(
      and(eq(emailTokens.personId, personId), eq(emailTokens.purpose, purpose), isNull(emailTokens.usedAt)),
    );
  const token = newKey();
  const expiresAt = sql`clock_timestamp() + make_interval(hours => ${validForHours[purpose]})`;
  await tx.insert(emailTokens).values({ tokenHash: fingerprintOf(token), personId, purpose, expiresAt });
  return token;
}

/** Uses a link up: of two requests with the same link, one gets its person.
 * @returns null when the link is unknown, used or expired */
export async function useEmailToken(
  tx: Tx,
  token: string,
  purpose: EmailTokenPurpose,
): Promise<PersonId | null> {
  const used = await tx
    .update(emailTokens)
    .set({ usedAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(emailTokens.tokenHash, fingerprintOf(token)),
        eq(emailTokens.purpose, purpose),
        isNull(emailTokens.usedAt),
        gt(emailTokens.expiresAt, sql`clock_timestamp()`),
      ),
    )
    .returning({ personId: emailTokens.personId });
  return used[0]?.personId ?? null;
}
