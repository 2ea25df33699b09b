import { eq } from "drizzle-orm";
import type { Actor } from "#app/accounts/actor.ts";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import { markdownToHtml } from "#app/ui/markdown.server.ts";
import type { Reader } from "#db/client.ts";
import { db } from "#db/connections.ts";
import { sitePages } from "#db/schema/platform.ts";
import { defaultSitePages } from "#db/seed/site-pages.ts";
import type { Locale } from "#db/vocabulary.ts";
import { refusalToEditPages } from "./policy.ts";

type PageText = { title: string; content: string };

/** A page at the foot of the site: as the institution has edited it, else as it comes.
 * @throws Refused `not_found` */
export async function sitePage(actor: Actor, slug: string, locale: Locale) {
  const { texts } = await sitePageTexts(db(), slug);
  const { title, content } = texts[locale];
  return { slug, title, html: markdownToHtml(content), mayEdit: refusalToEditPages(actor) === null };
}

/** Both languages of a page, for its editor.
 * @throws Refused `sign_in_required`, `administrator_required`, `not_found` */
export async function sitePageEditor(actor: Actor, slug: string) {
  refuseIf(refusalToEditPages(actor));
  const { texts, version } = await sitePageTexts(db(), slug);
  return { slug, version, fr: texts.fr, en: texts.en, isOriginal: version === original };
}

/** The version of a page that nobody has edited. */
export const original = "original";

/** A page's texts in both languages, and what names this very version.
 * @throws Refused `not_found` for a page that the site does not have */
export async function sitePageTexts(
  reader: Reader,
  slug: string,
): Promise<{ texts: Record<Locale, PageText>; version: string }> {
  const own = Object.hasOwn(defaultSitePages, slug) ? defaultSitePages[slug] : undefined;
  const texts = { ...(own ?? refuse("not_found")) };
  const rows = await reader.select().from(sitePages).where(eq(sitePages.slug, slug));
  for (const { locale, title, content } of rows) texts[locale] = { title, content };
  const edited = rows.map((row) => row.updatedAt.toISOString()).sort();
  return { texts, version: edited.at(-1) ?? original };
}
