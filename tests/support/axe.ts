import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** What axe finds on the page as it stands, one line for each rule that is broken, with the first element that
 * breaks it.
 * It looks in the page itself: the site has no frames of other origins, and a second page for each answer takes longer
 * than the looking. */
export async function violationsOn(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations.map(({ id, nodes }) => `${page.url()} ${id} ${nodes[0]?.html.slice(0, 160) ?? ""}`);
}
