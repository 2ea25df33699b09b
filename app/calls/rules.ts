import { isBlank } from "#app/i18n/written-text.ts";
import type { Bilingual, CallState, Locale } from "#db/vocabulary.ts";
import type { LegalMentions } from "#db/schema/calls.ts";

/** What a call is at a moment, in the eyes of everybody: its state, and for a published one what its dates say. */
export type CallStatus = "draft" | "upcoming" | "open" | "closed" | "evaluating" | "announced";

export type CallDates = { state: CallState; opensAt: Date | null };
export type CutoffDates = { closesAt: Date };

/** A cut-off counts to its very millisecond: what is received at `closesAt` is in time. */
export function callStatus(call: CallDates, cutoffs: readonly CutoffDates[], now: Date): CallStatus {
  if (call.state !== "open") return call.state;
  if (call.opensAt !== null && now < call.opensAt) return "upcoming";
  return nextCutoff(cutoffs, now) === null ? "closed" : "open";
}

/** The first cut-off that has not passed; null when all have. */
export function nextCutoff<Cutoff extends CutoffDates>(cutoffs: readonly Cutoff[], now: Date): Cutoff | null {
  const ahead = cutoffs.filter(({ closesAt }) => closesAt >= now);
  return ahead.reduce<Cutoff | null>(
    (first, one) => (first === null || one.closesAt < first.closesAt ? one : first),
    null,
  );
}

/** The cut-off to speak of: the next one, or the last when all have passed. */
export function cutoffToShow<Cutoff extends CutoffDates>(
  cutoffs: readonly Cutoff[],
  now: Date,
): Cutoff | null {
  return nextCutoff(cutoffs, now) ?? cutoffs.at(-1) ?? null;
}

/** Something without which a call cannot be published; of a text, in which language it is missing. */
export type MissingPart = { part: PublicationPart; locale: Locale | null };

export const publicationParts = [
  "title",
  "summary",
  "description",
  "service",
  "postal_address",
  "email",
  "phone",
  "silence_date",
  "appeals",
  "rulebook",
  "criteria",
  "cutoff",
  "future_cutoff",
  "form",
] as const;
export type PublicationPart = (typeof publicationParts)[number];

export type PublicationFacts = {
  title: Bilingual;
  summary: Bilingual;
  description: Bilingual;
  legalMentions: LegalMentions;
  rulebook: Bilingual | null;
  hasCriteria: boolean;
  cutoffs: readonly CutoffDates[];
  hasForm: boolean;
};

/** Everything that publication waits for, in the order of the page on which it is mended.
 * Source of the legal mentions: CRPA, articles L112-3, L112-6 and R112-11-1. */
export function missingParts(facts: PublicationFacts, now: Date): MissingPart[] {
  const legal = facts.legalMentions;
  const simple = (part: PublicationPart, isThere: boolean) => (isThere ? [] : [{ part, locale: null }]);
  return [
    ...missingIn("title", facts.title),
    ...missingIn("summary", facts.summary),
    ...missingIn("description", facts.description),
    ...missingIn("service", legal.service),
    ...missingIn("postal_address", legal.postalAddress),
    ...simple("email", !isBlank(legal.email)),
    ...simple("phone", !isBlank(legal.phone)),
    ...simple("silence_date", legal.silenceOn !== ""),
    ...missingIn("appeals", legal.appeals),
    ...missingIn("rulebook", facts.rulebook ?? { en: "", fr: "" }),
    ...simple("criteria", facts.hasCriteria),
    ...simple("cutoff", facts.cutoffs.length > 0),
    ...simple("future_cutoff", facts.cutoffs.length === 0 || nextCutoff(facts.cutoffs, now) !== null),
    ...simple("form", facts.hasForm),
  ];
}

function missingIn(part: PublicationPart, text: Bilingual): MissingPart[] {
  const languages: Locale[] = ["fr", "en"];
  return languages.filter((locale) => isBlank(text[locale])).map((locale) => ({ part, locale }));
}

export const noMentions: LegalMentions = {
  service: { en: "", fr: "" },
  postalAddress: { en: "", fr: "" },
  email: "",
  phone: "",
  silence: "rejection",
  silenceOn: "",
  appeals: { en: "", fr: "" },
};
