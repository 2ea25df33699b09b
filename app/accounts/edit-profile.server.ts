import { eq } from "drizzle-orm";
import { appendAuditEvent } from "#db/audit.ts";
import { inTransaction } from "#db/connections.ts";
import { endSessionsOf } from "#db/queries/accounts.ts";
import { people } from "#db/schema/accounts.ts";
import type { Locale, PersonId } from "#db/vocabulary.ts";

/** What others see of a person, and the language of the letters. */
export type Profile = { displayName: string; affiliation: string | null; locale: Locale };

/** Changes a person's own profile. Effects: the person's row, an audit line. */
export async function editProfile(personId: PersonId, profile: Profile): Promise<void> {
  const { displayName, affiliation, locale } = profile;
  await inTransaction(async (tx) => {
    await tx.update(people).set({ displayName, affiliation, locale }).where(eq(people.id, personId));
    await appendAuditEvent(tx, { actor: personId, verb: "edit_profile", subject: personId });
  });
}

/** Signs a person out of every other browser.
 * @param keptSession hash of the session that goes on
 * Effects: sessions, an audit line. */
export async function leaveElsewhere(personId: PersonId, keptSession: string | null): Promise<void> {
  await inTransaction(async (tx) => {
    await endSessionsOf(tx, personId, keptSession);
    await appendAuditEvent(tx, { actor: personId, verb: "leave_elsewhere", subject: personId });
  });
}
