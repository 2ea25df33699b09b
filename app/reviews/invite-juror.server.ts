import { randomBytes } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import type { Actor, Person } from "#app/accounts/actor.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock } from "#db/clock.ts";
import { brokenConstraint, inTransaction, type Tx } from "#db/connections.ts";
import { pageAddress } from "#db/environment.ts";
import { fingerprintOf, newKey } from "#db/fingerprint.ts";
import { newId } from "#db/ids.ts";
import { oweLetter } from "#db/outbox.ts";
import type { CallRow } from "#db/queries/calls.ts";
import { currentCharter, lockJuror, type JurorRow } from "#db/queries/juries.ts";
import { jurorInvitations, jurors } from "#db/schema/juries.ts";
import type { JurorId, Locale } from "#db/vocabulary.ts";
import { lockedOrganiserContext } from "./jury-context.server.ts";
import { reviewLetters } from "./letters.ts";

export type NewJuror = {
  email: string;
  name: string;
  organisation: string;
  expertise: string[];
  languages: Locale[];
  minLoad: number;
  maxLoad: number;
  locale: Locale;
};

const validForDays = 21;

/** Invites somebody to judge in a call, by a letter whose link is for that address alone.
 * @returns the juror's id
 * @throws Refused those of `organiserContext`; `charter_missing`, `loads_crossed`, `already_juror`
 * Effects: one juror, one invitation, a letter, an audit line. */
export async function inviteJuror(actor: Actor, slug: string, invited: NewJuror): Promise<JurorId> {
  const { email, name, organisation, locale, ...profile } = invited;
  if (profile.minLoad > profile.maxLoad) refuse("loads_crossed");
  try {
    return await inTransaction(async (tx) => {
      const { person, call } = await lockedOrganiserContext(tx, actor, slug);
      if ((await currentCharter(tx, call.id)) === null) refuse("charter_missing");
      const id: JurorId = newId("juror");
      const readingSeed = randomBytes(12).toString("hex");
      const organisationName = organisation === "" ? null : organisation;
      const [juror] = await tx
        .insert(jurors)
        .values({
          ...{ id, callId: call.id, email: email.toLowerCase(), displayName: name },
          ...{ organisationName, readingSeed, ...profile },
        })
        .returning();
      if (juror === undefined) throw new Error("The juror was not written.");
      await send(tx, { person, call, juror, locale });
      await appendAuditEvent(tx, { actor: person.id, verb: "invite_juror", subject: id });
      return id;
    });
  } catch (error) {
    if (brokenConstraint(error) === "jurors_email") refuse("already_juror");
    throw error;
  }
}

/** Sends a new link to somebody who has not answered, or has declined; earlier links end.
 * @throws Refused those of `organiserContext`; `juror_not_found`, `already_juror` when they have accepted
 * Effects: one invitation, the juror's state, a letter, an audit line. */
export async function inviteJurorAgain(
  actor: Actor,
  slug: string,
  jurorId: JurorId,
  locale: Locale,
): Promise<void> {
  await inTransaction(async (tx) => {
    const { person, call } = await lockedOrganiserContext(tx, actor, slug);
    const juror = await lockJuror(tx, jurorId);
    if (juror?.callId !== call.id) return refuse("juror_not_found");
    if (juror.state === "accepted") refuse("already_juror");
    await tx.update(jurors).set({ state: "invited" }).where(eq(jurors.id, jurorId));
    await send(tx, { person, call, juror, locale });
    await appendAuditEvent(tx, { actor: person.id, verb: "invite_juror_again", subject: jurorId });
  });
}

type Sending = { person: Person; call: CallRow; juror: JurorRow; locale: Locale };

async function send(tx: Tx, { person, call, juror, locale }: Sending): Promise<void> {
  const now = await databaseClock(tx);
  const key = newKey();
  const expiresAt = new Date(now.getTime() + validForDays * 86_400_000);
  await tx
    .update(jurorInvitations)
    .set({ expiresAt: now })
    .where(and(eq(jurorInvitations.jurorId, juror.id), isNull(jurorInvitations.answeredAt)));
  const tokenHash = fingerprintOf(key);
  await tx
    .insert(jurorInvitations)
    .values({ tokenHash, jurorId: juror.id, invitedBy: person.id, createdAt: now, expiresAt });
  const link = pageAddress(locale, `jury-invitation?key=${key}`);
  await oweLetter(tx, {
    ...{ key: `juror_invitation:${tokenHash}`, kind: "juror_invitation", personId: null },
    ...{ recipient: juror.email, locale },
    ...reviewLetters[locale].invitation({
      ...{ name: juror.displayName, call: call.title[locale], inviter: person.displayName },
      ...{ link, days: validForDays, maxLoad: juror.maxLoad },
    }),
  });
}
