import type { Tx } from "#db/client.ts";
import { assignmentsOfJuror } from "#db/queries/juries.ts";
import { judgedCodes, reviewsOfJuror } from "#db/queries/reviews.ts";
import type { JurorContext } from "./jury-context.server.ts";
import { isOpenReview } from "./policy.ts";
import { readingOrder } from "./rules.ts";

/** What a juror has to read, in an order of their own, each with their review of it; without what is in it. */
export async function readingList(tx: Tx, { call, juror }: JurorContext) {
  const [assigned, judged, own] = await Promise.all([
    assignmentsOfJuror(tx, juror.id),
    judgedCodes(tx, call.id),
    reviewsOfJuror(tx, juror.id),
  ]);
  const active = new Set(
    assigned.filter(({ state }) => state === "active").map(({ applicationId }) => applicationId),
  );
  const reviews = new Map(own.map((review) => [review.applicationId, review]));
  const codes = new Map(judged.filter(({ id }) => active.has(id)).map(({ id, code }) => [id, code]));
  return readingOrder([...codes.keys()], juror.readingSeed).map((id) => {
    const review = reviews.get(id) ?? null;
    return {
      id,
      code: codes.get(id) ?? "",
      review,
      isHandedIn: review !== null && !isOpenReview(review.state),
    };
  });
}
