import { isBlank, withoutBlankEdges } from "#app/i18n/written-text.ts";
import type { Bilingual, LetterOutcome, Locale } from "#db/vocabulary.ts";

/** What a template may hold between braces, filled in from the one decision that the letter is made of. */
export const letterPlaces = [
  "name",
  "call",
  "title",
  "code",
  "amount",
  "place",
  "reasons",
  "conditions",
  "appeals",
  "link",
] as const;
export type LetterPlace = (typeof letterPlaces)[number];

/** Null: the decision has nothing to say there. */
export type PlaceValues = Record<LetterPlace, string | null>;

type Words = { subject: Bilingual; body: Bilingual };

/** `unknown`: no such place; `contradicts`: a place that another outcome has, such as an amount in a rejection;
 * `lacking`: a place without which the letter may not go; `empty`: a text is missing. */
export type TemplateFault = {
  outcome: LetterOutcome;
  locale: Locale;
  kind: "missing" | "empty" | "unknown" | "contradicts" | "lacking";
  place: string | null;
};

const common: readonly LetterPlace[] = [
  "name",
  "call",
  "title",
  "code",
  "reasons",
  "conditions",
  "appeals",
  "link",
];

/** The places that a letter may hold. */
export const allowedPlaces: Record<LetterOutcome, readonly LetterPlace[]> = {
  laureate: [...common, "amount"],
  promoted: [...common, "amount"],
  waiting_list: [...common, "place"],
  rejected: common,
};

/** What a letter must say: a refusal its reasons and the ways of appeal (CRPA, articles L211-2 and R421-5 of the code of
 * administrative justice), every letter where more is to be read. */
const requiredPlaces: Record<LetterOutcome, readonly LetterPlace[]> = {
  laureate: ["link"],
  promoted: ["link"],
  waiting_list: ["place", "reasons", "appeals", "link"],
  rejected: ["reasons", "appeals", "link"],
};

const placePattern = /\{([^{}\n]*)\}/g;

/** What is wrong with a template; nothing when it may be used. */
export function faultsOfTemplate(outcome: LetterOutcome, template: Words | null): TemplateFault[] {
  const languages: Locale[] = ["fr", "en"];
  if (template === null)
    return languages.map((locale) => ({ outcome, locale, kind: "missing", place: null }));
  return languages.flatMap((locale) => faultsIn(outcome, locale, template));
}

function faultsIn(outcome: LetterOutcome, locale: Locale, { subject, body }: Words): TemplateFault[] {
  if (isBlank(subject[locale]) || isBlank(body[locale]))
    return [{ outcome, locale, kind: "empty", place: null }];
  const used = placesIn(`${subject[locale]}\n${body[locale]}`);
  const wrong = used.flatMap((place): TemplateFault[] => {
    if (!isPlace(place)) return [{ outcome, locale, kind: "unknown", place }];
    return allowedPlaces[outcome].includes(place) ? [] : [{ outcome, locale, kind: "contradicts", place }];
  });
  const lacking = requiredPlaces[outcome].filter((place) => !placesIn(body[locale]).includes(place));
  return [...wrong, ...lacking.map((place): TemplateFault => ({ outcome, locale, kind: "lacking", place }))];
}

/** The names between braces, each once, in their order. */
function placesIn(text: string): string[] {
  return [...new Set([...text.matchAll(placePattern)].map(([, name = ""]) => withoutBlankEdges(name)))];
}

function isPlace(name: string): name is LetterPlace {
  return letterPlaces.some((place) => place === name);
}

/** A letter from its template. A paragraph about conditions is left out where there are none; what is filled in is never
 * read as a place again.
 * @returns the text, and the places that a sentence needs but the decision does not have */
export function filledIn(template: string, values: PlaceValues): { text: string; empty: LetterPlace[] } {
  const empty = new Set<LetterPlace>();
  const paragraphs = template.split(/\n{2,}/).flatMap((paragraph) => {
    const used = placesIn(paragraph).filter(isPlace);
    if (used.length === 1 && used[0] === "conditions" && values.conditions === null) return [];
    return [
      paragraph.replace(placePattern, (whole, name: string) => {
        const place = withoutBlankEdges(name);
        if (!isPlace(place)) return whole;
        const value = values[place];
        if (value === null) empty.add(place);
        return value ?? "";
      }),
    ];
  });
  return { text: paragraphs.join("\n\n"), empty: [...empty] };
}
