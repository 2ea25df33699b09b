import type { Criterion } from "#db/schema/calls.ts";
import type { Bilingual } from "#db/vocabulary.ts";

/** What one review gave, by criterion; null where it could not be judged. */
export type GivenMarks = Readonly<Record<string, { mark: number | null }>>;

export type CriterionFeedback = { id: string; name: Bilingual; max: number; mean: number | null };

/** The mean mark of each criterion over the reviews: what one juror gave is not told apart.
 * @returns in the order of the rubric; null where nobody could judge */
export function meanMarks(
  criteria: readonly Pick<Criterion, "id" | "name" | "max">[],
  reviews: readonly GivenMarks[],
): CriterionFeedback[] {
  return criteria.map(({ id, name, max }) => {
    const given = reviews.flatMap((marks) => marks[id]?.mark ?? []);
    const mean = given.length === 0 ? null : given.reduce((sum, one) => sum + one, 0) / given.length;
    return { id, name, max, mean };
  });
}
