import { and, eq, isNull, sql } from "drizzle-orm";
import { appendAuditEvent } from "#db/audit.ts";
import { inTransaction } from "#db/connections.ts";
import { endAccessOf, type EndedAccess } from "#db/queries/accounts.ts";
import { isActiveAdministrator, lockAccountStates, personById } from "#db/queries/people.ts";
import { emailTokens, people } from "#db/schema/accounts.ts";
import type { DisablingReason, PersonId } from "#db/vocabulary.ts";
import type { Actor } from "./actor.ts";
import { refusalToAdminister, refusalToDisable, requirePerson } from "./policy.ts";
import { refuse, refuseIf } from "./refusal.ts";

/** Disables an account: from the next request on nobody is in it, and no link of a letter opens it. What its person has
 * written, submitted and judged stays.
 * @returns what has ended; null when the account was disabled already
 * @throws Refused `sign_in_required`, `scope_missing`, `administrator_required`, `own_account`, `person_not_found`
 * Effects: the account's state and reason; sessions, API tokens and links of letters end; an audit line. */
export async function disableAccount(
  actor: Actor,
  id: PersonId,
  reason: DisablingReason,
): Promise<EndedAccess | null> {
  refuseIf(refusalToAdminister(actor));
  const administrator = requirePerson(actor);
  refuseIf(refusalToDisable(administrator, id));
  return inTransaction(async (tx) => {
    await lockAccountStates(tx);
    if (!(await isActiveAdministrator(tx, administrator.id))) refuse("administrator_required");
    const subject = (await personById(tx, id)) ?? refuse("person_not_found");
    if (subject.disabledAt !== null) return null;
    const now = sql`clock_timestamp()`;
    await tx.update(people).set({ disabledAt: now, disabledFor: reason }).where(eq(people.id, id));
    const ended = await endAccessOf(tx, id);
    const unused = and(eq(emailTokens.personId, id), isNull(emailTokens.usedAt));
    await tx.update(emailTokens).set({ usedAt: now }).where(unused);
    const details = { reason };
    await appendAuditEvent(tx, { actor: administrator.id, verb: "disable_account", subject: id, details });
    return ended;
  });
}
