import { eq } from "drizzle-orm";
import { appendAuditEvent } from "#db/audit.ts";
import { inTransaction } from "#db/connections.ts";
import { isActiveAdministrator, lockAccountStates, personById } from "#db/queries/people.ts";
import { people } from "#db/schema/accounts.ts";
import type { PersonId } from "#db/vocabulary.ts";
import type { Actor } from "./actor.ts";
import { refusalToAdminister, requirePerson } from "./policy.ts";
import { refuse, refuseIf } from "./refusal.ts";

/** Enables an account again: its person signs in with the password that it had. No session and no token comes back.
 * @returns whether it was disabled
 * @throws Refused `sign_in_required`, `scope_missing`, `administrator_required`, `person_not_found`
 * Effects: the account's state, an audit line. */
export async function enableAccount(actor: Actor, id: PersonId): Promise<boolean> {
  refuseIf(refusalToAdminister(actor));
  const administrator = requirePerson(actor);
  return inTransaction(async (tx) => {
    await lockAccountStates(tx);
    if (!(await isActiveAdministrator(tx, administrator.id))) refuse("administrator_required");
    const subject = (await personById(tx, id)) ?? refuse("person_not_found");
    if (subject.disabledAt === null) return false;
    await tx.update(people).set({ disabledAt: null, disabledFor: null }).where(eq(people.id, id));
    await appendAuditEvent(tx, { actor: administrator.id, verb: "enable_account", subject: id });
    return true;
  });
}
