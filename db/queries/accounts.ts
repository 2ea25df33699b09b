import { and, eq, gt, isNull, sql } from "drizzle-orm";
import type { Reader } from "../client.ts";
import { people, sessions } from "../schema/accounts.ts";
import type { PersonId } from "../vocabulary.ts";

/** What every request knows of its person. */
const actorColumns = {
  id: people.id,
  displayName: people.displayName,
  locale: people.locale,
  isAdministrator: people.isAdministrator,
  emailConfirmed: sql<boolean>`${people.emailConfirmedAt} is not null`,
};

/** The person of a live session; null when the session is unknown, expired, or its person disabled. */
export async function findSession(db: Reader, tokenHash: string, now: Date) {
  const rows = await db
    .select(actorColumns)
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .where(and(eq(sessions.tokenHash, tokenHash), gt(sessions.expiresAt, now), isNull(people.disabledAt)));
  return rows[0] ?? null;
}

/** Effects: one row in `sessions`. */
export async function insertSession(
  db: Reader,
  session: { tokenHash: string; personId: PersonId; expiresAt: Date },
) {
  await db.insert(sessions).values(session);
}

/** Effects: the session's row is gone; nothing when it was already. */
export async function endSession(db: Reader, tokenHash: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.tokenHash, tokenHash));
}
