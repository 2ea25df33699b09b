import type { Criterion as RubricCriterion } from "#db/schema/calls.ts";
import type { Mark } from "#db/schema/reviews.ts";
import type { Criterion, CriterionMark, ReviewMarks } from "./rules.ts";

/** A rubric's criteria as the rules of marking know them. Every criterion may be left unjudged: a juror who must mark
 * what they cannot judge makes noise. */
export function criteriaOf(
  rubric: readonly Pick<RubricCriterion, "id" | "weight" | "max" | "step" | "threshold">[],
): Criterion[] {
  return rubric.map(({ id, weight, max, step, threshold }) => ({
    ...{ id, weight, step, threshold },
    lowest: 0,
    highest: max,
    mayAbstain: true,
  }));
}

/** What a stored review has marked. */
export function marksOf(stored: Readonly<Record<string, Mark>>): ReviewMarks {
  const marks = new Map<string, CriterionMark>();
  for (const [id, { mark, cannotJudge }] of Object.entries(stored)) {
    if (cannotJudge) marks.set(id, "cannot_judge");
    else if (mark !== null) marks.set(id, mark);
  }
  return marks;
}

/** The marks that a scale offers, from the lowest. */
export function scaleOf({ max, step }: Pick<RubricCriterion, "max" | "step">): number[] {
  return Array.from({ length: Math.round(max / step) + 1 }, (_, index) => Number((index * step).toFixed(6)));
}
