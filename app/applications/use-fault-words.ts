import { formatDate, formatNumber } from "#app/i18n/format.ts";
import { useLocale, useTexts } from "#app/i18n/text.ts";
import type { Locale } from "#db/vocabulary.ts";
import type { AnswerFault } from "./form-check.ts";
import type { Field } from "./form-schema.ts";
import { faultTexts } from "./texts-faults.ts";

/** Says what is wrong with an answer, and its remedy. */
export function useFaultWords(): (field: Field, fault: AnswerFault) => string {
  const text = useTexts(faultTexts);
  const locale = useLocale();
  return (field, fault) => {
    const words = wordsOf(text, locale, fault);
    if (fault.row === undefined || field.type !== "table") return words;
    const column = field.columns.find(({ id }) => id === fault.column)?.label[locale] ?? "";
    return text.inRow(fault.row, column, words);
  };
}

type FaultTexts = (typeof faultTexts)["en"];

function wordsOf(text: FaultTexts, locale: Locale, fault: AnswerFault): string {
  const number = (value: number) => formatNumber(locale, value, Number.isInteger(value) ? 0 : 2);
  if (isPlain(fault)) return text[fault.code];
  switch (fault.code) {
    case "too_many_words":
    case "too_many_characters":
      return text[fault.code](number(fault.actual), number(fault.max));
    case "out_of_range":
      return rangeWords(text, fault, number);
    case "out_of_period":
      return periodWords(text, fault, locale);
    case "too_few_choices":
    case "too_few_rows":
      return text[fault.code](fault.min);
    case "too_many_choices":
    case "too_many_rows":
      return text[fault.code](fault.max);
    case "total_too_high":
      return text.total_too_high(amount(locale, fault.total), amount(locale, fault.max));
  }
}

// Faults whose sentence needs no number.
const plainCodes = [
  "missing",
  "not_a_number",
  "not_whole",
  "not_a_date",
  "not_an_email",
  "unknown_choice",
  "not_accepted",
  "document_checking",
  "document_refused",
] as const;

function isPlain(fault: AnswerFault): fault is Extract<AnswerFault, { code: (typeof plainCodes)[number] }> {
  return plainCodes.some((code) => code === fault.code);
}

type Range = Extract<AnswerFault, { code: "out_of_range" }>;

function rangeWords(text: FaultTexts, { min, max }: Range, number: (value: number) => string): string {
  if (min !== null && max !== null) return text.between(number(min), number(max));
  return min !== null ? text.atLeast(number(min)) : text.atMost(number(max ?? 0));
}

type Period = Extract<AnswerFault, { code: "out_of_period" }>;

function periodWords(text: FaultTexts, { min, max }: Period, locale: Locale): string {
  const day = (date: string | null) => formatDate(locale, new Date(`${date ?? ""}T12:00:00Z`), "UTC");
  if (min !== null && max !== null) return text.dateBetween(day(min), day(max));
  return min !== null ? text.dateFrom(day(min)) : text.dateUntil(day(max));
}

/** An amount in euros: `€1,200`, `1 200 €`. */
export function amount(locale: Locale, value: number): string {
  const written = formatNumber(locale, value, Number.isInteger(value) ? 0 : 2);
  return locale === "fr" ? `${written}\u00a0€` : `€${written}`;
}
