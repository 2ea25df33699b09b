import { readFile } from "node:fs/promises";
import { expect, test, type Page } from "@playwright/test";
import { violationsOn } from "../support/axe.ts";
import { signIn } from "../support/sign-in.ts";

const call = "/calls/prevention-2026";
const announced = "Prédire l’hémorragie du post-partum dès l’admission";

/** Entries of the list, by their titles. */
const entries = (page: Page) => page.locator("main ol h3");

async function excessOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

test("a visitor comes from the home page to a laureate, and reads it in the other language", async ({
  page,
}) => {
  await page.goto("/fr");
  await expect(page.getByRole("heading", { name: "Derniers lauréats" })).toBeVisible();
  await page.getByRole("link", { name: "Les 10 lauréats" }).click();
  await expect(page.getByRole("heading", { name: "Les dix lauréats" })).toBeVisible();
  await expect(entries(page)).toHaveCount(10);

  await page.getByRole("link", { name: announced }).click();

  await expect(page.getByRole("heading", { level: 1, name: announced })).toBeVisible();
  await expect(page.locator("main")).toContainText("Armand Tessereau");
  await page.getByRole("link", { name: "EN", exact: true }).first().click();
  await expect(
    page.getByRole("heading", { level: 1, name: "Predicting postpartum haemorrhage from admission" }),
  ).toBeVisible();
  await expect(page.locator("main")).toContainText("€148,000");
});

test("a visitor searches without accents, filters, finds nothing, and starts again", async ({ page }) => {
  await page.goto("/fr");
  await page.getByRole("link", { name: "Lauréats", exact: true }).first().click();
  await page.getByLabel("Mots").fill("HEMORRAGIE");
  await page.getByRole("button", { name: "Rechercher" }).click();
  await expect(page.getByRole("status")).toHaveText("1 sur 10 lauréats");
  await expect(entries(page)).toHaveText([announced]);

  await page.getByLabel("Mots").fill("");
  await page.getByLabel("Thème").selectOption("Maladies chroniques");
  await page.getByLabel("Organisme").selectOption("Institut Ardant");
  await page.getByRole("button", { name: "Rechercher" }).click();
  await expect(entries(page)).toHaveText(["Repérer la perte d’un greffon rénal six mois plus tôt"]);

  await page.getByLabel("Mots").fill("introuvable");
  await page.getByRole("button", { name: "Rechercher" }).click();
  await expect(
    page.getByRole("heading", { name: "Aucun lauréat ne répond à cette recherche" }),
  ).toBeVisible();
  await page.getByRole("link", { name: "Voir tous les lauréats" }).click();
  await expect(entries(page)).toHaveCount(10);
  await expect(page.getByLabel("Mots")).toHaveValue("");
});

test("a visitor takes what the search has found as CSV, and all as JSON with its licence", async ({
  page,
  request,
}) => {
  await page.goto("/en/laureates?search=pollen");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "List as CSV" }).click();
  const lines = (await readFile(await (await download).path(), "utf8")).split("\r\n");

  expect(lines[0]).toMatch(/^\ufeffid,call,/);
  expect(lines).toHaveLength(3);
  expect(lines[1]).toContain('"Linking asthma and pollen, town by town"');
  const json = await request.get("/open-data/laureates.json");
  const tag = json.headers()["etag"] ?? "";
  expect(json.headers()["cache-control"]).toContain("public");
  expect(await json.json()).toMatchObject({ licence: { spdx: "etalab-2.0" } });
  const again = await request.get("/open-data/laureates.json", { headers: { "If-None-Match": tag } });
  expect(again.status()).toBe(304);
});

test("the columns that the page explains are those of the file", async ({ page, request }) => {
  await page.goto("/fr/laureates/open-data");
  const explained = await page.locator("tbody th").allTextContents();
  const csv = await (await request.get("/open-data/laureates.csv")).text();

  expect(csv.replace("\ufeff", "").split("\r\n")[0]).toBe(explained.join(","));
});

test("the list and a laureate are no wider than the narrowest telephone, in both languages", async ({
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  for (const locale of ["fr", "en"]) {
    await page.goto(`/${locale}/laureates`);
    expect(await excessOf(page)).toBeLessThanOrEqual(0);
    for (const link of await page
      .locator("main ol h3 a")
      .evaluateAll((all) => all.map((a) => a.getAttribute("href")))) {
      await page.goto(link ?? "");
      expect(await excessOf(page)).toBeLessThanOrEqual(0);
    }
    await page.goto(`/${locale}${call}/laureates`);
    expect(await excessOf(page)).toBeLessThanOrEqual(0);
  }
});

test("an applicant who is a laureate corrects a text, names people with their agreement, and approves; only then is it published", async ({
  page,
  baseURL,
  browser,
}) => {
  const visitor = await (
    await browser.newContext({ ...(baseURL === undefined ? {} : { baseURL }) })
  ).newPage();
  await signIn(page, "applicant", baseURL ?? "");
  await page.goto("/fr/applications");
  await page.getByRole("link", { name: "Texte public" }).click();
  await expect(page.getByText("le précédent reste public")).toBeVisible();
  const address = page.url();
  await page.getByLabel("Résumé pour tous, en français").fill("Un résumé corrigé par son équipe.");
  await page.getByLabel("Personnes nommées en public").fill("Armand Tessereau");
  await page.getByRole("button", { name: "Approuver ce texte" }).click();
  await expect(page.getByText("Cochez que chaque personne nommée l’a accepté")).toBeVisible();
  await expect(page.getByLabel("Résumé pour tous, en français")).toHaveValue(
    "Un résumé corrigé par son équipe.",
  );
  await page.getByLabel("Chaque personne nommée ici l’a accepté.").check();
  await page.getByRole("button", { name: "Approuver ce texte" }).click();
  await expect(page.getByText("Approuvé. Un organisateur le publiera.")).toBeVisible();
  await visitor.goto("/fr/laureates?search=corrige");
  await expect(
    visitor.getByRole("heading", { name: "Aucun lauréat ne répond à cette recherche" }),
  ).toBeVisible();

  await signIn(page, "organiser", baseURL ?? "");
  await page.goto(`/fr${call}/publication`);
  await page.getByRole("row", { name: announced }).getByRole("link").click();
  await page.getByRole("button", { name: "Publier ce texte" }).click();
  await expect(page.getByText("Le texte approuvé est public.")).toBeVisible();
  await visitor.reload();
  await expect(entries(visitor)).toHaveText([announced]);
  await visitor.getByRole("link", { name: announced }).click();
  await expect(visitor.locator("main")).toContainText("Un résumé corrigé par son équipe.");
  await expect(visitor.locator("main")).not.toContainText("Noé Castelline");

  await signIn(page, "applicant", baseURL ?? "");
  await page.goto(address);
  await page.getByLabel("Je retire mon accord à cette publication.").check();
  await page.getByRole("button", { name: "Retirer l’accord" }).click();
  await expect(page.getByText("Plus rien sur votre projet n’est public.")).toBeVisible();
  expect((await visitor.reload())?.status()).toBe(404);
  await visitor.goto(`/fr${call}/laureates`);
  await expect(visitor.getByRole("heading", { name: "Les neuf lauréats" })).toBeVisible();

  // Consent is given again, so that the demonstration is whole for who comes next.
  await page.getByLabel("Chaque personne nommée ici l’a accepté.").check();
  await page.getByRole("button", { name: "Approuver ce texte" }).click();
  await expect(page.getByText("Approuvé. Un organisateur le publiera.")).toBeVisible();
  await signIn(page, "organiser", baseURL ?? "");
  await page.goto(`/fr${call}/publication`);
  await page.getByRole("row", { name: announced }).getByRole("link").click();
  await page.getByRole("button", { name: "Publier ce texte" }).click();
  await expect(page.getByText("Le texte approuvé est public.")).toBeVisible();
  await visitor.reload();
  await expect(visitor.getByRole("heading", { name: "Les dix lauréats" })).toBeVisible();
});

for (const [locale, scheme] of [
  ["fr", "light"],
  ["en", "dark"],
] as const) {
  test(`axe finds nothing on a laureate's pages, public and private, ${locale}, ${scheme}`, async ({
    page,
    context,
    baseURL,
  }) => {
    await context.addCookies([{ name: "scheme", value: scheme, url: baseURL ?? "" }]);
    const found: string[] = [];
    const look = async (path: string) => {
      await page.goto(path);
      found.push(...(await violationsOn(page)));
    };
    const hrefOf = async (path: string, link: string) => {
      await page.goto(path);
      return (await page.locator(link).first().getAttribute("href")) ?? "";
    };
    await look(`/${locale}/laureates`);
    await look(await hrefOf(`/${locale}${call}/laureates`, "main ol h3 a"));
    await signIn(page, "applicant", baseURL ?? "");
    await look(await hrefOf(`/${locale}/applications`, 'main a[href$="/publication"]'));
    await signIn(page, "organiser", baseURL ?? "");
    await look(await hrefOf(`/${locale}${call}/publication`, "tbody a"));

    expect(found).toEqual([]);
  });
}
