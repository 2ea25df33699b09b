import { eq } from "drizzle-orm";
import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock } from "#db/clock.ts";
import { applications } from "#db/schema/applications.ts";
import { asViewer } from "#db/viewer.ts";
import { lockedContext } from "./application-context.server.ts";
import { endInvitations } from "./end-invitations.server.ts";
import { oweWithdrawal } from "./owe-application-letter.server.ts";
import { refusalToWithdraw } from "./policy.ts";

/** Withdraws an application, draft or received. What was received is kept, and is judged no more.
 * @throws Refused those of `memberContext` and `refusalToWithdraw`; `call_not_open` once laureates are announced
 * Effects: the application's state, a letter to every member, an audit line. */
export async function withdrawApplication(actor: Actor, code: string): Promise<void> {
  const person = requirePerson(actor);
  await asViewer(person.id, async (tx) => {
    const now = await databaseClock(tx);
    const { application, call, facts } = await lockedContext(tx, actor, code, now);
    refuseIf(refusalToWithdraw(facts));
    if (call.state === "announced") refuse("call_not_open");
    await tx
      .update(applications)
      .set({ state: "withdrawn", withdrawnAt: now })
      .where(eq(applications.id, application.id));
    await endInvitations(tx, application.id);
    await oweWithdrawal(tx, application, call);
    await appendAuditEvent(tx, { actor: person.id, verb: "withdraw_application", subject: application.id });
  });
}
