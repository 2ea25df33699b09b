import { eq } from "drizzle-orm";
import { appendAuditEvent } from "#db/audit.ts";
import { inTransaction } from "#db/connections.ts";
import { endAccessOf, profileOf, type EndedAccess } from "#db/queries/accounts.ts";
import { people } from "#db/schema/accounts.ts";
import type { Locale, PersonId } from "#db/vocabulary.ts";
import { refusalOfProfile } from "./profile-rules.ts";
import { refuseIf } from "./refusal.ts";

/** What others see of a person, and the language of the letters. */
export type Profile = { displayName: string; affiliation: string | null; locale: Locale };

/** Changes a person's own profile. What stays as it is may stay, whatever is refused today.
 * @throws Refused `name_character_refused`, `name_scripts_mixed`, `name_reserved`, `name_is_address`
 * Effects: the person's row, an audit line. */
export async function editProfile(personId: PersonId, profile: Profile): Promise<void> {
  const { displayName, affiliation, locale } = profile;
  await inTransaction(async (tx) => {
    const before = await profileOf(tx, personId);
    const isRenamed = before?.displayName !== displayName || before.affiliation !== affiliation;
    if (isRenamed) refuseIf(refusalOfProfile(profile));
    await tx.update(people).set({ displayName, affiliation, locale }).where(eq(people.id, personId));
    await appendAuditEvent(tx, { actor: personId, verb: "edit_profile", subject: personId });
  });
}

/** Signs a person out of every other browser and program.
 * @param keptSession hash of the session that goes on
 * @returns what has ended
 * Effects: sessions and API tokens end, an audit line. */
export async function leaveElsewhere(personId: PersonId, keptSession: string | null): Promise<EndedAccess> {
  return inTransaction(async (tx) => {
    const ended = await endAccessOf(tx, personId, keptSession);
    await appendAuditEvent(tx, { actor: personId, verb: "leave_elsewhere", subject: personId });
    return ended;
  });
}
