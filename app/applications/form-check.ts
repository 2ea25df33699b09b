import { z } from "zod";
import { withoutBlankEdges } from "#app/i18n/written-text.ts";
import type { Column, Field } from "./form-schema.ts";
import { isEmpty } from "./form-visibility.ts";

/** What is wrong with an answer, for a sentence with its remedy. `row` counts from 1. */
export type AnswerFault = { row?: number; column?: string } & (
  | { code: "missing" }
  | { code: "too_many_words" | "too_many_characters"; max: number; actual: number }
  | { code: "not_a_number" | "not_whole" | "not_a_date" | "not_an_email" | "unknown_choice" | "not_accepted" }
  | { code: "out_of_range"; min: number | null; max: number | null }
  | { code: "out_of_period"; min: string | null; max: string | null }
  | { code: "too_few_choices" | "too_few_rows"; min: number }
  | { code: "too_many_choices" | "too_many_rows"; max: number }
  | { code: "total_too_high"; max: number; total: number }
  | { code: "document_checking" | "document_refused" }
);

/** What is known of the documents of an application, by their id: for which field each has come, whose limits it was
 * checked against. */
export type DocumentFacts = Readonly<
  Record<string, { field: string; state: "checking" | "accepted" | "refused" }>
>;

const longestText = 200_000;
const text = z.string().max(longestText);
const row = z.record(z.string().max(60), text).refine((one) => Object.keys(one).length <= 12);
const draftValues = {
  short_text: text,
  long_text: text,
  number: text,
  money: text,
  date: text,
  choice: text,
  email: text,
  organisation: text,
  document: text,
  consent: z.boolean(),
  choices: z.array(z.string().max(60)).max(60),
  table: z.array(row).max(200),
} as const satisfies Record<Field["type"], z.ZodType>;

/** Whether a draft can hold a value: its shape only. Text that is too long or no number is kept as it was typed, and
 * refused at submission. Null empties the field. */
export function isDraftValue(field: Field, value: unknown): boolean {
  return value === null || draftValues[field.type].safeParse(value).success;
}

/** Everything that is wrong with an answer at submission; nothing for an optional field without one. */
export function faultsOf(field: Field, value: unknown, documents: DocumentFacts): AnswerFault[] {
  if (field.type === "table") return faultsOfTable(field, value);
  // An answer of another shape was given to an earlier version of the field.
  if (isEmpty(value) || !isDraftValue(field, value)) return field.optional ? [] : [{ code: "missing" }];
  if (field.type === "consent") return value === true ? [] : [{ code: "not_accepted" }];
  if (field.type === "choices") return faultsOfChoices(field, value);
  if (field.type === "long_text") return faultsOfLongText(field, String(value));
  if (field.type === "document") return faultsOfDocument(field.id, documents[String(value)]);
  return faultsOfText(field, String(value));
}

function faultsOfText(field: Column, typed: string): AnswerFault[] {
  switch (field.type) {
    case "short_text":
      return tooLong(countCharacters(typed), field.maxCharacters);
    case "organisation":
      return tooLong(countCharacters(typed), 200);
    case "email":
      return z.email().max(254).safeParse(withoutBlankEdges(typed)).success ? [] : [{ code: "not_an_email" }];
    case "choice":
      return field.options.some(({ value }) => value === typed) ? [] : [{ code: "unknown_choice" }];
    case "date":
      return faultsOfDate(field, typed);
    case "number":
    case "money":
      return faultsOfNumber(field, typed);
  }
}

function tooLong(actual: number, max: number): AnswerFault[] {
  return actual > max ? [{ code: "too_many_characters", max, actual }] : [];
}

function faultsOfLongText(field: Extract<Field, { type: "long_text" }>, typed: string): AnswerFault[] {
  const words = countWords(typed);
  const faults: AnswerFault[] = [];
  if (field.maxWords !== undefined && words > field.maxWords)
    faults.push({ code: "too_many_words", max: field.maxWords, actual: words });
  if (field.maxCharacters !== undefined) faults.push(...tooLong(countCharacters(typed), field.maxCharacters));
  return faults;
}

function faultsOfNumber(field: Extract<Column, { type: "number" | "money" }>, typed: string): AnswerFault[] {
  const value = numberIn(typed);
  if (value === null) return [{ code: "not_a_number" }];
  if (field.type === "number" && field.whole && !Number.isInteger(value)) return [{ code: "not_whole" }];
  const { min = null, max = null } = field;
  const isOutside = (min !== null && value < min) || (max !== null && value > max);
  return isOutside ? [{ code: "out_of_range", min, max }] : [];
}

function faultsOfDate(field: Extract<Column, { type: "date" }>, typed: string): AnswerFault[] {
  if (!z.iso.date().safeParse(typed).success) return [{ code: "not_a_date" }];
  const { min = null, max = null } = field;
  // Dates of this form compare like their text.
  const isOutside = (min !== null && typed < min) || (max !== null && typed > max);
  return isOutside ? [{ code: "out_of_period", min, max }] : [];
}

function faultsOfChoices(field: Extract<Field, { type: "choices" }>, value: unknown): AnswerFault[] {
  const chosen: unknown[] = Array.isArray(value) ? value : [];
  const known = new Set<unknown>(field.options.map((option) => option.value));
  if (chosen.some((one) => !known.has(one))) return [{ code: "unknown_choice" }];
  if (chosen.length < field.min) return [{ code: "too_few_choices", min: field.min }];
  if (field.max !== undefined && chosen.length > field.max)
    return [{ code: "too_many_choices", max: field.max }];
  return [];
}

function faultsOfDocument(id: string, document: DocumentFacts[string] | undefined): AnswerFault[] {
  // One that came through another field was not held to this one's limits.
  if (document?.field !== id) return [{ code: "missing" }];
  const { state } = document;
  if (state === "accepted") return [];
  return [{ code: state === "checking" ? "document_checking" : "document_refused" }];
}

/** A row of a table as it is kept: a name of its own under `row`, and what was typed, by column. */
export type TableRow = Readonly<Record<string, string>>;

/** The rows of a table that hold something. */
export function filledRows(value: unknown): TableRow[] {
  const parsed = draftValues.table.safeParse(value);
  return parsed.success ? parsed.data.filter((one) => !isEmpty(one)) : [];
}

function faultsOfTable(field: Extract<Field, { type: "table" }>, value: unknown): AnswerFault[] {
  const rows = filledRows(value);
  if (rows.length === 0) return field.optional || field.minRows === 0 ? [] : [{ code: "missing" }];
  const faults: AnswerFault[] = [];
  if (rows.length < field.minRows) faults.push({ code: "too_few_rows", min: field.minRows });
  if (rows.length > field.maxRows) faults.push({ code: "too_many_rows", max: field.maxRows });
  for (const [index, one] of rows.entries()) {
    for (const column of field.columns) {
      const place = { row: index + 1, column: column.id };
      faults.push(...faultsOf(column, one[column.id], {}).map((fault) => ({ ...fault, ...place })));
    }
  }
  const total = totalOf(field, rows);
  if (field.total !== undefined && total > field.total.max)
    faults.push({ code: "total_too_high", max: field.total.max, total });
  return faults;
}

/** Sum of the column that has a limit; what is no number counts as 0, since it has a fault of its own. */
export function totalOf(field: Extract<Field, { type: "table" }>, rows: readonly TableRow[]): number {
  const summed = field.total?.column;
  if (summed === undefined) return 0;
  // In cents: amounts such as 0.1 have no exact sum.
  const cents = rows.reduce((sum, one) => sum + Math.round((numberIn(one[summed] ?? "") ?? 0) * 100), 0);
  return cents / 100;
}

/** The number in a text as French and English people type it: `1 234,5`, `1234.5`, `12 000 €`; null when it is none.
 * A comma is a decimal comma: `1,234` is 1.234, which a limit will catch better than a guess. */
export function numberIn(typed: string): number | null {
  const plain = typed
    .replace(/[\s\u00a0\u202f€]/g, "")
    .replace(",", ".")
    .replace("\u2212", "-");
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : null;
}

/** Characters as readers count them: an accent typed apart is not one more, line ends are one. */
export function countCharacters(typed: string): number {
  return [...typed.normalize("NFC").replaceAll("\r\n", "\n")].length;
}

/** White space, and the letters that are drawn as a gap. */
const spaces = /[\s\u2800\u3164\uFFA0\u115F\u1160]+/u;

/** Words: runs of anything between white space that hold a letter or a digit. */
export function countWords(typed: string): number {
  return typed.split(spaces).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
