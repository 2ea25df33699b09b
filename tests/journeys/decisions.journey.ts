import { expect, test, type Browser, type Page } from "@playwright/test";
import { violationsOn } from "../support/axe.ts";
import { copyWorld, photograph, type CopiedWorld, type Cookies } from "../support/copied-world.ts";
import { cookieOf } from "../support/demo-cookie.ts";
import { tabTo } from "../support/tab-to.ts";

/** From the ranking to what an applicant reads, in a copy of the demonstration: the call is announced at the end. */

const actors = ["chair", "authority", "applicant"] as const;
type Actor = (typeof actors)[number];

const decisions = "/fr/calls/parcours-2026/decisions";
/** The applicant of the demonstration owns the application that is ranked first. */
const membership = `insert into application_members (application_id, person_id, role)
  select r.content -> 'ranked' -> 0 ->> 'application', p.id, 'owner' from people p, rankings r join calls c on c.id = r.call_id
  where c.slug = 'parcours-2026' and p.email = 'applicant@demo.local' order by r.number desc limit 1`;

let world: CopiedWorld<Actor>;
let cookies: Cookies<Actor>;

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ playwright }) => {
  cookies = {
    chair: await cookieOf(playwright, "chair"),
    authority: await cookieOf(playwright, "authority"),
    applicant: await cookieOf(playwright, "applicant"),
  };
  const original = await photograph(process.env["JOURNEYS_DATA_DIR"] ?? "");
  world = await copyWorld(original, cookies, membership, "own");
  await original.close();
});

test.afterAll(async () => {
  await world.close();
});

type Look = { scheme?: "light" | "dark"; width?: number };

async function pageOf(
  browser: Browser,
  actor: Actor,
  { scheme = "light", width = 1440 }: Look = {},
): Promise<Page> {
  const context = await browser.newContext({
    ...{ baseURL: world.address, viewport: { width, height: 900 }, colorScheme: scheme },
  });
  const stored = [...cookies[actor].split("; "), `scheme=${scheme}`].map((pair) => {
    const [name = "", ...value] = pair.split("=");
    return { name, value: value.join("="), url: world.address };
  });
  await context.addCookies(stored);
  return context.newPage();
}

/** Violations of a page in both languages, each in one scheme, and whether it fits the narrowest telephone. */
async function problemsOn(browser: Browser, actor: Actor, path: string): Promise<string[]> {
  const found: string[] = [];
  const views = [
    ["light", path],
    ["dark", path.replace("/fr/", "/en/")],
  ] as const;
  for (const [scheme, url] of views) {
    const page = await pageOf(browser, actor, { scheme });
    await page.goto(url);
    found.push(...(await violationsOn(page)));
    await page.context().close();
  }
  const phone = await pageOf(browser, actor, { width: 360 });
  await phone.goto(path);
  const excess = await phone.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  if (excess > 0) found.push(`${path} is ${String(excess)} px too wide`);
  await phone.context().close();
  return found;
}

const reasons = {
  laureate: ["Un besoin réel, une méthode solide.", "A real need, a sound method."],
  waiting_list: ["Solide, mais après d’autres.", "Sound, but after others."],
  rejected: ["La preuve manque encore.", "The evidence is still missing."],
};

test("the chair proposes along the line, is asked why they leave it, and takes a proposal back, with the keyboard alone", async ({
  browser,
}) => {
  const page = await pageOf(browser, "chair");
  await page.goto(decisions);
  await expect(page.getByText("sur 40")).toBeVisible();
  await tabTo(page, "details summary:not([aria-label])");
  await page.keyboard.press("Enter");
  for (const [outcome, [fr = "", en = ""]] of Object.entries(reasons)) {
    await tabTo(page, `[name="${outcome}_fr"]`);
    await page.keyboard.type(fr);
    await tabTo(page, `[name="${outcome}_en"]`);
    await page.keyboard.type(en);
  }
  await tabTo(page, 'button[value="line"]');
  await page.keyboard.press("Enter");
  await expect(page.getByText(/décisions sont proposées/)).toBeVisible();

  // The one after the waiting list as a laureate: refused without a reason. Nothing is decided of it then.
  const code = await page.locator("ol > li[id]").nth(13).getAttribute("id");
  await tabTo(page, `a[href$="/decisions/${code ?? ""}"]`);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Historique" })).toBeVisible();
  await tabTo(page, '[name="outcome"]');
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await tabTo(page, '[name="amount"]');
  await page.keyboard.type("50 000");
  await tabTo(page, 'button[value="propose"]');
  await page.keyboard.press("Enter");
  await expect(page.getByText(/Cela s’écarte de l’ordre du classement/)).toBeVisible();
  await page.goto(`${decisions}/${code ?? ""}`);
  await tabTo(page, 'button[value="take_back"]');
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/decisions#/);
  await expect(page.locator(`li[id="${code ?? ""}"]`)).toContainText("Sans décision");
});

test("every page of the chair is without violation, in both languages and schemes, also on a telephone", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const page = await pageOf(browser, "chair");
  await page.goto(decisions);
  const code = (await page.locator("ol > li[id]").first().getAttribute("id")) ?? "";
  const found: string[] = [];
  for (const path of [decisions, `${decisions}/${code}`, `${decisions}/letters`])
    found.push(...(await problemsOn(browser, "chair", path)));

  expect(found).toEqual([]);
});

test("the chair decides on what is left, saves the letters, and mends the fault that the dry run names", async ({
  browser,
}) => {
  const page = await pageOf(browser, "chair");
  await page.goto(decisions);
  for (;;) {
    const open = page.locator("ol > li[id]", { hasText: "Sans décision" });
    if ((await open.count()) === 0) break;
    await open
      .first()
      .getByRole("link", { name: /^Décider de/ })
      .click();
    const [fr = "", en = ""] = reasons.rejected;
    await page.getByLabel("Motifs, en français").fill(fr);
    await page.getByLabel("Motifs, en anglais").fill(en);
    await page.getByRole("button", { name: "Proposer" }).click();
    await expect(page).toHaveURL(/decisions#/);
    // The address changes before the page: what is counted next must be the list.
    await expect(page.locator("ol > li[id]").first()).toBeVisible();
  }
  await page.goto(`${decisions}/letters`);
  for (const kind of ["Lauréat", "Liste d’attente", "Non retenu", "Promu de la liste d’attente"]) {
    const template = page.locator("details", { has: page.locator("summary", { hasText: kind }) }).first();
    await template.locator("summary").click();
    if (kind === "Non retenu")
      await template.getByLabel("Objet, en français").fill("Votre candidature {code}, {amount}");
    await template.getByRole("button", { name: "Enregistrer ce modèle" }).click();
    await expect(template.locator("summary")).toContainText(/[^é ]\senregistré|^\S.*enregistré$/);
    await page.goto(`${decisions}/letters`);
  }
  await expect(page.getByText("{amount} contredit cette issue.")).toBeVisible();
  const rejected = page
    .locator("details", { has: page.locator("summary", { hasText: "Non retenu" }) })
    .first();
  await rejected.getByLabel("Objet, en français").fill("Votre candidature {code}");
  await rejected.getByRole("button", { name: "Enregistrer ce modèle" }).click();
  await expect(page.getByText("{amount} contredit cette issue.")).toBeHidden();
  await page.getByLabel("Les candidats lisent la moyenne de leurs notes").check();
  await page.getByLabel("Enveloppe, en euros").fill("1 500 000");
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await expect(page.getByText("Enregistré.")).toBeVisible();
});

/** Opens the applicant's list. @returns the address of their application to this call */
async function ownApplication(page: Page): Promise<string> {
  await page.goto("/fr/applications");
  const link = page.getByRole("link", { name: "L’IA au service du parcours de soins" });
  return (await link.getAttribute("href")) ?? "";
}

test("the applicant reads nothing before the release", async ({ browser }) => {
  const page = await pageOf(browser, "applicant");
  const own = await ownApplication(page);
  await expect(page.locator(`a[href="${own}/decision"]`)).toHaveCount(0);
  await page.goto(`${own}/decision`);

  await expect(page.getByRole("heading", { name: "Rien n’est encore décidé" })).toBeVisible();
  expect(await problemsOn(browser, "applicant", `${own}/decision`)).toEqual([]);
});

/** The demonstration leaves reviews open. */
async function confirmWhatIsOpen(page: Page): Promise<void> {
  await expect(page.getByText(/évaluations ne sont pas rendues/)).toBeVisible();
  await tabTo(page, '[name="despite_open"]');
  await page.keyboard.press("Space");
}

test("the authority approves and releases with the keyboard alone, and a wrong number stops it", async ({
  browser,
}) => {
  const page = await pageOf(browser, "authority");
  await page.goto(decisions);
  await tabTo(page, 'button[value="approve"]:not([aria-label])');
  await page.keyboard.press("Enter");
  await expect(page.getByText("40 décisions sont approuvées.")).toBeVisible();
  await page.goto(`${decisions}/letters`);
  const count = /(\d+) lettres partiraient/.exec(await page.locator("main").innerText())?.[1] ?? "";
  expect(Number(count)).toBeGreaterThanOrEqual(40);
  expect(await problemsOn(browser, "authority", `${decisions}/letters`)).toEqual([]);
  await tabTo(page, '[name="letters"]');
  await page.keyboard.type("39");
  await confirmWhatIsOpen(page);
  await page.keyboard.press("Enter");
  await expect(page.getByText("Ce nombre n’est pas celui des lettres.")).toBeVisible();
  await page.locator('[name="letters"]').fill("");
  await page.locator('[name="letters"]').focus();
  await page.keyboard.type(count);
  await page.keyboard.press("Enter");

  await expect(page.getByText(`C’est publié. ${count} lettres sont en route.`)).toBeVisible();
  await expect(page.getByText("lauréats annoncés")).toBeVisible();
});

test("the applicant reads the outcome, gives the place up, and the next is promoted by two people", async ({
  browser,
}) => {
  const page = await pageOf(browser, "applicant");
  await page.locator(`a[href="${await ownApplication(page)}/decision"]`).click();
  await expect(page.getByRole("heading", { name: "Votre projet est lauréat" })).toBeVisible();
  await expect(page.getByText("Un besoin réel, une méthode solide.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Moyenne des notes" })).toBeVisible();
  expect(await problemsOn(browser, "applicant", new URL(page.url()).pathname)).toEqual([]);
  await page.getByLabel("Je renonce à la place").check();
  await page.getByRole("button", { name: "Renoncer à la place" }).click();
  await expect(page.getByText("La place a été rendue.")).toBeVisible();

  const chair = await pageOf(browser, "chair");
  await chair.goto(decisions);
  await expect(chair.getByText(/rend sa place\. Suivant sur la liste d’attente/)).toBeVisible();
  await chair.getByLabel("Montant accordé, en euros").fill("100 000");
  await chair.getByLabel("Motifs, en français").fill("Une place s’est libérée.");
  await chair.getByLabel("Motifs, en anglais").fill("A place has become free.");
  await chair.getByRole("button", { name: "Proposer la promotion" }).click();
  await expect(chair.getByText(/est proposé pour cette place/)).toBeVisible();
  expect(await problemsOn(browser, "chair", decisions)).toEqual([]);

  const authority = await pageOf(browser, "authority");
  await authority.goto(decisions);
  await authority.getByRole("button", { name: "Approuver la proposition" }).click();
  await expect(authority.getByText("Une décision est approuvée.")).toBeVisible();
  await authority.goto(`${decisions}/letters`);
  await authority.locator('[name="letters"]').fill("1");
  await authority.getByRole("button", { name: "Publier les décisions" }).dblclick();
  await expect(authority.getByText(/C’est publié|Rien n’a été envoyé de nouveau/)).toBeVisible();
  const letters = await world.letters();
  expect(letters.filter((letter) => letter.includes("Une place se libère"))).toHaveLength(1);
});
