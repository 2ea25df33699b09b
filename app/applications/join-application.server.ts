import { and, eq, gt, isNull, sql } from "drizzle-orm";
import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { appendAuditEvent } from "#db/audit.ts";
import type { Tx } from "#db/connections.ts";
import { fingerprintOf } from "#db/fingerprint.ts";
import { applicationInvitations, applicationMembers, applications } from "#db/schema/applications.ts";
import { asViewer } from "#db/viewer.ts";

/** Accepts an invitation for whoever is signed in and holds its link: people have several addresses.
 * @returns the application's code
 * @throws Refused `sign_in_required`, `email_not_confirmed`, `invitation_expired`
 * Effects: one member, the invitation is used; an audit line that names both. */
export async function joinApplication(actor: Actor, key: string): Promise<string> {
  const person = requirePerson(actor);
  if (!person.emailConfirmed) refuse("email_not_confirmed");
  return asViewer(person.id, async (tx) => {
    const used = await tx
      .update(applicationInvitations)
      .set({ acceptedAt: sql`clock_timestamp()` })
      .where(
        and(
          eq(applicationInvitations.tokenHash, fingerprintOf(key)),
          isNull(applicationInvitations.acceptedAt),
          isNull(applicationInvitations.revokedAt),
          gt(applicationInvitations.expiresAt, sql`clock_timestamp()`),
        ),
      )
      .returning();
    const invitation = used[0] ?? refuse("invitation_expired");
    const { applicationId, role } = invitation;
    await tx
      .insert(applicationMembers)
      .values({ applicationId, personId: person.id, role })
      .onConflictDoNothing();
    const details = { invitation: invitation.id };
    await appendAuditEvent(tx, {
      actor: person.id,
      verb: "join_application",
      subject: applicationId,
      details,
    });
    // Now that the person is a member, the application is visible.
    return codeOf(tx, applicationId);
  });
}

async function codeOf(tx: Tx, id: (typeof applications.$inferSelect)["id"]): Promise<string> {
  const rows = await tx.select({ code: applications.code }).from(applications).where(eq(applications.id, id));
  return rows[0]?.code ?? refuse("application_not_found");
}
