import { expect, test, type Page } from "@playwright/test";

/** Another address at each run: the demonstration may be older than this run. */
const address = () => `somebody.${String(Date.now())}@test.invalid`;
const password = "quatre mots sans rapport";

/** Opens the link of the newest letter to an address, as the recipient would. */
async function openLetter(page: Page, email: string): Promise<void> {
  await page.goto("/fr/letters");
  const letter = page.locator("section", { hasText: email }).first();
  await letter.getByRole("link", { name: /key=/ }).click();
}

async function signUp(page: Page, name: string, email: string): Promise<void> {
  await page.goto("/fr/sign-up");
  await page.getByLabel("Nom", { exact: true }).fill(name);
  await page.getByLabel("Adresse électronique").fill(email);
  await page.getByLabel("Nouveau mot de passe").fill(password);
  await page.getByRole("button", { name: "Créer un compte" }).click();
  await expect(page.getByRole("heading", { name: "Une lettre est en route" })).toBeVisible();
}

async function signIn(page: Page, email: string, secret = password): Promise<void> {
  await page.goto("/fr/sign-in");
  await page.getByLabel("Adresse électronique").fill(email);
  await page.locator("input[name=password]").fill(secret);
  await page.locator("main").getByRole("button", { name: "Se connecter" }).click();
}

async function confirmedAccount(page: Page, name: string): Promise<string> {
  const email = address();
  await signUp(page, name, email);
  await openLetter(page, email);
  await page.getByRole("button", { name: "Cette adresse est à moi" }).click();
  await expect(page.getByText("Votre adresse est confirmée")).toBeVisible();
  await signIn(page, email);
  await page.waitForURL("**/fr/challenges");
  return email;
}

test("somebody signs up, confirms the address, forgets the password and comes in again", async ({ page }) => {
  const email = await confirmedAccount(page, "Zoé");
  await page.goto("/fr/account");
  await expect(page.getByText("Les défis vous sont ouverts")).toBeVisible();
  await page.getByRole("button", { name: "Se déconnecter", exact: true }).first().click();
  await page.waitForURL("**/fr");

  await page.goto("/fr/forgotten-password");
  await page.getByLabel("Adresse électronique").fill(email);
  await page.getByRole("button", { name: "M’envoyer le lien" }).click();
  await expect(page.getByRole("heading", { name: "Une lettre est en route" })).toBeVisible();
  await openLetter(page, email);
  await page.getByLabel("Nouveau mot de passe").fill("un tout autre secret");
  await page.getByRole("button", { name: "Enregistrer le mot de passe" }).click();
  await expect(page.getByText("Votre mot de passe est changé")).toBeVisible();

  await signIn(page, email);
  await expect(page.getByText("ne vont pas ensemble")).toBeVisible();
  await signIn(page, email, "un tout autre secret");
  await page.waitForURL("**/fr/challenges");
});

test("a short password is refused with what to do, and the other fields keep their text", async ({
  page,
}) => {
  await page.goto("/fr/sign-up");
  await page.getByLabel("Nom", { exact: true }).fill("Zoé");
  await page.getByLabel("Adresse électronique").fill("zoe@test.invalid");
  await page.getByLabel("Nouveau mot de passe").fill("court");
  // The browser's own check would stop this; what the server says matters where that one is off.
  await page
    .locator("form")
    .last()
    .evaluate((form) => {
      if (form instanceof HTMLFormElement) form.noValidate = true;
    });
  await page.getByRole("button", { name: "Créer un compte" }).click();

  await expect(page.getByText("Indiquez au moins 12 caractères.")).toBeVisible();
  await expect(page.getByLabel("Adresse électronique")).toHaveValue("zoe@test.invalid");
});

test("a captain invites, and a guest who signs in on the way joins the team", async ({
  page,
  browser,
  baseURL,
}) => {
  await confirmedAccount(page, "Capitaine");
  const team = `Équipe ${String(Date.now())}`;
  await page.goto("/fr/challenges/wdbc/rules");
  await page.getByRole("button", { name: "J’accepte le règlement" }).click();
  await expect(page.getByText("Vous avez accepté cette version")).toBeVisible();
  await page.goto("/fr/challenges/wdbc/submissions/new");
  await page.getByLabel("Nom de l’équipe").fill(team);
  await page.getByRole("button", { name: "Créer l’équipe" }).click();
  await page.getByRole("link", { name: "Mon équipe" }).click();
  await page.getByRole("button", { name: "Créer un lien" }).click();
  const link = await page.locator("p.mono").innerText();
  expect(link.startsWith(baseURL ?? "?")).toBe(true);

  const guest = await browser.newPage({ baseURL: baseURL ?? "" });
  const email = await confirmedAccount(guest, "Invitée");
  await guest.locator("header").getByRole("button", { name: "Se déconnecter" }).first().click();
  await guest.waitForURL("**/fr");
  await guest.goto(link);
  await guest.getByRole("link", { name: "Se connecter pour la rejoindre" }).click();
  await guest.getByLabel("Adresse électronique").fill(email);
  await guest.locator("input[name=password]").fill(password);
  await guest.locator("main").getByRole("button", { name: "Se connecter" }).click();
  await guest.getByRole("button", { name: "Rejoindre" }).click();

  await guest.waitForURL("**/wdbc/team");
  await expect(guest.getByText("2 sur 6 au plus")).toBeVisible();
  await guest.close();
});

test("the administrator edits a page at the foot of the site, which a visitor then reads", async ({
  page,
  browser,
  baseURL,
}) => {
  await signIn(page, "admin@demo.local", "demo-palmares");
  await page.waitForURL("**/fr/challenges");
  await page.goto("/fr/pages/contact");
  await page.getByRole("link", { name: "Modifier cette page" }).click();
  const sentence = `Écrivez-nous avant midi (${String(Date.now())}).`;
  await page.getByLabel("Texte (Français)").fill(sentence);
  await page.getByRole("button", { name: "Enregistrer les deux langues" }).click();
  await page.waitForURL("**/fr/pages/contact");

  const visitor = await browser.newPage({ baseURL: baseURL ?? "" });
  await visitor.goto("/fr/pages/contact");
  await expect(visitor.getByText(sentence)).toBeVisible();
  await visitor.close();
});
