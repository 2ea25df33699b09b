import { isOpenReview } from "#app/reviews/policy.ts";
import { rankingBasis } from "#app/reviews/ranking-basis.ts";
import type { Reader } from "#db/client.ts";
import { fingerprintOf } from "#db/fingerprint.ts";
import { rolesIn } from "#db/queries/calls.ts";
import { assignmentsOfCall, conflictsOfCall } from "#db/queries/juries.ts";
import { rankedReviews } from "#db/queries/ranked-reviews.ts";
import { newestRanking, reviewsOfCall } from "#db/queries/reviews.ts";
import type { CallId } from "#db/vocabulary.ts";
import type { DecisionContext } from "./decision-context.server.ts";
import type { DecisionTable } from "./decision-table.server.ts";
import type { OpenMatters } from "./open-matters.ts";

/** What is open on the applications about which nothing is released yet: of those in the table, which the viewer of this
 * transaction may decide on, and of no other. A count that took in a hidden one would tell of it.
 * A promotion follows the waiting list: neither the order nor a review matters to it any more. */
export async function openMatters(
  db: Reader,
  { call }: Pick<DecisionContext, "call">,
  { files }: Pick<DecisionTable, "files">,
): Promise<OpenMatters> {
  const pending = new Set(
    files.filter(({ state, released }) => state === "admissible" && released === null).map(({ id }) => id),
  );
  const reviews = new Map((await reviewsOfCall(db, call.id)).map((row) => [row.assignmentId, row.state]));
  const isHandedIn = (assignmentId: Parameters<typeof reviews.get>[0]) => {
    const state = reviews.get(assignmentId);
    return state !== undefined && !isOpenReview(state);
  };
  const missing = (await assignmentsOfCall(db, call.id)).filter(
    ({ id, state, applicationId }) => state === "active" && pending.has(applicationId) && !isHandedIn(id),
  );
  const ties = (await conflictsOfCall(db, call.id)).filter(
    ({ applicationId, state }) =>
      pending.has(applicationId) && (state === "suspected" || state === "declared"),
  );
  const isFirst = call.state === "evaluating" && pending.size > 0;
  const order = isFirst ? await orderNow(db, call.id) : "current";
  return { reviews: missing.length, ties: ties.length, order };
}

/** Whether the order is made of the marks that count now: by their fingerprint, since a review that is opened again or a
 * tie that is confirmed takes marks away without a later date. */
async function orderNow(db: Reader, callId: CallId): Promise<OpenMatters["order"]> {
  const { scope, text } = rankingBasis(await rankedReviews(db, callId));
  const basis = fingerprintOf(text);
  const kept = await newestRanking(db, callId, scope);
  if (kept === null) return "missing";
  return kept.basis === basis ? "current" : "stale";
}

/** The same for a page, and whether the viewer is led to the jury's page, which is for organisers. */
export async function openMattersFor(db: Reader, context: DecisionContext, table: DecisionTable) {
  const roles = await rolesIn(db, context.call.id, context.person.id);
  return { ...(await openMatters(db, context, table)), organises: roles.includes("organiser") };
}
