import type { Actor } from "#app/accounts/actor.ts";
import { refusalWithoutScope, requirePerson } from "#app/accounts/policy.ts";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { inTransaction } from "#db/connections.ts";
import { currentRules, publishedChallenge, rulesAcceptance } from "#db/queries/challenges.ts";
import { rulesAcceptances } from "#db/schema/challenges.ts";

/** Accepts the version of a challenge's rules that is in force; accepting again changes nothing.
 * @throws Refused `sign_in_required`, `scope_missing`, `challenge_not_found`, `not_ready` (no rules published)
 * Effects: one row with the database's time, and an audit line, the first time. */
export async function acceptRules(
  actor: Actor,
  slug: string,
): Promise<{ version: number; acceptedAt: Date }> {
  const person = requirePerson(actor);
  refuseIf(refusalWithoutScope(person, "rules:accept"));
  return inTransaction(async (tx) => {
    const challenge = (await publishedChallenge(tx, slug)) ?? refuse("challenge_not_found");
    const rules = (await currentRules(tx, challenge.id)) ?? refuse("not_ready");
    const inserted = await tx
      .insert(rulesAcceptances)
      .values({ rulesId: rules.id, personId: person.id })
      .onConflictDoNothing()
      .returning({ acceptedAt: rulesAcceptances.acceptedAt });
    const acceptedAt = inserted[0]?.acceptedAt ?? (await rulesAcceptance(tx, rules.id, person.id));
    if (acceptedAt === null) throw new Error(`The acceptance of ${rules.id} has vanished.`);
    if (inserted.length > 0) {
      const details = { version: rules.version };
      await appendAuditEvent(tx, { actor: person.id, verb: "accept_rules", subject: challenge.id, details });
    }
    return { version: rules.version, acceptedAt };
  });
}
