import { isBlank } from "#app/i18n/written-text.ts";
import type { Condition, Field, Form, Section } from "./form-schema.ts";

/** Answers by the id of their field: text as it was typed, a list of options, `true`, rows of a table, a document. */
export type Answers = Readonly<Record<string, unknown>>;

/** The sections and fields that are shown for these answers, in order. A field that is hidden counts as empty for the
 * conditions below it, so that what nobody sees decides nothing. */
export function visibleSections(form: Form, answers: Answers): Section[] {
  const shown: Record<string, unknown> = {};
  return form.sections.flatMap((section) => {
    if (!holds(section.when, shown)) return [];
    const fields = section.fields.filter((field) => {
      if (!holds(field.when, shown)) return false;
      shown[field.id] = answers[field.id];
      return true;
    });
    return fields.length === 0 ? [] : [{ ...section, fields }];
  });
}

/** The fields that are shown for these answers, in order. */
export function visibleFields(form: Form, answers: Answers): Field[] {
  return visibleSections(form, answers).flatMap(({ fields }) => fields);
}

function holds(condition: Condition | undefined, answers: Answers): boolean {
  if (condition === undefined) return true;
  if ("all" in condition) return condition.all.every((one) => holds(one, answers));
  if ("any" in condition) return condition.any.some((one) => holds(one, answers));
  if ("not" in condition) return !holds(condition.not, answers);
  const value = answers[condition.field];
  if ("filled" in condition) return isEmpty(value) !== condition.filled;
  return Array.isArray(value) ? value.includes(condition.is) : value === condition.is;
}

/** Whether nothing has been answered. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === false) return true;
  if (typeof value === "string") return isBlank(value);
  if (Array.isArray(value)) return value.every(isEmpty);
  return (
    typeof value === "object" && Object.entries(value).every(([key, one]) => key === "row" || isEmpty(one))
  );
}
