import { eq } from "drizzle-orm";
import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import { refusalToWithdraw } from "#app/applications/policy.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock } from "#db/clock.ts";
import { oweMembers } from "#db/outbox.ts";
import { applicationByCode, lockApplication, memberRole } from "#db/queries/applications.ts";
import { releasedDecision } from "#db/queries/decisions.ts";
import { applications } from "#db/schema/applications.ts";
import { asViewer } from "#db/viewer.ts";
import { awardDeclined } from "./letters.ts";

/** A laureate gives its place up, which frees it for the waiting list. What was decided and received is kept.
 * @throws Refused `sign_in_required`, `application_not_found`, those of `refusalToWithdraw`; `award_missing`
 * Effects: the application's state, a letter to every member, an audit line. */
export async function declineAward(actor: Actor, code: string): Promise<void> {
  const person = requirePerson(actor);
  await asViewer(person.id, async (tx) => {
    const found = (await applicationByCode(tx, code)) ?? refuse("application_not_found");
    const { id } = found.application;
    const role = (await memberRole(tx, id, person.id)) ?? refuse("application_not_found");
    const application = (await lockApplication(tx, id)) ?? refuse("application_not_found");
    refuseIf(refusalToWithdraw({ state: application.state, role }));
    const decision = await releasedDecision(tx, id);
    if (decision?.outcome !== "laureate") refuse("award_missing");
    const now = await databaseClock(tx);
    await tx
      .update(applications)
      .set({ state: "withdrawn", withdrawnAt: now })
      .where(eq(applications.id, id));
    const { title } = found.call;
    await oweMembers(tx, id, { kind: "application_withdrawn", cause: `award:${id}` }, (name, locale) =>
      awardDeclined(locale, { name, call: title[locale], code }),
    );
    await appendAuditEvent(tx, { actor: person.id, verb: "decline_award", subject: id });
  });
}
