import { eq } from "drizzle-orm";
import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import { withoutBlankEdges } from "#app/i18n/written-text.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { databaseClock } from "#db/clock.ts";
import { pageAddress } from "#db/environment.ts";
import { oweLetter } from "#db/outbox.ts";
import { accountById } from "#db/queries/accounts.ts";
import { lockJuror } from "#db/queries/juries.ts";
import { judgedApplication, keepRevision, reviewOf } from "#db/queries/reviews.ts";
import { reviews } from "#db/schema/reviews.ts";
import type { JurorId } from "#db/vocabulary.ts";
import { asViewer } from "#db/viewer.ts";
import { lockedOrganiserContext } from "./jury-context.server.ts";
import { reviewLetters } from "./letters.ts";
import { refusalToReopen } from "./policy.ts";

/** Opens a review again that was handed in, with a reason that its juror reads. What it said stays in its history.
 * @throws Refused those of `lockedOrganiserContext`; `application_not_found`, `review_not_found`, `review_not_handed_in`,
 *   `reviews_closed`, `conflict_reason_required`
 * Effects: the review's state, a line of its history, a letter, an audit line. */
export async function reopenReview(
  actor: Actor,
  slug: string,
  { code, jurorId, reason }: { code: string; jurorId: JurorId; reason: string },
): Promise<void> {
  await asViewer(requirePerson(actor).id, async (tx) => {
    // Locked: a release that goes on at the same time comes first, or finds the review open.
    const { person, call } = await lockedOrganiserContext(tx, actor, slug);
    const found = (await judgedApplication(tx, call.id, code)) ?? refuse("application_not_found");
    const juror = await lockJuror(tx, jurorId);
    if (juror?.callId !== call.id) return refuse("juror_not_found");
    const review = (await reviewOf(tx, jurorId, found.application.id)) ?? refuse("review_not_found");
    refuseIf(refusalToReopen({ state: review.state, callState: call.state }, reason));
    const now = await databaseClock(tx);
    const changed = {
      state: "reopened" as const,
      revision: review.revision + 1,
      reason: withoutBlankEdges(reason),
    };
    await tx.update(reviews).set(changed).where(eq(reviews.id, review.id));
    await keepRevision(
      tx,
      { ...review, ...changed },
      { personId: person.id, reason: withoutBlankEdges(reason), now },
    );
    const account = juror.personId === null ? null : await accountById(tx, juror.personId);
    if (account !== null)
      await oweLetter(tx, {
        ...{ key: `review_reopened:${review.id}:${String(changed.revision)}`, kind: "review_reopened" },
        ...{ personId: account.id, recipient: account.email, locale: account.locale },
        ...reviewLetters[account.locale].reopened(juror.displayName, {
          ...{ call: call.title[account.locale], code, reason: withoutBlankEdges(reason) },
          link: pageAddress(account.locale, `calls/${slug}/reviews/${code}`),
        }),
      });
    await appendAuditEvent(tx, { actor: person.id, verb: "reopen_review", subject: review.id });
  });
}
