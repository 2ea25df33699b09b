import { eq, sql } from "drizzle-orm";
import type { Actor } from "#app/accounts/actor.ts";
import { requirePerson } from "#app/accounts/policy.ts";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import { appendAuditEvent } from "#db/audit.ts";
import { inTransaction, type Tx } from "#db/connections.ts";
import { sitePages } from "#db/schema/platform.ts";
import type { SitePageForm } from "./forms.ts";
import { sitePageTexts } from "./pages.server.ts";
import { refusalToEditPages } from "./policy.ts";

/** Replaces a page at the foot of the site in both languages, or restores the text that it came with.
 * @throws Refused `sign_in_required`, `administrator_required`, `not_found`, `edited_meanwhile`
 * Effects: the page's rows, an audit line. */
export async function editSitePage(actor: Actor, slug: string, form: SitePageForm): Promise<void> {
  refuseIf(refusalToEditPages(actor));
  const administrator = requirePerson(actor);
  await inTransaction(async (tx) => {
    // One editor at a time: a page that was never edited has no row to lock.
    await tx.execute(sql`select pg_advisory_xact_lock(7303030)`);
    const { version } = await sitePageTexts(tx, slug);
    if (version !== form.version) refuse("edited_meanwhile");
    await tx.delete(sitePages).where(eq(sitePages.slug, slug));
    if (form.intent === "save") await insertTexts(tx, slug, form);
    await appendAuditEvent(tx, {
      actor: administrator.id,
      verb: form.intent === "save" ? "edit_site_page" : "restore_site_page",
      subject: `page:${slug}`,
    });
  });
}

async function insertTexts(tx: Tx, slug: string, form: SitePageForm): Promise<void> {
  await tx.insert(sitePages).values([
    { slug, locale: "fr", title: form.titleFr, content: form.contentFr },
    { slug, locale: "en", title: form.titleEn, content: form.contentEn },
  ]);
}
