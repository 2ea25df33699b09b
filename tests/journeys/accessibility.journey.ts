import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";

const pages = [
  "",
  "/challenges",
  "/challenges/tissuenet",
  "/challenges/wdbc/data",
  "/challenges/wdbc/rules",
  "/challenges/wdbc/leaderboard",
  "/challenges/wdbc/submissions/new",
  "/sign-in",
  "/calls",
  "/pages/accessibility",
  "/nowhere",
];

for (const locale of ["fr", "en"]) {
  for (const scheme of ["light", "dark"] as const) {
    test(`no violation on the pages in ${locale}, ${scheme}`, async ({ page, context, baseURL }) => {
      const problems: string[] = [];
      page.on("console", (message) => {
        if (message.type() === "error" && !message.text().includes("404")) problems.push(message.text());
      });
      await context.addCookies([{ name: "scheme", value: scheme, url: baseURL ?? "" }]);
      for (const path of pages) {
        await page.goto(`/${locale}${path}`);
        const { violations } = await new AxeBuilder({ page }).analyze();
        problems.push(
          ...violations.map(({ id, nodes }) => `${path} ${id} ${nodes[0]?.html.slice(0, 160) ?? ""}`),
        );
      }

      expect(problems).toEqual([]);
    });
  }
}
