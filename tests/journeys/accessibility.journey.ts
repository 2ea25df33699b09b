import { expect, test } from "@playwright/test";
import { violationsOn } from "../support/axe.ts";
import { signIn } from "../support/sign-in.ts";

/** Pages by who sees them. Signed in, each person sees the pages that only they have. */
const pages = {
  visitor: [
    "",
    "/challenges",
    "/challenges/tissuenet",
    "/challenges/wdbc/data",
    "/challenges/wdbc/rules",
    "/challenges/wdbc/leaderboard",
    "/challenges/wdbc/leaderboard?search=nobody",
    "/challenges/nephrograd/leaderboard",
    "/challenges/nephrograd/statistics",
    "/challenges/wdbc/submissions/new",
    "/sign-in",
    "/sign-up",
    "/forgotten-password",
    "/new-password?key=x",
    "/confirm-email?key=x",
    "/calls",
    "/calls/recherche-2027",
    "/calls/recherche-2027/rulebook",
    "/calls/recherche-2027/criteria",
    "/calls/recherche-2027/questions",
    "/calls/prevention-2026",
    "/calls/prevention-2026/laureates",
    "/laureates",
    "/laureates?search=nobody+of+that+name",
    "/laureates?topic=rare",
    "/laureates/open-data",
    "/join?key=x",
    "/pages/accessibility",
    "/nowhere",
  ],
  competitor: [
    "/account",
    "/challenges/wdbc",
    "/challenges/wdbc/team",
    "/challenges/wdbc/submissions",
    "/challenges/wdbc/submissions/new",
    "/challenges/wdbc/leaderboard",
    "/challenges/nephrograd/team",
  ],
  applicant: ["/calls/recherche-2027", "/calls/recherche-2027/questions", "/applications"],
  organiser: [
    "/challenges/wdbc/organise",
    "/challenges/nephrograd/organise",
    "/calls/recherche-2027/questions",
    "/calls/recherche-2027/organise",
    "/calls/recherche-2027/form",
    "/calls/recherche-2027/applications",
    "/calls/urgences-2026/applications",
    "/calls/prevention-2026/publication",
    "/calls/parcours-2026/jury",
    "/calls/parcours-2026/jury/assignments",
    "/calls/parcours-2026/jury/ranking",
    "/calls/parcours-2026/decisions",
    "/calls/parcours-2026/decisions/letters",
  ],
  juror: ["/calls/parcours-2026", "/calls/parcours-2026/reviews", "/calls/parcours-2026/interests"],
  admin: ["/letters", "/pages/contact", "/pages/contact/edit", "/calls/new"],
} as const;

for (const actor of ["visitor", "competitor", "applicant", "organiser", "juror", "admin"] as const) {
  for (const [locale, scheme] of [
    ["fr", "light"],
    ["en", "dark"],
  ] as const) {
    test(`no violation on the pages of: ${actor}, ${locale}, ${scheme}`, async ({
      page,
      context,
      baseURL,
    }) => {
      test.setTimeout(120_000);
      const problems: string[] = [];
      page.on("console", (message) => {
        const isExpected = /status of 4\d\d/.test(message.text());
        if (message.type() === "error" && !isExpected) problems.push(message.text());
      });
      await context.addCookies([{ name: "scheme", value: scheme, url: baseURL ?? "" }]);
      if (actor !== "visitor") await signIn(page, actor, baseURL ?? "");
      for (const path of pages[actor]) {
        await page.goto(`/${locale}${path}`);
        problems.push(...(await violationsOn(page)));
      }

      expect(problems).toEqual([]);
    });
  }
}

test("nothing is wider than the narrowest telephone", async ({ page, baseURL }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const wide: string[] = [];
  for (const actor of ["visitor", "competitor", "applicant", "organiser", "juror", "admin"] as const) {
    if (actor !== "visitor") await signIn(page, actor, baseURL ?? "");
    for (const path of pages[actor]) {
      await page.goto(`/fr${path}`);
      const excess = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      if (excess > 0) wide.push(`${actor} ${path}: ${String(excess)} px`);
    }
  }

  expect(wide).toEqual([]);
});
