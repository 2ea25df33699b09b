import { appendAuditEvent } from "#db/audit.ts";
import type { Tx } from "#db/client.ts";
import { inTransaction } from "#db/connections.ts";
import { newId } from "#db/ids.ts";
import { accountOf } from "#db/queries/accounts.ts";
import { people } from "#db/schema/accounts.ts";
import type { Locale, PersonId } from "#db/vocabulary.ts";
import type { SignUp } from "./forms.ts";
import { oweAccountExists, oweConfirmation } from "./owe-account-letter.server.ts";
import { hashPassword } from "./password.server.ts";
import { refusalOfPassword, refusalOfProfile } from "./profile-rules.ts";
import { refuseIf } from "./refusal.ts";
import { addressKey, spend, throttleKey } from "./throttle.server.ts";

/** Opens an account and owes the letter that confirms its address; the owner of an account that exists already gets a
 * letter that says so. The asker learns nothing about which of both has happened, and both take as long.
 * @param address of the network, for counting
 * @throws Refused `too_many_attempts`, `password_common`, `name_character_refused`, `name_scripts_mixed`,
 *   `name_reserved`, `name_is_address`
 * Effects: one person, one link, an audit line; a letter in any case. */
export async function signUp(form: SignUp, locale: Locale, address: string): Promise<void> {
  refuseIf(refusalOfPassword(form.password) ?? refusalOfProfile(form));
  await spend("sign_up", addressKey(address));
  await spend("sign_up_letter", throttleKey(form.email.toLowerCase()));
  // Hashed in any case: the time of the answer tells nothing.
  const passwordHash = await hashPassword(form.password);
  const { email, displayName, affiliation } = form;
  await inTransaction(async (tx) => {
    const id: PersonId = newId("person");
    const opened = await tx
      .insert(people)
      .values({ id, email, displayName, affiliation, passwordHash, locale })
      .onConflictDoNothing()
      .returning({ id: people.id });
    if (opened.length === 0) {
      await remindOwner(tx, email);
      return;
    }
    await oweConfirmation(tx, { id, email, displayName, locale });
    await appendAuditEvent(tx, { actor: id, verb: "sign_up", subject: id });
  });
}

async function remindOwner(tx: Tx, email: string): Promise<void> {
  const owner = await accountOf(tx, email);
  if (owner !== null) await oweAccountExists(tx, owner);
}
