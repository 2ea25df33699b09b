import type { Reader } from "#db/client.ts";
import { fingerprintOf } from "#db/fingerprint.ts";
import { lastRun } from "#db/queries/juries.ts";
import { administeredIds, countedReviews, rubricById, scopeOf } from "#db/queries/reviews.ts";
import type { ApplicationId, CallId, RubricId } from "#db/vocabulary.ts";
import type { Mark } from "./ranking.ts";
import { criteriaOf, marksOf } from "./rubric-marks.ts";
import { totalOf, type Criterion } from "./rules.ts";
import { wantedReviews } from "./run-parameters.ts";

export type RankingBasis = {
  ids: ApplicationId[];
  marks: Mark[];
  /** How many reviews the call promises to every application: as many as jurors were last looked for; else 0. */
  promised: number;
  /** Fingerprint of the applications that the viewer may see: another set is another ranking. */
  scope: string;
  /** Fingerprint of the marks: the same ones need not be ranked again. */
  basis: string;
};

/** The marks that a ranking for the viewer of this transaction is made of: handed-in reviews by jurors without a
 * conflict, of the applications that the viewer administers and of no other. */
export async function rankingBasis(db: Reader, callId: CallId): Promise<RankingBasis> {
  const ids = await administeredIds(db, callId);
  const rows = await countedReviews(db, callId, ids);
  const rubrics = new Map<RubricId, Criterion[]>();
  for (const { review } of rows)
    if (!rubrics.has(review.rubricId))
      rubrics.set(review.rubricId, criteriaOf((await rubricById(db, review.rubricId)).criteria));
  const marks = rows.flatMap(({ review }) => {
    const total = totalOf(rubrics.get(review.rubricId) ?? [], marksOf(review.marks));
    return total === null ? [] : [{ application: review.applicationId, juror: review.jurorId, value: total }];
  });
  const ordered = marks.map((mark) => JSON.stringify(mark)).sort();
  const run = await lastRun(db, callId);
  const promised = run === null ? 0 : wantedReviews(run.parameters);
  return { ids, marks, promised, scope: scopeOf(ids), basis: fingerprintOf(ordered.join("\n")) };
}
