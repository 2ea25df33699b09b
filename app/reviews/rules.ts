import { SeededDraws } from "#scoring/numeric/random.ts";
import { CompensatedSum } from "#scoring/numeric/sum.ts";

/** A criterion of the call. Marks run from `lowest` to `highest` by `step`; below `threshold` it fails. */
export type Criterion = {
  id: string;
  weight: number;
  lowest: number;
  highest: number;
  step: number;
  threshold: number | null;
  /** Whether a juror may say that they cannot judge it. */
  mayAbstain: boolean;
};

export type CriterionMark = number | "cannot_judge";
/** What a juror has marked so far, by criterion; absent is not marked yet. */
export type ReviewMarks = ReadonlyMap<string, CriterionMark>;

export type MarkFault = {
  criterion: string;
  code: "off_scale" | "between_steps" | "must_be_judged" | "unknown_criterion";
};

/** What is wrong with marks, apart from those that are missing. */
export function faultsOfMarks(criteria: readonly Criterion[], marks: ReviewMarks): MarkFault[] {
  const known = new Map(criteria.map((criterion) => [criterion.id, criterion]));
  return [...marks].flatMap(([id, mark]): MarkFault[] => {
    const criterion = known.get(id);
    const code = criterion === undefined ? "unknown_criterion" : faultOfMark(criterion, mark);
    return code === null ? [] : [{ criterion: id, code }];
  });
}

function faultOfMark(
  { lowest, highest, step, mayAbstain }: Criterion,
  mark: CriterionMark,
): MarkFault["code"] | null {
  if (mark === "cannot_judge") return mayAbstain ? null : "must_be_judged";
  if (!(mark >= lowest && mark <= highest)) return "off_scale";
  const steps = (mark - lowest) / step;
  return Math.abs(steps - Math.round(steps)) < 1e-9 ? null : "between_steps";
}

/** The criteria that still have no mark, in their order. */
export function missingCriteria(criteria: readonly Criterion[], marks: ReviewMarks): string[] {
  return criteria.filter(({ id }) => !marks.has(id)).map(({ id }) => id);
}

/** A review is complete when every criterion has a valid mark or a permitted "cannot judge". */
export function isComplete(criteria: readonly Criterion[], marks: ReviewMarks): boolean {
  return missingCriteria(criteria, marks).length === 0 && faultsOfMarks(criteria, marks).length === 0;
}

/** The weighted mean of the marks, each as a share of its scale, from 0 to 100. What cannot be judged is left out and
 * its weight with it.
 * @returns null until the review is complete, so that nobody steers a mark by the total; null also when nothing of
 * weight could be judged */
export function totalOf(criteria: readonly Criterion[], marks: ReviewMarks): number | null {
  if (!isComplete(criteria, marks)) return null;
  const sum = new CompensatedSum();
  const weights = new CompensatedSum();
  for (const { id, weight, lowest, highest } of criteria) {
    const mark = marks.get(id);
    if (typeof mark !== "number") continue;
    sum.add((weight * (mark - lowest)) / (highest - lowest));
    weights.add(weight);
  }
  return weights.value > 0 ? (100 * sum.value) / weights.value : null;
}

/** The criteria whose mark is below their threshold; what cannot be judged does not fail. */
export function failedCriteria(criteria: readonly Criterion[], marks: ReviewMarks): string[] {
  return criteria.filter(({ id, threshold }) => isBelow(marks.get(id), threshold)).map(({ id }) => id);
}

function isBelow(mark: CriterionMark | undefined, threshold: number | null): boolean {
  return threshold !== null && typeof mark === "number" && mark < threshold;
}

/** The order in which a juror reads: another one for each juror, so that nobody is always read last; the same at every
 * visit, and new applications do not move those that were there. */
export function readingOrder<Id extends string>(applications: readonly Id[], juror: string): Id[] {
  const placed = applications.map((id) => ({ id, place: new SeededDraws(`${juror}/${id}`).uniform() }));
  return placed.sort((a, b) => a.place - b.place).map(({ id }) => id);
}
