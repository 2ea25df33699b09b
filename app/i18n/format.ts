import type { Locale } from "#db/vocabulary.ts";

const tags: Record<Locale, string> = { fr: "fr-FR", en: "en-GB" };
const minus = "\u2212";

/** Making a formatter costs more than using it a hundred times, and a board needs hundreds. */
const numberFormats = new Map<string, Intl.NumberFormat>();
const relativeFormats = new Map<Locale, Intl.RelativeTimeFormat>();
const dateFormats = new Map<string, Intl.DateTimeFormat>();

function numberFormat(locale: Locale, decimals: number): Intl.NumberFormat {
  const key = `${locale} ${String(decimals)}`;
  const options = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  const format = numberFormats.get(key) ?? new Intl.NumberFormat(tags[locale], options);
  numberFormats.set(key, format);
  return format;
}

const momentParts = {
  date: { day: "numeric", month: "short", year: "numeric" },
  time: { hour: "2-digit", minute: "2-digit" },
  clock: { hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3 },
} as const;

/** @throws RangeError for a time zone that is not known */
function dateFormat(tag: string, timeZone: string, parts: keyof typeof momentParts): Intl.DateTimeFormat {
  const key = `${tag} ${timeZone} ${parts}`;
  const format = dateFormats.get(key) ?? new Intl.DateTimeFormat(tag, { ...momentParts[parts], timeZone });
  dateFormats.set(key, format);
  return format;
}

function relativeFormat(locale: Locale): Intl.RelativeTimeFormat {
  const format = relativeFormats.get(locale) ?? new Intl.RelativeTimeFormat(tags[locale]);
  relativeFormats.set(locale, format);
  return format;
}

/** A number with a fixed number of decimals, a true minus sign and the thousands separator of the language. */
export function formatNumber(locale: Locale, value: number, decimals = 0): string {
  return numberFormat(locale, decimals).format(value).replace(/^-/, minus);
}

/** A difference with its sign. */
export function formatDifference(locale: Locale, value: number, decimals: number): string {
  return `${value > 0 ? "+" : ""}${formatNumber(locale, value, decimals)}`;
}

/** `23 nov. 2026, 17 h 03` or `23 Nov 2026, 17:03`, in a named time zone. */
export function formatDateTime(locale: Locale, at: Date, timeZone: string): string {
  return `${formatDate(locale, at, timeZone)}, ${formatTime(locale, at, timeZone)}`;
}

export function formatDate(locale: Locale, at: Date, timeZone: string): string {
  const date = dateFormat(tags[locale], timeZone, "date").format(at);
  return locale === "fr" ? date.replace(/^1 /, "1er ") : date.replace("Sept", "Sep");
}

export function formatTime(locale: Locale, at: Date, timeZone: string): string {
  const time = dateFormat("en-GB", timeZone, "time").format(at);
  return locale === "fr" ? time.replace(/^0?(\d+):/, "$1\u00a0h\u00a0") : time;
}

/** A moment to the millisecond, for the timeline of a submission. */
export function formatClock(at: Date, timeZone: string): string {
  return dateFormat("en-GB", timeZone, "clock").format(at).replace(",", ".");
}

/** Units with their length, the longest first. A unit is used from twice its length on: 40 days say more than a month. */
const spans = [
  ["year", 31_557_600_000],
  ["month", 2_629_800_000],
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

const justNow = { en: "just now", fr: "à l’instant" };

/** `il y a 2 heures`, `in 3 days`; `just now` within the last minute. */
export function formatRelative(locale: Locale, at: Date, now: Date): string {
  const difference = at.getTime() - now.getTime();
  if (Math.abs(difference) < 60_000) return justNow[locale];
  const span =
    spans.find(([, length]) => Math.abs(difference) >= 2 * length) ?? (["minute", 60_000] as const);
  return relativeFormat(locale).format(Math.round(difference / span[1]), span[0]);
}

export function formatBytes(locale: Locale, sizeBytes: number): string {
  const units = locale === "fr" ? ["octets", "ko", "Mo", "Go"] : ["bytes", "kB", "MB", "GB"];
  const power = Math.min(3, Math.floor(Math.log10(Math.max(1, sizeBytes)) / 3));
  const value = sizeBytes / 1000 ** power;
  return `${formatNumber(locale, value, power === 0 || value >= 100 ? 0 : 1)}\u00a0${units[power] ?? ""}`;
}

/** Name of a time zone as people say it: the city. */
export function zoneName(locale: Locale, timeZone: string): string {
  const city = timeZone.split("/").at(-1)?.replaceAll("_", " ") ?? timeZone;
  return locale === "fr" ? `heure de ${city}` : `${city} time`;
}

/** An amount of money as people write it: `148 000 €` or `€148,000`; cents only when there are some. */
export function formatEuros(locale: Locale, cents: number): string {
  const amount = formatNumber(locale, cents / 100, cents % 100 === 0 ? 0 : 2);
  return locale === "fr" ? `${amount}\u00a0€` : `€${amount}`;
}
