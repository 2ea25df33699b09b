import type { Actor } from "#app/accounts/actor.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock } from "#db/clock.ts";
import { pageAddress } from "#db/environment.ts";
import { oweLetter } from "#db/outbox.ts";
import { accountById } from "#db/queries/accounts.ts";
import { assignmentsOfCall, jurorsOf } from "#db/queries/juries.ts";
import { judgedApplications, reviewsOfCall } from "#db/queries/reviews.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { asViewer } from "#db/viewer.ts";
import { organiserContext } from "./jury-context.server.ts";
import { reviewLetters } from "./letters.ts";
import { isOpenReview } from "./policy.ts";

/** Reminds every juror by letter of the reviews that wait for them, once a day at most, over the applications that the
 * organiser may see.
 * @returns how many were reminded
 * @throws Refused those of `organiserContext`; `nothing_to_remind`
 * Effects: letters, which name no application; an audit line. */
export async function remindJurors(actor: Actor, slug: string): Promise<number> {
  return asViewer(requirePerson(actor).id, async (tx) => {
    const { person, call } = await organiserContext(tx, actor, slug);
    const now = await databaseClock(tx);
    const done = new Set(
      (await reviewsOfCall(tx, call.id))
        .filter(({ state }) => !isOpenReview(state))
        .map(({ assignmentId }) => assignmentId),
    );
    // What the organiser may not see is not counted: the number would tell of its jurors.
    const visible = new Set((await judgedApplications(tx, call.id)).map(({ application }) => application.id));
    const active = (await assignmentsOfCall(tx, call.id)).filter(
      ({ state, applicationId }) => state === "active" && visible.has(applicationId),
    );
    const day = now.toISOString().slice(0, 10);
    let reminded = 0;
    for (const juror of await jurorsOf(tx, call.id)) {
      const waiting = active.filter(({ id, jurorId }) => jurorId === juror.id && !done.has(id)).length;
      const account = juror.personId === null ? null : await accountById(tx, juror.personId);
      if (waiting === 0 || account === null || juror.state !== "accepted") continue;
      reminded += 1;
      await oweLetter(tx, {
        ...{ key: `juror_reminder:${juror.id}:${day}`, kind: "juror_reminder" },
        ...{ personId: account.id, recipient: account.email, locale: account.locale },
        ...reviewLetters[account.locale].reminder(juror.displayName, {
          ...{ call: call.title[account.locale], waiting },
          link: pageAddress(account.locale, `calls/${slug}/reviews`),
        }),
      });
    }
    if (reminded === 0) refuse("nothing_to_remind");
    const details = { reminded };
    await appendAuditEvent(tx, { actor: person.id, verb: "remind_jurors", subject: call.id, details });
    return reminded;
  });
}
