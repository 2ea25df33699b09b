import { locales, type Locale } from "#db/vocabulary.ts";

export function isLocale(text: string | undefined): text is Locale {
  return locales.some((locale) => locale === text);
}

/** Path of a page in a language: `/challenges` becomes `/fr/challenges`. */
export function localizedPath(locale: Locale, path: string): string {
  return `/${locale}${path === "/" ? "" : path}`;
}

/** The same page in the other language. */
export function inOtherLanguage(locale: Locale, pathname: string): string {
  const other = locale === "fr" ? "en" : "fr";
  return `/${other}${pathname.replace(/^\/(fr|en)(?=\/|$)/, "")}`;
}

/** The language that a browser asks for first among ours; English when it asks for neither. */
export function preferredLocale(acceptLanguage: string): Locale {
  const wanted = acceptLanguage
    .split(",")
    .map((part) => {
      const [tag = "", quality = "q=1"] = part.trim().split(";");
      return { language: tag.slice(0, 2).toLowerCase(), weight: Number(quality.replace("q=", "")) };
    })
    .sort((a, b) => b.weight - a.weight);
  return wanted.map(({ language }) => language).find(isLocale) ?? "en";
}
