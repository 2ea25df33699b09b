import { eq } from "drizzle-orm";
import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import { isBlank } from "#app/i18n/written-text.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock, type Clock } from "#db/clock.ts";
import { rulingsOf } from "#db/queries/examined-applications.ts";
import { applications } from "#db/schema/applications.ts";
import { admissibilityRulings } from "#db/schema/admissibility.ts";
import type { Bilingual } from "#db/vocabulary.ts";
import { asViewer } from "#db/viewer.ts";
import { endOverdueComplement } from "./end-overdue-complement.server.ts";
import { examinedForUpdate } from "./examined-application.server.ts";
import { oweRuling } from "./owe-application-letter.server.ts";
import { refusalToRule } from "./policy.ts";
import { sameValue } from "./same-value.ts";

type Ruling = { outcome: "admissible" | "inadmissible"; reasons: Bilingual };

/** Rules whether a received application is admissible. May be ruled again; the last ruling counts. The same ruling on the
 * same snapshot is made once: whoever did not hear the answer and sends it again writes to nobody twice.
 * @throws Refused those of `examinedForUpdate` and `refusalToRule`; `complement_open`; `reasons_missing` when it is not
 *   admissible and a language of the reasons is empty
 * Effects: one ruling, the application's state, a letter to every member, an audit line. */
export async function ruleAdmissibility(
  actor: Actor,
  place: { slug: string; code: string },
  { outcome, reasons }: Ruling,
  clock: Clock = databaseClock,
): Promise<void> {
  const person = requirePerson(actor);
  await asViewer(person.id, async (tx) => {
    const now = await clock(tx);
    const examined = await examinedForUpdate(tx, actor, { ...place, now });
    const { application, received, status } = examined;
    refuseIf(refusalToRule(application.state, status));
    await endOverdueComplement(tx, application.id, now);
    const areGiven = !isBlank(reasons.en) && !isBlank(reasons.fr);
    if (outcome === "inadmissible" && !areGiven) refuse("reasons_missing");
    const applicationId = application.id;
    const written = areGiven ? reasons : null;
    const rulings = await rulingsOf(tx, applicationId);
    const [last] = rulings;
    const isSame = last?.submissionId === received.id && last.outcome === outcome;
    if (isSame && application.state === outcome && sameValue(last.reasons, written)) return;
    const number = rulings.length + 1;
    const ruling = {
      applicationId,
      number,
      submissionId: received.id,
      outcome,
      ruledAt: now,
      personId: person.id,
    };
    await tx.insert(admissibilityRulings).values({ ...ruling, reasons: written });
    await tx.update(applications).set({ state: outcome }).where(eq(applications.id, applicationId));
    await oweRuling(tx, examined, { number, isAdmissible: outcome === "admissible", reasons: written });
    const details = { outcome, number };
    await appendAuditEvent(tx, {
      actor: person.id,
      verb: "rule_admissibility",
      subject: applicationId,
      details,
    });
  });
}
