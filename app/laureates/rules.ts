import type { Form } from "#app/applications/form-schema.ts";
import { fieldsOf } from "#app/applications/form-schema.ts";
import { titleIn } from "#app/applications/title.ts";
import { isBlank, withoutBlankEdges } from "#app/i18n/written-text.ts";
import type { Topic } from "#db/schema/laureates.ts";
import type { Bilingual, LaureateState, Locale } from "#db/vocabulary.ts";

type Answers = Readonly<Record<string, unknown>>;

/** The words about a laureate that its own people may change. */
export type OwnWords = {
  title: Bilingual;
  summary: Bilingual;
  leadOrganisation: string;
  partners: string[];
  people: string[];
};

/** What an organiser adds: the jury's reason and the place. The amount is that of the decision, said or not. */
export type OrganiserWords = OwnWords & { citation: Bilingual | null; place: number; saysAmount: boolean };

/** The state after each thing that may happen to the text; null where it may not.
 * A change always waits for the laureate; what is published stays as it is in the meantime. */
export function afterEvent(
  state: LaureateState,
  event: "propose" | "save" | "approve" | "publish" | "withdraw",
): LaureateState | null {
  switch (event) {
    case "propose":
    case "save":
      return "drafted";
    case "approve":
      return "approved";
    case "publish":
      return state === "approved" ? "published" : null;
    case "withdraw":
      return state === "withdrawn" ? null : "withdrawn";
  }
}

/** A first text from what the applicants have submitted. In the language in which they did not write, it stays empty:
 * somebody has to translate it. Nobody is named: whoever is, must have agreed. */
export function wordsFrom(form: Form, answers: Answers, written: Locale): OwnWords {
  const fields = fieldsOf(form).filter(({ audience }) => audience === "jury");
  const textOf = (id: string | undefined) => {
    const value = id === undefined ? undefined : answers[id];
    return typeof value === "string" ? withoutBlankEdges(value) : "";
  };
  const other: Locale = written === "fr" ? "en" : "fr";
  const inBoth = (own: string, translated: string): Bilingual =>
    written === "fr" ? { fr: own, en: translated } : { en: own, fr: translated };
  const prose = fields.find(({ type }) => type === "long_text");
  const lead = fields.find(({ type }) => type === "organisation");
  const leadOrganisation = textOf(lead?.id);
  return {
    title: inBoth(titleIn(form, answers), textOf(`${form.titleField}_${other}`)),
    summary: inBoth(textOf(prose?.id), ""),
    leadOrganisation,
    partners: partnersIn(form, answers).filter((name) => name !== leadOrganisation),
    people: [],
  };
}

/** Organisations that stand in the repeating groups of an application, each once. */
function partnersIn(form: Form, answers: Answers): string[] {
  const names = fieldsOf(form).flatMap((field) => {
    if (field.type !== "table" || field.audience !== "jury") return [];
    const column = field.columns.find(({ type }) => type === "organisation");
    const rows: unknown = answers[field.id];
    if (column === undefined || !Array.isArray(rows)) return [];
    return rows.flatMap((row: unknown) => cellIn(row, column.id));
  });
  return [...new Set(names)];
}

function cellIn(row: unknown, column: string): string[] {
  if (typeof row !== "object" || row === null) return [];
  const cell = Object.entries(row).find(([id]) => id === column)?.[1];
  return typeof cell === "string" && !isBlank(cell) ? [withoutBlankEdges(cell)] : [];
}

/** The topics that an application has chosen, with their words in the form. */
export function topicsOf(form: Form, answers: Answers): Topic[] {
  return fieldsOf(form).flatMap((field) => {
    const chosen: unknown = answers[field.id];
    if (field.type !== "choices" || !Array.isArray(chosen)) return [];
    return field.options.filter(({ value }) => chosen.includes(value));
  });
}

const longestSlug = 60;

/** The readable part of a laureate's address, from its French title. */
export function slugOf(title: string): string {
  const words = title
    .toLowerCase()
    .replace(/œ/g, "oe")
    .replace(/æ/g, "ae")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-");
  const short = words
    .slice(0, longestSlug)
    .replace(/-[^-]*$/, (last) => (words.length > longestSlug ? "" : last));
  return short.replace(/^-+|-+$/g, "") || "laureate";
}
