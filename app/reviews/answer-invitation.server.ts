import { eq } from "drizzle-orm";
import type { Actor, Person } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock } from "#db/clock.ts";
import { brokenConstraint, inTransaction, type Tx } from "#db/connections.ts";
import { fingerprintOf } from "#db/fingerprint.ts";
import { accountOf } from "#db/queries/accounts.ts";
import { currentCharter, invitationForUpdate, lockJury } from "#db/queries/juries.ts";
import { jurorInvitations, jurors } from "#db/schema/juries.ts";
import { detectInCall } from "./detect-in-call.server.ts";

/** Accepts an invitation to judge, and the charter with it: without the charter nobody is a juror. The link is for the
 * address that it was sent to; with another account it opens nothing.
 * @returns the call's slug
 * @throws Refused `sign_in_required`, `email_not_confirmed`, `invitation_expired`, `invitation_not_yours`,
 *   `invitation_answered`, `charter_missing`, `already_juror`
 * Effects: the juror is tied to the account; conflicts are looked for when the evaluation has begun; an audit line. */
export async function acceptInvitation(actor: Actor, key: string): Promise<string> {
  try {
    return await inTransaction(async (tx) => {
      const { person, invitation, juror, call, now } = await ownInvitation(tx, actor, key);
      const charter = (await currentCharter(tx, call.id)) ?? refuse("charter_missing");
      const accepted = { charterVersion: charter.version, charterAcceptedAt: now };
      await tx
        .update(jurors)
        .set({ state: "accepted", personId: person.id, ...accepted })
        .where(eq(jurors.id, juror.id));
      await tx
        .update(jurorInvitations)
        .set({ answeredAt: now, answer: "accepted" })
        .where(eq(jurorInvitations.tokenHash, invitation.tokenHash));
      if (call.state === "evaluating") {
        await lockJury(tx, call.id);
        await detectInCall(tx, call.id, now, null);
      }
      const details = { charter: charter.version };
      await appendAuditEvent(tx, {
        actor: person.id,
        verb: "accept_jury_invitation",
        subject: juror.id,
        details,
      });
      return call.slug;
    });
  } catch (error) {
    if (brokenConstraint(error) === "jurors_person") refuse("already_juror");
    throw error;
  }
}

/** Declines an invitation to judge, with a reason and a name in one's place if one likes.
 * @throws Refused those of `acceptInvitation` that concern the link
 * Effects: the juror's state and the answer; an audit line without the reason. */
export async function declineInvitation(
  actor: Actor,
  key: string,
  { reason, suggestion }: { reason: string; suggestion: string },
): Promise<void> {
  await inTransaction(async (tx) => {
    const { person, invitation, juror, now } = await ownInvitation(tx, actor, key);
    await tx.update(jurors).set({ state: "declined" }).where(eq(jurors.id, juror.id));
    await tx
      .update(jurorInvitations)
      .set({ answeredAt: now, answer: "declined", reason, suggestion })
      .where(eq(jurorInvitations.tokenHash, invitation.tokenHash));
    await appendAuditEvent(tx, { actor: person.id, verb: "decline_jury_invitation", subject: juror.id });
  });
}

async function ownInvitation(tx: Tx, actor: Actor, key: string) {
  const person = requirePerson(actor);
  if (!person.emailConfirmed) refuse("email_not_confirmed");
  const found = (await invitationForUpdate(tx, fingerprintOf(key))) ?? refuse("invitation_expired");
  if (!(await isAddressee(tx, person, found.juror.email))) refuse("invitation_not_yours");
  if (found.invitation.answeredAt !== null) refuse("invitation_answered");
  const now = await databaseClock(tx);
  if (found.invitation.expiresAt <= now) refuse("invitation_expired");
  return { person, now, ...found };
}

async function isAddressee(tx: Tx, person: Person, email: string): Promise<boolean> {
  return (await accountOf(tx, email))?.id === person.id;
}
