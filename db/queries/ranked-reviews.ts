import type { Reader } from "../client.ts";
import type { ApplicationId, CallId, RubricId } from "../vocabulary.ts";
import { lastRun } from "./juries.ts";
import {
  administeredIds,
  countedReviews,
  rubricById,
  scopeOf,
  type ReviewRow,
  type RubricRow,
} from "./reviews.ts";

/** What a ranking is made of, as it is stored. */
export type RankedReviews = {
  ids: ApplicationId[];
  /** Fingerprint of the applications that the viewer may see: another set is another ranking. */
  scope: string;
  reviews: ReviewRow[];
  /** The criteria that each review was written by. */
  rubrics: Map<RubricId, RubricRow["criteria"]>;
  /** Parameters of the last assignment; null while there was none. */
  assignment: Record<string, unknown> | null;
};

/** Handed-in reviews by jurors without a conflict, of the applications that the viewer of this transaction administers
 * and of no other. */
export async function rankedReviews(db: Reader, callId: CallId): Promise<RankedReviews> {
  const ids = await administeredIds(db, callId);
  const reviews = (await countedReviews(db, callId, ids)).map(({ review }) => review);
  const rubrics = new Map<RubricId, RubricRow["criteria"]>();
  for (const { rubricId } of reviews)
    if (!rubrics.has(rubricId)) rubrics.set(rubricId, (await rubricById(db, rubricId)).criteria);
  const run = await lastRun(db, callId);
  return { ids, scope: scopeOf(ids), reviews, rubrics, assignment: run === null ? null : run.parameters };
}
