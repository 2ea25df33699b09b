import { totalOf, filledRows } from "#app/applications/form-check.ts";
import type { Form } from "#app/applications/form-schema.ts";
import type { Answers } from "#app/applications/form-visibility.ts";
import { formatNumber } from "#app/i18n/format.ts";
import type { Locale } from "#db/vocabulary.ts";

/** What an application asks for, in cents: the total of its table of costs; null when its form has none. */
export function askedCents(form: Form, answers: Answers): number | null {
  const fields = form.sections.flatMap((section) => section.fields);
  for (const field of fields) {
    if (field.type !== "table" || field.total === undefined) continue;
    const summed = field.columns.find(({ id }) => id === field.total?.column);
    if (summed?.type !== "money") continue;
    return Math.round(100 * totalOf(field, filledRows(answers[field.id])));
  }
  return null;
}

/** An amount in euros, with cents only where there are some: `€1,200`, `1 200 €`. */
export function formatCents(locale: Locale, cents: number): string {
  const number = formatNumber(locale, cents / 100, cents % 100 === 0 ? 0 : 2);
  return locale === "fr" ? `${number}\u00a0€` : number.replace(/^(\u2212?)/, "$1€");
}
