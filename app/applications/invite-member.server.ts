import { eq, sql } from "drizzle-orm";
import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock } from "#db/clock.ts";
import { fingerprintOf, newKey } from "#db/fingerprint.ts";
import { newId } from "#db/ids.ts";
import { applicationMembersOf, invitationsSince } from "#db/queries/applications.ts";
import { applicationInvitations } from "#db/schema/applications.ts";
import type { ApplicationInvitationId } from "#db/vocabulary.ts";
import { asViewer } from "#db/viewer.ts";
import { lockedContext } from "./application-context.server.ts";
import { endInvitations } from "./end-invitations.server.ts";
import { oweInvitation } from "./owe-application-letter.server.ts";
import { refusalToInvite } from "./policy.ts";

const validForDays = 14;
/** Letters go to strangers, with a name that their sender has chosen. */
const invitationsPerDay = 20;

/** Invites somebody to write or read an application together, by a letter whose link works once.
 * @throws Refused those of `memberContext`; `owner_required`, `application_withdrawn`, `already_member`,
 *   `too_many_attempts`
 * Effects: one invitation, which ends an earlier one to the same address; a letter; an audit line. */
export async function inviteMember(
  actor: Actor,
  code: string,
  { email, role }: { email: string; role: "editor" | "viewer" },
): Promise<void> {
  const person = requirePerson(actor);
  await asViewer(person.id, async (tx) => {
    const now = await databaseClock(tx);
    const context = await lockedContext(tx, actor, code, now);
    refuseIf(refusalToInvite(context.facts));
    const applicationId = context.application.id;
    const members = await applicationMembersOf(tx, applicationId);
    if (members.some((member) => member.email.toLowerCase() === email.toLowerCase()))
      refuse("already_member");
    const dayAgo = new Date(now.getTime() - 86_400_000);
    if ((await invitationsSince(tx, applicationId, dayAgo)) >= invitationsPerDay) refuse("too_many_attempts");
    await endInvitations(
      tx,
      applicationId,
      eq(sql`lower(${applicationInvitations.email})`, email.toLowerCase()),
    );
    const id: ApplicationInvitationId = newId("appinvite");
    const key = newKey();
    const expiresAt = new Date(now.getTime() + validForDays * 86_400_000);
    await tx.insert(applicationInvitations).values({
      ...{ id, applicationId, email, role, tokenHash: fingerprintOf(key), invitedBy: person.id },
      ...{ createdAt: now, expiresAt },
    });
    await oweInvitation(tx, context, { id, email, mayEdit: role === "editor", key, days: validForDays });
    const details = { invitation: id, role };
    await appendAuditEvent(tx, { actor: person.id, verb: "invite_member", subject: applicationId, details });
  });
}
