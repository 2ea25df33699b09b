import type { Locale } from "#db/vocabulary.ts";
import { isLocale } from "./locale.ts";

/** The language in a page's address; the layout has refused any other. */
export function localeOf(params: { locale?: string | undefined }): Locale {
  return isLocale(params.locale) ? params.locale : "fr";
}
