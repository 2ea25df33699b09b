import { eq } from "drizzle-orm";
import { appendAuditEvent } from "#db/audit.ts";
import { db, inTransaction } from "#db/connections.ts";
import { accountById, endSessionsOf, passwordHashOf } from "#db/queries/accounts.ts";
import { people } from "#db/schema/accounts.ts";
import type { Person } from "./actor.ts";
import { owePasswordChanged } from "./owe-account-letter.server.ts";
import { hashPassword, isPassword } from "./password.server.ts";
import { refuse } from "./refusal.ts";
import { isOneTooMany, isThrottled, throttleKey } from "./throttle.server.ts";

/** Changes a person's own password, who gives the present one.
 * @param keptSession hash of the session that goes on; all others end
 * @throws Refused `too_many_attempts`, `wrong_credentials`
 * Effects: the password, the end of the other sessions; a letter that says so, an audit line. */
export async function changePassword(
  person: Person,
  passwords: { current: string; password: string },
  keptSession: string | null,
): Promise<void> {
  const key = throttleKey(person.id);
  if (await isThrottled("change_password", key)) refuse("too_many_attempts");
  if (!(await isPassword(passwords.current, await passwordHashOf(db(), person.id))))
    refuse((await isOneTooMany("change_password", key)) ? "too_many_attempts" : "wrong_credentials");
  // Guesses at once have all passed the first look.
  if (await isThrottled("change_password", key)) refuse("too_many_attempts");
  const passwordHash = await hashPassword(passwords.password);
  await inTransaction(async (tx) => {
    await tx.update(people).set({ passwordHash }).where(eq(people.id, person.id));
    await endSessionsOf(tx, person.id, keptSession);
    const account = await accountById(tx, person.id);
    if (account !== null) await owePasswordChanged(tx, account);
    await appendAuditEvent(tx, { actor: person.id, verb: "change_password", subject: person.id });
  });
}
