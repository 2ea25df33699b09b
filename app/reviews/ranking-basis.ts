import type { RankedReviews } from "#db/queries/ranked-reviews.ts";
import type { ApplicationId, RubricId } from "#db/vocabulary.ts";
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
  /** The marks as one text, whatever order they came in: the same text need not be ranked again. */
  text: string;
};

/** The marks that a ranking is made of: the total of each review that has one. */
export function rankingBasis({ ids, scope, reviews, rubrics, assignment }: RankedReviews): RankingBasis {
  const criteria = new Map<RubricId, Criterion[]>();
  for (const [id, rubric] of rubrics) criteria.set(id, criteriaOf(rubric));
  const marks = reviews.flatMap((review) => {
    const total = totalOf(criteria.get(review.rubricId) ?? [], marksOf(review.marks));
    return total === null ? [] : [{ application: review.applicationId, juror: review.jurorId, value: total }];
  });
  const ordered = marks.map((mark) => JSON.stringify(mark)).sort();
  const promised = assignment === null ? 0 : wantedReviews(assignment);
  return { ids, marks, promised, scope, text: ordered.join("\n") };
}
