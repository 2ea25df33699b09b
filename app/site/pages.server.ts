import { and, eq } from "drizzle-orm";
import { refuse } from "#app/accounts/refusal.ts";
import { markdownToHtml } from "#app/ui/markdown.server.ts";
import { db } from "#db/connections.ts";
import { sitePages } from "#db/schema/platform.ts";
import { defaultSitePages } from "#db/seed/site-pages.ts";
import type { Locale } from "#db/vocabulary.ts";

/** A page at the foot of the site: as the institution has edited it, else as it comes.
 * @throws Refused `not_found` */
export async function sitePage(slug: string, locale: Locale): Promise<{ title: string; html: string }> {
  const rows = await db()
    .select({ title: sitePages.title, content: sitePages.content })
    .from(sitePages)
    .where(and(eq(sitePages.slug, slug), eq(sitePages.locale, locale)));
  const own = Object.hasOwn(defaultSitePages, slug) ? defaultSitePages[slug]?.[locale] : undefined;
  const page = rows[0] ?? own ?? refuse("not_found");
  return { title: page.title, html: markdownToHtml(page.content) };
}
