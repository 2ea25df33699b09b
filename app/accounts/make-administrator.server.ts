import { eq } from "drizzle-orm";
import { appendAuditEvent } from "#db/audit.ts";
import { inTransaction } from "#db/connections.ts";
import { newId } from "#db/ids.ts";
import { accountOf } from "#db/queries/accounts.ts";
import { people } from "#db/schema/accounts.ts";
import type { Locale, PersonId } from "#db/vocabulary.ts";
import { issueEmailToken } from "./email-tokens.server.ts";

/** Makes the account of an address an administrator of the platform, opening it where there is none. For whoever runs
 * the installation: no page and no role leads here.
 * @returns the secret of a link that chooses the password of a new account; null for an existing one
 * Effects: one person, one link, an audit line. */
export async function makeAdministrator(email: string, locale: Locale): Promise<string | null> {
  return inTransaction(async (tx) => {
    const known = await accountOf(tx, email);
    const id: PersonId = known?.id ?? newId("person");
    if (known === null)
      await tx.insert(people).values({ id, email, displayName: email, locale, isAdministrator: true });
    else await tx.update(people).set({ isAdministrator: true }).where(eq(people.id, id));
    const key = known === null ? await issueEmailToken(tx, id, "reset_password") : null;
    await appendAuditEvent(tx, { actor: "installation", verb: "make_administrator", subject: id });
    return key;
  });
}
