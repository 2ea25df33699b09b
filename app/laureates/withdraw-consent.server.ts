import { eq } from "drizzle-orm";
import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { laureateForUpdate } from "#db/queries/laureates.ts";
import { laureates, publishedLaureates } from "#db/schema/laureates.ts";
import { asViewer } from "#db/viewer.ts";
import { ownApplication } from "./laureate-context.server.ts";
import { refusalToWithdrawConsent } from "./policy.ts";

/** Takes back a laureate's consent: what was published disappears at once. The text is kept for another approval.
 * @throws Refused those of `ownApplication` and `refusalToWithdrawConsent`; `laureate_not_found`
 * Effects: nothing is published any more; the text loses its approval; an audit line. */
export async function withdrawConsent(actor: Actor, code: string): Promise<void> {
  await asViewer(requirePerson(actor).id, async (tx) => {
    const { person, application, role } = await ownApplication(tx, actor, code);
    const text = (await laureateForUpdate(tx, application.id)) ?? refuse("laureate_not_found");
    refuseIf(refusalToWithdrawConsent(role, text.state));
    await tx.delete(publishedLaureates).where(eq(publishedLaureates.applicationId, application.id));
    const revision = text.revision + 1;
    await tx
      .update(laureates)
      .set({ state: "withdrawn", revision, approvedBy: null, approvedAt: null })
      .where(eq(laureates.applicationId, application.id));
    await appendAuditEvent(tx, { actor: person.id, verb: "withdraw_consent", subject: application.id });
  });
}
