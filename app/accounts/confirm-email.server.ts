import { eq, sql } from "drizzle-orm";
import { appendAuditEvent } from "#db/audit.ts";
import { inTransaction } from "#db/connections.ts";
import { accountById } from "#db/queries/accounts.ts";
import { people } from "#db/schema/accounts.ts";
import type { Person } from "./actor.ts";
import { useEmailToken } from "./email-tokens.server.ts";
import { oweConfirmation } from "./owe-account-letter.server.ts";
import { refuse } from "./refusal.ts";
import { spend, throttleKey } from "./throttle.server.ts";

/** Confirms an address with the key of its letter.
 * @throws Refused `link_expired` when the key is unknown, used or too old
 * Effects: the link is used up, the person's date of confirmation, an audit line. */
export async function confirmEmail(key: string): Promise<void> {
  await inTransaction(async (tx) => {
    const id = (await useEmailToken(tx, key, "confirm_email")) ?? refuse("link_expired");
    await tx
      .update(people)
      .set({ emailConfirmedAt: sql`clock_timestamp()` })
      .where(eq(people.id, id));
    await appendAuditEvent(tx, { actor: id, verb: "confirm_email", subject: id });
  });
}

/** Sends the letter of confirmation again; nothing when the address is confirmed.
 * @throws Refused `too_many_attempts`
 * Effects: a link, which ends earlier ones; a letter. */
export async function resendConfirmation(person: Person): Promise<void> {
  if (person.emailConfirmed) return;
  await spend("letter", throttleKey(person.id));
  await inTransaction(async (tx) => {
    const account = await accountById(tx, person.id);
    if (account !== null) await oweConfirmation(tx, account);
  });
}
