import { eq, sql } from "drizzle-orm";
import { appendAuditEvent } from "#db/audit.ts";
import { inTransaction } from "#db/connections.ts";
import { accountById, accountOf, endAccessOf } from "#db/queries/accounts.ts";
import { people } from "#db/schema/accounts.ts";
import { useEmailToken } from "./email-tokens.server.ts";
import { owePasswordChanged, owePasswordReset } from "./owe-account-letter.server.ts";
import { hashPassword } from "./password.server.ts";
import { refusalOfPassword } from "./profile-rules.ts";
import { refuse, refuseIf } from "./refusal.ts";
import { addressKey, spend, throttleKey } from "./throttle.server.ts";

/** Owes the letter that opens the choice of another password, when the address has an account; the asker cannot tell.
 * @param address of the network, for counting
 * @throws Refused `too_many_attempts`
 * Effects: a link, which ends earlier ones; a letter. */
export async function requestPasswordReset(email: string, address: string): Promise<void> {
  await spend("reset", addressKey(address));
  await spend("letter", throttleKey(email.toLowerCase()));
  await inTransaction(async (tx) => {
    const account = await accountOf(tx, email);
    if (account !== null) await owePasswordReset(tx, account);
  });
}

/** Sets another password with the key of a letter. Having received it proves the address, too.
 * @throws Refused `link_expired` when the key is unknown, used or too old; `password_common`
 * Effects: the password, the confirmation, the end of every session and token: whoever had them may be
 * why the password is set anew; a letter that says so, an audit line. */
export async function resetPassword(key: string, password: string): Promise<void> {
  refuseIf(refusalOfPassword(password));
  const passwordHash = await hashPassword(password);
  await inTransaction(async (tx) => {
    const id = (await useEmailToken(tx, key, "reset_password")) ?? refuse("link_expired");
    const account = (await accountById(tx, id)) ?? refuse("link_expired");
    const emailConfirmedAt = sql`coalesce(${people.emailConfirmedAt}, clock_timestamp())`;
    await tx.update(people).set({ passwordHash, emailConfirmedAt }).where(eq(people.id, id));
    await endAccessOf(tx, id);
    await owePasswordChanged(tx, account);
    await appendAuditEvent(tx, { actor: id, verb: "reset_password", subject: id });
  });
}
