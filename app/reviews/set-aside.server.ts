import { and, eq, ne } from "drizzle-orm";
import type { Tx } from "#db/connections.ts";
import { lockJuror, type JurorRow } from "#db/queries/juries.ts";
import { keepRevision, reviewOf } from "#db/queries/reviews.ts";
import { assignments } from "#db/schema/juries.ts";
import { reviews } from "#db/schema/reviews.ts";
import type { ApplicationId, PersonId } from "#db/vocabulary.ts";

type Late = {
  juror: Pick<JurorRow, "id">;
  applicationId: ApplicationId;
  personId: PersonId;
  now: Date;
};

/** Takes a juror off an application in which a conflict has turned up: what was written is kept and counts nowhere.
 * The conflict is written afterwards, since with it the juror's own sight of the review ends.
 * Effects: the assignment's and the review's state, a line of its history. Nothing when there is neither. */
export async function setAside(tx: Tx, { juror, applicationId, personId, now }: Late): Promise<void> {
  // As whoever hands in, saves or reopens it: the review that is read here stays as it is until it is set aside.
  await lockJuror(tx, juror.id);
  const review = await reviewOf(tx, juror.id, applicationId);
  if (review !== null && review.state !== "set_aside") {
    const changed = { state: "set_aside" as const, revision: review.revision + 1, reason: "conflict" };
    await tx.update(reviews).set(changed).where(eq(reviews.id, review.id));
    await keepRevision(tx, { ...review, ...changed }, { personId, reason: "conflict", now });
  }
  await tx
    .update(assignments)
    .set({ state: "set_aside", endedAt: now })
    .where(
      and(
        eq(assignments.jurorId, juror.id),
        eq(assignments.applicationId, applicationId),
        ne(assignments.state, "released"),
      ),
    );
}
