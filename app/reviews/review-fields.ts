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
  const words = typeof value === "string" ? value : "";
  if (field === "to_applicant") return { ...content, commentToApplicant: words };
  if (field === "to_committee") return { ...content, commentToCommittee: words };
  const [kind, id = ""] = field.split(":");
  if (!criteria.includes(id)) return null;
  const before = content.marks[id] ?? nothing;
  if (kind === "comment")
    return { ...content, marks: { ...content.marks, [id]: { ...before, comment: words } } };
  if (kind !== "mark") return null;
  if (value !== null && value !== "cannot_judge" && typeof value !== "number") return null;
  const mark = typeof value === "number" ? value : null;
  const marked = { ...before, mark, cannotJudge: value === "cannot_judge" };
  return { ...content, marks: { ...content.marks, [id]: marked } };
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
