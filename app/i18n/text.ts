import { useParams } from "@remix-run/react";
import type { Locale } from "#db/vocabulary.ts";
import { isLocale } from "./locale.ts";

/** Texts of one area of the site in both languages; French has exactly the keys of English. */
export type Texts<Text> = { en: Text; fr: Text };

export function texts<Text>(en: Text, fr: NoInfer<Text>): Texts<Text> {
  return { en, fr };
}

/** The language of the page, from its address; French where the address has none. */
export function useLocale(): Locale {
  const { locale } = useParams();
  return isLocale(locale) ? locale : "fr";
}

/** The texts of an area in the language of the page. */
export function useTexts<Text>(area: Texts<Text>): Text {
  return area[useLocale()];
}
