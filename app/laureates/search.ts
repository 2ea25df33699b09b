import { fold } from "#app/reviews/normalise-name.ts";
import type { Topic } from "#db/schema/laureates.ts";
import type { Bilingual } from "#db/vocabulary.ts";

/** What a visitor looks for; an empty text asks for nothing. */
export type LaureateQuery = {
  search: string;
  call: string;
  year: string;
  topic: string;
  organisation: string;
};

export const noQuery: LaureateQuery = { search: "", call: "", year: "", topic: "", organisation: "" };

export type Searched = {
  call: { slug: string; title: Bilingual };
  year: string;
  title: Bilingual;
  summary: Bilingual;
  leadOrganisation: string;
  partners: readonly string[];
  people: readonly string[];
  topics: readonly Topic[];
};

/** Those that a query finds, in their order. Every word must stand somewhere in the text about the laureate, in either
 * language, whatever its accents and case. */
export function findLaureates<Laureate extends Searched>(
  laureates: readonly Laureate[],
  query: LaureateQuery,
): Laureate[] {
  const words = fold(query.search)
    .split(" ")
    .filter((word) => word !== "");
  return laureates.filter(
    (one) =>
      (query.call === "" || one.call.slug === query.call) &&
      (query.year === "" || one.year === query.year) &&
      (query.topic === "" || one.topics.some(({ value }) => value === query.topic)) &&
      (query.organisation === "" ||
        organisationsOf(one).some((name) => fold(name) === fold(query.organisation))) &&
      containsAll(one, words),
  );
}

function containsAll(one: Searched, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = fold(
    [
      ...[one.title.fr, one.title.en, one.summary.fr, one.summary.en],
      ...[one.call.title.fr, one.call.title.en],
      ...organisationsOf(one),
      ...one.people,
      ...one.topics.flatMap(({ label }) => [label.fr, label.en]),
    ].join(" "),
  );
  return words.every((word) => text.includes(word));
}

function organisationsOf({ leadOrganisation, partners }: Searched): string[] {
  return [leadOrganisation, ...partners];
}

export type Choices = {
  calls: { value: string; label: Bilingual }[];
  years: string[];
  topics: Topic[];
  organisations: string[];
};

/** What may be chosen in the filters: what occurs among all laureates, each once. */
export function choicesAmong(laureates: readonly Searched[]): Choices {
  const calls = laureates.map(({ call }) => ({ value: call.slug, label: call.title }));
  const organisations = laureates.flatMap(organisationsOf);
  return {
    calls: eachOnce(calls, ({ value }) => value),
    years: [...new Set(laureates.map(({ year }) => year))].sort().reverse(),
    topics: eachOnce(
      laureates.flatMap(({ topics }) => topics),
      ({ value }) => value,
    ),
    organisations: eachOnce(organisations, fold).sort((a, b) => fold(a).localeCompare(fold(b))),
  };
}

function eachOnce<Value>(values: readonly Value[], keyOf: (value: Value) => string): Value[] {
  return [...new Map(values.map((value) => [keyOf(value), value])).values()];
}
