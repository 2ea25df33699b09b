import { isBlank } from "#app/i18n/written-text.ts";
import type { Mark } from "#db/schema/reviews.ts";

/** What the page of a review saves, field by field: `mark:benefit` (a number, `cannot_judge` or nothing),
 * `comment:benefit`, `to_applicant`, `to_committee`. */
export type ReviewChange = { field: string; value: string | number | null };

export type ReviewContent = {
  marks: Record<string, Mark>;
  commentToApplicant: string;
  commentToCommittee: string;
};

const nothing: Mark = { mark: null, cannotJudge: false, comment: "" };

/** A review after some fields have changed.
 * @param criteria ids of the rubric
 * @returns null when a field is unknown or its value of the wrong kind */
export function changedReview(
  content: ReviewContent,
  changes: readonly ReviewChange[],
  criteria: readonly string[],
): ReviewContent | null {
  let now = content;
  for (const change of changes) {
    const next = withChange(now, change, criteria);
    if (next === null) return null;
    now = next;
  }
  return now;
}

function withChange(
  content: ReviewContent,
  { field, value }: ReviewChange,
  criteria: readonly string[],
): ReviewContent | null {
  const words = wordsIn(value);
  if (field === "to_applicant") return { ...content, commentToApplicant: words };
  if (field === "to_committee") return { ...content, commentToCommittee: words };
  const [kind, id = ""] = field.split(":");
  const before = content.marks[id] ?? nothing;
  const after = criteria.includes(id) ? changedMark(before, kind, value) : null;
  return after === null ? null : { ...content, marks: { ...content.marks, [id]: after } };
}

function changedMark(before: Mark, kind: string | undefined, value: ReviewChange["value"]): Mark | null {
  if (kind === "comment") return { ...before, comment: wordsIn(value) };
  if (kind !== "mark") return null;
  if (typeof value === "number") return { ...before, mark: value, cannotJudge: false };
  if (value !== null && value !== "cannot_judge") return null;
  return { ...before, mark: null, cannotJudge: value === "cannot_judge" };
}

/** A review as the fields of its page. */
export function fieldsOfReview({
  marks,
  commentToApplicant,
  commentToCommittee,
}: ReviewContent): Record<string, string | number | null> {
  const fields: Record<string, string | number | null> = {
    to_applicant: commentToApplicant,
    to_committee: commentToCommittee,
  };
  for (const [id, { mark, cannotJudge, comment }] of Object.entries(marks)) {
    fields[`mark:${id}`] = cannotJudge ? "cannot_judge" : mark;
    fields[`comment:${id}`] = comment;
  }
  return fields;
}

/** Kept as they are typed, spaces included; what cannot be seen is nothing. */
function wordsIn(value: ReviewChange["value"]): string {
  return typeof value === "string" && !isBlank(value) ? value : "";
}
