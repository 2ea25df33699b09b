import { eq } from "drizzle-orm";
import { appendAuditEvent } from "#db/audit.ts";
import { db, inTransaction } from "#db/connections.ts";
import { accountById, endAccessOf, passwordHashOf, type EndedAccess } from "#db/queries/accounts.ts";
import { people } from "#db/schema/accounts.ts";
import type { Person } from "./actor.ts";
import { owePasswordChanged } from "./owe-account-letter.server.ts";
import { hashPassword, isPassword } from "./password.server.ts";
import { refusalOfPassword } from "./profile-rules.ts";
import { refuse, refuseIf } from "./refusal.ts";
import { isOneTooMany, isThrottled, throttleKey } from "./throttle.server.ts";

/** Changes a person's own password, who gives the present one.
 * @param keptSession hash of the session that goes on; all others end, and every API token
 * @returns what has ended
 * @throws Refused `too_many_attempts`, `wrong_credentials`, `password_common`
 * Effects: the password, the end of the other sessions and of the tokens; a letter that says so, an audit line. */
export async function changePassword(
  person: Person,
  passwords: { current: string; password: string },
  keptSession: string | null,
): Promise<EndedAccess> {
  refuseIf(refusalOfPassword(passwords.password));
  const key = throttleKey(person.id);
  if (await isThrottled("change_password", key)) refuse("too_many_attempts");
  if (!(await isPassword(passwords.current, await passwordHashOf(db(), person.id))))
    refuse((await isOneTooMany("change_password", key)) ? "too_many_attempts" : "wrong_credentials");
  // Guesses at once have all passed the first look.
  if (await isThrottled("change_password", key)) refuse("too_many_attempts");
  const passwordHash = await hashPassword(passwords.password);
  return inTransaction(async (tx) => {
    await tx.update(people).set({ passwordHash }).where(eq(people.id, person.id));
    const ended = await endAccessOf(tx, person.id, keptSession);
    const account = await accountById(tx, person.id);
    if (account !== null) await owePasswordChanged(tx, account);
    await appendAuditEvent(tx, { actor: person.id, verb: "change_password", subject: person.id });
    return ended;
  });
}
