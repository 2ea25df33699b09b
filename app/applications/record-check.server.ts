import type { Actor } from "#app/accounts/actor.ts";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock, type Clock } from "#db/clock.ts";
import { nextCheckNumber } from "#db/queries/examined-applications.ts";
import { checkResults } from "#db/schema/admissibility.ts";
import type { CheckOutcome } from "#db/vocabulary.ts";
import { asViewer } from "#db/viewer.ts";
import { humanRules, type HumanRule } from "./admissibility.ts";
import { examinedForUpdate } from "./examined-application.server.ts";
import { refusalToRule } from "./policy.ts";

/** Records what an officer has found on points of the checklist, for the snapshot that counts.
 * @throws Refused those of `examinedForUpdate` and `refusalToRule`
 * Effects: a line per point whose answer is given; an audit line. Earlier lines stay. */
export async function recordChecks(
  actor: Actor,
  place: { slug: string; code: string },
  outcomes: Partial<Record<HumanRule, CheckOutcome>>,
  clock: Clock = databaseClock,
): Promise<void> {
  const person = requirePerson(actor);
  await asViewer(person.id, async (tx) => {
    const now = await clock(tx);
    const { application, received, status } = await examinedForUpdate(tx, actor, { ...place, now });
    refuseIf(refusalToRule(application.state, status));
    for (const rule of humanRules) {
      const outcome = outcomes[rule];
      if (outcome === undefined) continue;
      const number = await nextCheckNumber(tx, received.id, rule);
      const line = { submissionId: received.id, rule, number, kind: "human" as const, outcome };
      await tx.insert(checkResults).values({ ...line, personId: person.id, checkedAt: now });
    }
    if (Object.keys(outcomes).length === 0) refuse("invalid_input");
    await appendAuditEvent(tx, { actor: person.id, verb: "record_checks", subject: application.id });
  });
}
