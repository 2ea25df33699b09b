import { eq } from "drizzle-orm";
import { appendAuditEvent } from "#db/audit.ts";
import { inTransaction, type Tx } from "#db/connections.ts";
import { newId } from "#db/ids.ts";
import { accountOf, endAccessOf, isDisabledAddress, provenAccountOf } from "#db/queries/accounts.ts";
import { people } from "#db/schema/accounts.ts";
import type { Locale, PersonId } from "#db/vocabulary.ts";
import { issueEmailToken } from "./email-tokens.server.ts";
import { refuse } from "./refusal.ts";

/** Makes the account of an address an administrator of the platform, opening it where there is none. For whoever runs
 * the installation: no page and no role leads here. An account whose address nobody has confirmed may be a stranger's:
 * it begins anew, and whoever had it has it no more.
 * @returns the secret of a link that chooses the password of a new account; null for one with a confirmed address
 * @throws Refused `account_disabled`: it is enabled first
 * Effects: one person, one link, an audit line; of an unconfirmed account also the end of sessions and tokens. */
export async function makeAdministrator(email: string, locale: Locale): Promise<string | null> {
  return inTransaction(async (tx) => {
    const proven = await provenAccountOf(tx, email);
    const id = proven?.id ?? (await beginAnew(tx, email, locale));
    await tx.update(people).set({ isAdministrator: true }).where(eq(people.id, id));
    const key = proven === null ? await issueEmailToken(tx, id, "reset_password") : null;
    await appendAuditEvent(tx, { actor: "installation", verb: "make_administrator", subject: id });
    return key;
  });
}

/** An account without a password, which nobody is in. */
async function beginAnew(tx: Tx, email: string, locale: Locale): Promise<PersonId> {
  const known = await accountOf(tx, email);
  if (known === null && (await isDisabledAddress(tx, email))) refuse("account_disabled");
  const id: PersonId = known?.id ?? newId("person");
  if (known === null) await tx.insert(people).values({ id, email, displayName: email, locale });
  else await tx.update(people).set({ passwordHash: null }).where(eq(people.id, id));
  await endAccessOf(tx, id);
  return id;
}
