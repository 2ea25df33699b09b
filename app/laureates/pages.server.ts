import { localIn } from "#app/i18n/zoned-time.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { db } from "#db/connections.ts";
import { publishedLaureate, publishedLaureatesOf, type PublishedLaureate } from "#db/queries/laureates.ts";
import type { Locale } from "#db/vocabulary.ts";
import { choicesAmong, findLaureates, type LaureateQuery } from "./search.ts";

/** The public pages about laureates. They read what is published, and nothing else. */

const shownPerPage = 60;

/** What is published, as search and open data take it. */
async function publishedEntries(callSlug?: string) {
  return (await publishedLaureatesOf(db(), callSlug)).map(entryOf);
}

export type Entry = ReturnType<typeof entryOf>;

function entryOf({ laureate, call }: PublishedLaureate) {
  const { applicationId: _private, callId: _alsoPrivate, ...words } = laureate;
  const year = localIn(call.timeZone, laureate.firstPublishedAt).slice(0, 4);
  return { ...words, call: { slug: call.slug, title: call.title }, year, timeZone: call.timeZone };
}

/** What of it a query finds, for the open data. */
export async function foundEntries(query: LaureateQuery): Promise<Entry[]> {
  return findLaureates(await publishedEntries(), query);
}

/** The laureates that a query finds, call by call, and what may be chosen in the filters. */
export async function laureatesPage(query: LaureateQuery, page: number, locale: Locale) {
  const all = await publishedEntries();
  const found = findLaureates(all, query);
  const pages = Math.max(1, Math.ceil(found.length / shownPerPage));
  const shownPage = Math.min(Math.max(1, page), pages);
  const shown = found.slice((shownPage - 1) * shownPerPage, shownPage * shownPerPage);
  const { calls, topics, ...choices } = choicesAmong(all);
  const inLanguage = (label: { fr: string; en: string }) => label[locale];
  return {
    total: all.length,
    found: found.length,
    page: shownPage,
    pages,
    query,
    groups: groupsOf(shown, locale),
    choices: {
      ...choices,
      calls: calls.map(({ value, label }) => ({ value, label: inLanguage(label) })),
      topics: topics.map(({ value, label }) => ({ value, label: inLanguage(label) })),
    },
  };
}

function groupsOf(entries: readonly Entry[], locale: Locale) {
  const slugs = [...new Set(entries.map(({ call }) => call.slug))];
  return slugs.flatMap((slug) => {
    const own = entries.filter(({ call }) => call.slug === slug);
    const [first] = own;
    if (first === undefined) return [];
    return [{ slug, title: first.call.title[locale], year: first.year, laureates: linesOf(own, locale) }];
  });
}

/** Entries as lines of a palmarès: with equal places marked. */
function linesOf(entries: readonly Entry[], locale: Locale) {
  return entries.map((one) => ({
    slug: one.slug,
    place: one.place,
    isShared: entries.filter(({ place }) => place === one.place).length > 1,
    title: one.title[locale],
    leadOrganisation: one.leadOrganisation,
    topics: one.topics.map(({ label }) => label[locale]),
    amountCents: one.amountCents,
    citation: one.citation?.[locale] ?? null,
  }));
}

export type LaureateLine = ReturnType<typeof linesOf>[number];

/** The palmarès of one call; empty before anything of it is published. */
export async function callLaureates(slug: string, locale: Locale) {
  const entries = await publishedEntries(slug);
  const said = entries.flatMap(({ amountCents }) => (amountCents === null ? [] : [amountCents]));
  return {
    slug,
    laureates: linesOf(entries, locale),
    year: entries[0]?.year ?? null,
    /** In cents of a euro; null when one of them is not said. */
    totalCents:
      said.length > 0 && said.length === entries.length ? said.reduce((sum, one) => sum + one, 0) : null,
    organisations: new Set(entries.flatMap((one) => [one.leadOrganisation, ...one.partners])).size,
    publishedAt: entries.reduce<Date | null>(
      (last, one) => (last === null || one.publishedAt > last ? one.publishedAt : last),
      null,
    ),
    timeZone: entries[0]?.timeZone ?? "Europe/Paris",
  };
}

/** One laureate.
 * @throws Refused `laureate_not_found` when nothing is published under that name */
export async function laureatePage(slug: string, locale: Locale) {
  const found = (await publishedLaureate(db(), slug)) ?? refuse("laureate_not_found");
  const entry = entryOf(found);
  const { title, summary, citation, topics, call, ...facts } = entry;
  const others = (await publishedLaureatesOf(db(), call.slug)).map(entryOf);
  return {
    ...facts,
    title: title[locale],
    summary: summary[locale],
    citation: citation?.[locale] ?? null,
    topics: topics.map(({ value, label }) => ({ value, label: label[locale] })),
    call: { slug: call.slug, title: call.title[locale] },
    isShared: others.filter(({ place }) => place === entry.place).length > 1,
  };
}

/** How many laureates the home page names. */
const namedAtHome = 3;

/** The first laureates of the call that has published last; null before there is one. */
export async function latestLaureates(locale: Locale) {
  const [first] = groupsOf(await publishedEntries(), locale);
  if (first === undefined) return null;
  return { ...first, total: first.laureates.length, laureates: first.laureates.slice(0, namedAtHome) };
}

export type LatestLaureates = NonNullable<Awaited<ReturnType<typeof latestLaureates>>>;

/** Whether a call's palmarès is there to be read. */
export async function hasLaureates(slug: string): Promise<boolean> {
  return (await publishedLaureatesOf(db(), slug)).length > 0;
}
