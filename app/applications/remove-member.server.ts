import { and, eq, ne } from "drizzle-orm";
import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuseIf } from "#app/accounts/refusal.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock } from "#db/clock.ts";
import { applicationInvitations, applicationMembers } from "#db/schema/applications.ts";
import type { ApplicationInvitationId, PersonId } from "#db/vocabulary.ts";
import { asViewer } from "#db/viewer.ts";
import { lockedContext } from "./application-context.server.ts";
import { endInvitations } from "./end-invitations.server.ts";
import { refusalToInvite } from "./policy.ts";

/** Takes a member off an application, or an invitation back.
 * @throws Refused those of `memberContext`; `owner_required`, `application_withdrawn`
 * Effects: the member's row is gone and with it every invitation that was still open, or the one invitation ends; an audit
 *   line. Nothing, in the journal neither, for the owner and for what is not of this application. */
export async function removeMember(
  actor: Actor,
  code: string,
  whom: { personId: PersonId } | { invitationId: ApplicationInvitationId },
): Promise<void> {
  const owner = requirePerson(actor);
  await asViewer(owner.id, async (tx) => {
    const context = await lockedContext(tx, actor, code, await databaseClock(tx));
    refuseIf(refusalToInvite(context.facts));
    const applicationId = context.application.id;
    if ("personId" in whom) {
      const isMember = and(
        eq(applicationMembers.applicationId, applicationId),
        eq(applicationMembers.personId, whom.personId),
        ne(applicationMembers.role, "owner"),
      );
      const removed = await tx.delete(applicationMembers).where(isMember).returning();
      if (removed.length === 0) return;
      // A person has several addresses: whoever is taken off comes back by no link that was sent before.
      await endInvitations(tx, applicationId);
    } else {
      const isInvitation = eq(applicationInvitations.id, whom.invitationId);
      if ((await endInvitations(tx, applicationId, isInvitation)) === 0) return;
    }
    await appendAuditEvent(tx, {
      actor: owner.id,
      verb: "remove_member",
      subject: applicationId,
      details: whom,
    });
  });
}
