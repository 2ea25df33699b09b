import { expect, test, type Page } from "@playwright/test";
import { violationsOn } from "../support/axe.ts";
import { signIn } from "../support/sign-in.ts";
import { tabTo } from "../support/tab-to.ts";

const list = "/fr/calls/parcours-2026/reviews";

/** The address of a review that is not begun yet. */
async function waiting(page: Page): Promise<string> {
  await page.goto(list);
  const row = page.locator("section div", { hasText: "Pas commencée" }).last();
  return (await row.locator("a").getAttribute("href")) ?? "";
}

const criteria = ["benefit", "science", "feasibility", "sharing"];

test("a juror marks and hands in a review with the keyboard alone, and then reads the others'", async ({
  page,
  baseURL,
}) => {
  await signIn(page, "juror", baseURL ?? "");
  await page.goto(await waiting(page));
  await expect(page.getByText("Le total apparaît quand tout est noté.")).toBeVisible();
  await expect(page.getByText("Vous lirez celles des autres")).toBeVisible();
  for (const id of criteria) {
    await tabTo(page, `input[name="mark:${id}"]`);
    // From “nothing says so” three down.
    await page.keyboard.press("Space");
    for (let down = 0; down < 3; down++) await page.keyboard.press("ArrowDown");
  }
  await tabTo(page, "#to_committee");
  await page.keyboard.type("Un doute sur les effectifs.");
  // Three of five on every criterion: 60 of 100, whatever the weights.
  await expect(page.getByText("Total\u00a0: 60,0 sur 100")).toBeVisible();
  await expect(page.locator('[data-state="saved"]')).toBeVisible();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");

  await expect(page.getByText(/^Rendue le/)).toBeVisible();
  await expect(page.getByRole("heading", { name: "Autres évaluations" })).toBeVisible();
});

test("a review handed in too early says why at the button, and puts the focus where a mark is missing", async ({
  page,
  baseURL,
}) => {
  await page.setViewportSize({ width: 1440, height: 800 });
  await signIn(page, "juror", baseURL ?? "");
  await page.goto(await waiting(page));
  await page.locator('input[name="mark:benefit"]').first().check({ force: true });
  const button = page.getByRole("button", { name: "Rendre l’évaluation" });
  await button.click();

  const alert = page.getByRole("alert");
  await expect(alert).toContainText("encore sans\u00a0: 3");
  await expect(page.locator('input[name="mark:science"]').first()).toBeFocused();
  await expect(page.locator('input[name="mark:science"]').first()).toBeInViewport();
  const [said, pressed] = [await alert.boundingBox(), await button.boundingBox()];
  expect((pressed?.y ?? 0) - (said?.y ?? 0) - (said?.height ?? 0)).toBeLessThan(48);
  expect((pressed?.y ?? 0) - (said?.y ?? 0)).toBeGreaterThan(0);
});

test("what a juror types survives a reload and a lost connection", async ({ page, context, baseURL }) => {
  await signIn(page, "juror", baseURL ?? "");
  const address = await waiting(page);
  await page.goto(address);
  await context.setOffline(true);
  await page.locator("#to_applicant").fill("Une question claire, une méthode à préciser.");
  await expect(page.locator('[data-state="offline"]')).toBeVisible();
  await context.setOffline(false);
  await expect(page.locator('[data-state="saved"]')).toBeVisible({ timeout: 15_000 });
  await page.reload();

  await expect(page.locator("#to_applicant")).toHaveValue("Une question claire, une méthode à préciser.");
});

test("on a telephone a review is two panes, and nothing is wider than the screen", async ({
  page,
  baseURL,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await signIn(page, "juror", baseURL ?? "");
  await page.goto(await waiting(page));
  await expect(page.getByRole("heading", { name: "Votre évaluation" })).toBeHidden();
  await page.getByRole("button", { name: "Votre évaluation" }).click();

  await expect(page.getByRole("heading", { name: "Votre évaluation" })).toBeVisible();
  const excess = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(excess).toBeLessThanOrEqual(0);
});

for (const scheme of ["light", "dark"] as const) {
  test(`axe finds nothing on reviews, begun and handed in, ${scheme}`, async ({ page, context, baseURL }) => {
    await context.addCookies([{ name: "scheme", value: scheme, url: baseURL ?? "" }]);
    await signIn(page, "juror", baseURL ?? "");
    await page.goto(list);
    const links = await page
      .locator(`a[href*="/reviews/"]`)
      .evaluateAll((all) => all.map((one) => one.getAttribute("href") ?? ""));
    const found: string[] = [];
    for (const link of links.slice(0, 3)) {
      await page.goto(link);
      found.push(...(await violationsOn(page)));
    }

    expect(found).toEqual([]);
  });
}

test("a juror who reports a tie loses the application at once, and the list says so and nothing else", async ({
  page,
  baseURL,
}) => {
  await signIn(page, "juror", baseURL ?? "");
  const address = await waiting(page);
  const code = address.split("/").at(-1) ?? "";
  await page.goto(address);
  await page.getByText("Signaler un lien").click();
  await page.getByLabel("Nature du lien").fill("Une thèse commune");
  await page.getByRole("button", { name: "Me fermer ce dossier" }).click();

  await expect(page.getByText("Conflit\u00a0: un dossier qui vous est fermé")).toBeVisible();
  await expect(page.locator("main")).not.toContainText(code);
  expect((await page.goto(address))?.status()).toBe(404);
});

test("an organiser finds another assignment in the background, proposes it, and judges a tie that was found", async ({
  page,
  baseURL,
}) => {
  await signIn(page, "organiser", baseURL ?? "");
  await page.goto("/fr/calls/parcours-2026/jury/assignments");
  await page.getByRole("button", { name: "En chercher une autre" }).click();
  await expect(page.getByText("Une affectation est trouvée")).toBeVisible({ timeout: 30_000 });
  await page.getByRole("button", { name: "Proposer cette affectation" }).click();
  await expect(page.getByText("La dernière affectation est proposée ci-dessous")).toBeVisible();

  await page.goto("/fr/calls/parcours-2026/jury");
  const confirm = page.getByRole("button", { name: "Confirmer" });
  const before = await confirm.count();
  await confirm.first().click();
  await expect(confirm).toHaveCount(before - 1);
});

test("the ranking is computed in the background and says what it is sure of", async ({ page, baseURL }) => {
  await signIn(page, "organiser", baseURL ?? "");
  await page.goto("/fr/calls/parcours-2026/jury/ranking");
  await page.getByLabel("Places au-dessus de la ligne").fill("7");
  await page.getByRole("button", { name: "Calculer le classement" }).click();

  await expect(page.getByRole("heading", { name: "À débattre" })).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole("img", { name: /la ligne passe après le rang 7/ }).first()).toBeVisible({
    timeout: 20_000,
  });
});
