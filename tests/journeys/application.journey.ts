import { expect, test, type Browser, type Page } from "@playwright/test";
import PDFDocument from "pdfkit";
import { violationsOn } from "../support/axe.ts";

/** A person's own browser, signed in. */
async function browserOf(browser: Browser, name: string, options = {}): Promise<Page> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const origin = test.info().project.use.baseURL ?? "";
  const form = { email: `${name}@demo.local`, password: "demo-palmares", next: "/en" };
  const answer = await page.request.post("/en/sign-in", { form, headers: { Origin: origin } });
  expect(answer.status()).toBe(200);
  return page;
}

async function openApplication(page: Page, locale: string): Promise<string> {
  await page.goto(`/${locale}/applications`);
  await page
    .locator("main")
    .getByRole("link", { name: /Cœur|Heart/ })
    .first()
    .click();
  await page.waitForURL(/applications\/[A-Z0-9]{5}-/);
  await page.waitForLoadState("networkidle");
  return new URL(page.url()).pathname.split("/").at(-1) ?? "";
}

const saved = (page: Page) => expect(page.locator("[data-state=saved]")).toBeVisible({ timeout: 15_000 });

async function pdf(words: string, options = {}): Promise<Buffer> {
  const document = new PDFDocument(options);
  const chunks: Buffer[] = [];
  document.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => document.on("end", resolve));
  document.text(words);
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

test.describe.configure({ mode: "serial" });

test("what is typed without a connection, or after the session has ended, is not lost", async ({
  browser,
}) => {
  const page = await browserOf(browser, "applicant");
  await openApplication(page, "en");
  await page.getByRole("button", { name: /Question and method/ }).click();
  const question = page.getByLabel("Research question");

  await page.context().setOffline(true);
  await question.fill("Written in a tunnel.");
  await expect(page.locator("[data-state=offline]")).toBeVisible();
  await page.context().setOffline(false);
  await saved(page);

  const cookies = await page.context().cookies();
  await page.context().clearCookies();
  await question.fill("Written after the session had ended.");
  await expect(page.locator("[data-state=signed_out]")).toBeVisible();
  await page.context().addCookies(cookies);
  await page.reload();
  await expect(page.getByText("has been put back")).toBeVisible();
  await page.getByRole("button", { name: /Question and method/ }).click();
  await expect(question).toHaveValue("Written after the session had ended.");
  await saved(page);
  await page.context().close();
});

test("a co-editor comes by the letter, and two people on one field do not overwrite each other", async ({
  browser,
}) => {
  const owner = await browserOf(browser, "applicant");
  const code = await openApplication(owner, "en");
  await owner.goto(`/en/applications/${code}/people`);
  await owner.getByLabel("E-mail address").fill("competitor@demo.local");
  await owner.getByRole("button", { name: "Invite" }).click();
  await expect(owner.getByText("has been sent")).toBeVisible();
  expect(await violationsOn(owner)).toEqual([]);

  const other = await browserOf(browser, "competitor");
  expect((await other.request.get(`/en/applications/${code}`)).status()).toBe(404);
  await other.goto("/en/letters");
  await other
    .getByRole("link", { name: /join\?key=/ })
    .first()
    .click();
  await other.getByRole("button", { name: "Accepter" }).click();
  await other.waitForURL(`**/applications/${code}`);
  // The letter is in the language of the application.
  await other.goto(`/en/applications/${code}`);
  await other.waitForLoadState("networkidle");

  await owner.goto(`/en/applications/${code}`);
  await owner.waitForLoadState("networkidle");
  for (const page of [owner, other])
    await page.getByRole("button", { name: /Summary of the project/ }).click();
  await owner.getByLabel(/Title in English/).fill("The owner’s title");
  await saved(owner);
  await other.getByLabel(/Title in English/).fill("The other title");
  await expect(other.getByText(/Armand Tessereau has changed this/)).toBeVisible();
  await expect(other.getByText("The owner’s title")).toBeVisible();
  expect(await violationsOn(other)).toEqual([]);
  await other.getByRole("button", { name: "Keep what I wrote" }).click();
  await saved(other);
  await owner.reload();
  await owner.getByRole("button", { name: /Summary of the project/ }).click();
  await expect(owner.getByLabel(/Title in English/)).toHaveValue("The other title");
  await owner.context().close();
  await other.context().close();
});

test("on a telephone, in French: faults are mended, documents sent, and the application is received", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const page = await browserOf(browser, "applicant", { viewport: { width: 360, height: 740 } });
  const code = await openApplication(page, "fr");
  const section = page.getByLabel("Rubrique", { exact: true });
  await section.selectOption("summary");
  await expect(page.getByText("Indiquez un nombre de 6 à 36.").first()).toBeVisible();
  expect(await violationsOn(page)).toEqual([]);
  await page.getByLabel("Durée du projet").fill("24");
  await page.getByLabel("Début souhaité").fill("2027-09-01");
  await page.getByLabel("Maladies chroniques").check();
  await section.selectOption("method");
  await page.getByLabel("Question de recherche").fill("Peut-on prévoir la décompensation\u202f?");
  await page.getByLabel("Méthode et plan d’analyse").fill("Une cohorte, un modèle, une validation.");
  await page.getByLabel("Données demandées").fill("Le système national des données de santé.");
  await section.selectOption("budget");
  await page.getByLabel("Montant, en euros").nth(1).fill("30 000");
  await section.selectOption("enclosures");
  const file = page.locator("#field-analysis_plan");
  await file.setInputFiles({
    name: "plan.pdf",
    mimeType: "application/pdf",
    buffer: Buffer.from("<html>no</html>"),
  });
  await expect(page.getByText("Ce n’est pas un PDF")).toBeVisible({ timeout: 20_000 });
  const locked = await pdf("secret", { userPassword: "secret" });
  await file.setInputFiles({ name: "plan.pdf", mimeType: "application/pdf", buffer: locked });
  await expect(page.getByText("demande un mot de passe")).toBeVisible({ timeout: 20_000 });
  await file.setInputFiles({ name: "plan.pdf", mimeType: "application/pdf", buffer: await pdf("Plan") });
  await expect(page.getByText("1 page", { exact: false })).toBeVisible({ timeout: 20_000 });
  await section.selectOption("commitments");
  await page.getByLabel("J’ai lu le règlement").check();
  await page.getByLabel("Les renseignements donnés sont exacts").check();
  await expect(page.getByText("Tout y est.")).toBeVisible();
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(excess).toBeLessThanOrEqual(0);

  await page.getByRole("button", { name: "Vérifier et déposer" }).click();
  await page.waitForURL("**/check");
  expect(await violationsOn(page)).toEqual([]);
  await page.getByRole("button", { name: "Déposer", exact: true }).click();
  await page.waitForURL("**/received");
  await expect(page.getByText(`${code}-1`).first()).toBeVisible();
  await expect(page.getByText("vaut rejet")).toBeVisible();
  expect(await violationsOn(page)).toEqual([]);
  const link = await page.getByRole("link", { name: "Accusé de réception en PDF" }).getAttribute("href");
  const receipt = await page.request.get(link ?? "");
  expect(receipt.headers()["content-type"]).toBe("application/pdf");
  const body = (await receipt.body()).toString("latin1");
  expect([body.startsWith("%PDF-"), body.includes("/MarkInfo"), body.includes("/Lang")]).toEqual([
    true,
    true,
    true,
  ]);
  await page.goto("/fr/letters");
  await expect(page.getByText(new RegExp(`Accusé de réception.*${code}-1`)).first()).toBeVisible();
  await page.context().close();
});

test("an officer examines what was received: checklist, ruling with reasons, document in its sandbox", async ({
  browser,
}) => {
  const page = await browserOf(browser, "organiser");
  await page.goto("/en/calls/urgences-2026/applications");
  await page.getByRole("link", { name: /Dialogue 15/ }).click();
  await page.getByLabel("The applicant is eligible under the rulebook").selectOption("passed");
  await page.getByRole("button", { name: "Record" }).click();
  await expect(page.getByLabel("The applicant is eligible under the rulebook")).toHaveValue("passed");
  expect(await violationsOn(page)).toEqual([]);

  const document = await page.getByRole("link", { name: "View" }).first().getAttribute("href");
  const answer = await page.request.get(document ?? "");
  expect(answer.headers()["content-security-policy"]).toContain("sandbox");
  expect(answer.headers()["x-content-type-options"]).toContain("nosniff");

  await page.getByLabel("Ruling").selectOption("inadmissible");
  await page.getByRole("button", { name: "Rule" }).click();
  await expect(page.getByText("Give the reasons in both languages.")).toBeVisible();
  await page.getByLabel("Ruling").selectOption("inadmissible");
  await page.getByLabel("Reasons in French").fill("Hors de l’objet de l’appel.");
  await page.getByLabel("Reasons in English").fill("Outside the scope of the call.");
  await page.getByRole("button", { name: "Rule" }).click();
  await expect(page.getByText("not admissible").first()).toBeVisible();
  await page.context().close();
});

test("an organiser is told what a call still lacks, and questions are answered for everybody", async ({
  browser,
}) => {
  const page = await browserOf(browser, "organiser");
  await page.goto("/en/calls/new");
  const slug = `trial-${String(Date.now())}`;
  await page.getByLabel("Title in French").fill("Essai");
  await page.getByLabel("Address").fill(slug);
  await page.getByRole("button", { name: "Create the draft" }).click();
  await page.waitForURL(`**/calls/${slug}/organise`);
  await expect(page.getByText("the title, in English")).toBeVisible();
  await page.getByRole("button", { name: "Publish the call" }).click();
  await expect(page.getByRole("alert")).toContainText("the title, in English");
  expect((await page.request.get(`/api/v1/calls/${slug}`)).status()).toBe(404);

  await page.goto("/en/calls/recherche-2027/questions");
  await page.locator("summary", { hasText: "équipe étrangère" }).click();
  await page.getByLabel("Question in English").fill("May a foreign team be a partner?");
  await page.getByLabel(/Answer in French/).fill("Oui.");
  await page.getByLabel(/Answer in English/).fill("Yes.");
  await page.getByRole("button", { name: "Publish the answer" }).click();
  await expect(page.getByRole("heading", { name: "May a foreign team be a partner?" })).toBeVisible();
  await page.context().close();
});
