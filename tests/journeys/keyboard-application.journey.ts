import { expect, test, type Page } from "@playwright/test";
import { taggedPdf } from "#app/applications/tagged-pdf.server.ts";
import { tabTo } from "../support/tab-to.ts";

/** Goes to a control and types; what stands in it is replaced. */
async function write(page: Page, id: string, words: string): Promise<void> {
  await tabTo(page, `#field-${id}`);
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type(words);
}

async function tick(page: Page, selector: string): Promise<void> {
  await tabTo(page, selector);
  await page.keyboard.press("Space");
}

/** Presses the button that leads to the next section, whose title has the focus then. */
async function goOn(page: Page, title: string): Promise<void> {
  await tabTo(page, "section[aria-labelledby=section-title] > div:last-child > button:last-child");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: title })).toBeFocused();
}

async function signIn(page: Page, account: string, next: string): Promise<void> {
  await page.goto(`/en/sign-in?next=${next}`);
  await tabTo(page, "[name=email]");
  await page.keyboard.type(`${account}@demo.local`);
  await tabTo(page, "[name=password]");
  await page.keyboard.type("demo-palmares");
  await page.keyboard.press("Enter");
  // The address of the form ends with the same words, behind its question mark.
  await page.waitForURL(({ pathname }) => pathname === next);
  await page.waitForLoadState("networkidle");
}

/** Opens the file dialog by keyboard; what is chosen in it is the dialog's own matter. */
async function chooseFile(page: Page, field: string): Promise<void> {
  const content = await taggedPdf({ lang: "en", title: "Plan", createdAt: new Date() }, [
    { tag: "H1", words: "Plan" },
  ]);
  // Asked for before the way there: the browser must know of it when the key is pressed.
  const opened = page.waitForEvent("filechooser");
  await tabTo(page, `#field-${field}`);
  // The input itself is hidden: what looks like its button shows where the focus is.
  await expect(page.locator(`label[for=field-${field}]`).last()).toHaveCSS("outline-style", "solid");
  await page.keyboard.press("Enter");
  await (await opened).setFiles({ name: "plan.pdf", mimeType: "application/pdf", buffer: content });
  await expect(page.getByText("1 page", { exact: false })).toBeVisible({ timeout: 20_000 });
}

test("an applicant begins, fills in, submits and reads the receipt with the keyboard alone", async ({
  page,
}) => {
  await signIn(page, "juror", "/en/calls/recherche-2027");
  await tabTo(page, 'form[action$="/apply"] button');
  await page.keyboard.press("Enter");
  await page.waitForURL(/applications\/[A-Z0-9]{5}-/);
  await page.waitForLoadState("networkidle");
  const code = new URL(page.url()).pathname.split("/").at(-1) ?? "";

  await write(page, "lead_organisation", "Institut Ardant");
  await tick(page, "[name=field-lead_type]");
  await page.keyboard.press("ArrowDown");
  await write(page, "lead_person", "Hélène Marchand-Sorel");
  await write(page, "lead_email", "juror@demo.local");
  // A repeating group: a row more, filled in at once, and taken away again.
  await write(page, "partners-1-organisation", "CHU de Valmont");
  await write(page, "partners-1-person", "Noé Castelline");
  await tabTo(page, "[data-field=partners] ol + button");
  await page.keyboard.press("Enter");
  await expect(page.locator("#field-partners-2-organisation")).toBeFocused();
  await page.keyboard.type("Univ. de Brévannes");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(page.locator("#field-partners-1-organisation")).toBeFocused();
  await expect(page.locator("#field-partners-2-organisation")).toHaveCount(0);

  await goOn(page, "Summary of the project");
  await write(page, "title", "Heart failure at home");
  await write(page, "impact", "Ten days of warning leave time to adjust the treatment.");
  await write(page, "months", "24");
  await tabTo(page, "#field-start");
  await page.keyboard.type("09012027");
  await tick(page, "[name=field-topics][value=chronic]");
  await tick(page, "[name=field-topics][value=prevention]");
  await goOn(page, "Question and method");
  await write(page, "question", "Can the decompensation be foreseen?");
  await write(page, "plan", "A cohort, a model, a validation.");
  await write(page, "data", "The national health data system.");
  await goOn(page, "Budget");
  await write(page, "costs-1-what", "Computing");
  await write(page, "costs-1-amount", "60000");
  await goOn(page, "Documents");
  await chooseFile(page, "analysis_plan");
  await goOn(page, "Commitments");
  await tick(page, "#field-rules");
  await tick(page, "#field-truth");
  await expect(page.getByText("Everything is there.")).toBeVisible();

  await tabTo(page, "aside > button");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/check");
  await expect(page.getByText("1 Sep 2027")).toBeVisible();
  await tabTo(page, "main form button[type=submit]");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/received");
  await expect(page.getByText(`${code}-1`).first()).toBeVisible();
  const receipt = page.waitForEvent("download");
  await tabTo(page, 'a[href*="/application-receipt/"]');
  await page.keyboard.press("Enter");
  expect((await receipt).suggestedFilename()).toBe(`receipt-${code}-1.pdf`);
});

test("below the width of a list, the menu of sections keeps the focus while it changes", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await signIn(page, "applicant", "/en/applications");
  await tabTo(page, 'main a[href*="/applications/"]');
  await page.keyboard.press("Enter");
  await page.waitForURL(/applications\/[A-Z0-9]{5}-/);
  await page.waitForLoadState("networkidle");

  await tabTo(page, "nav select");
  for (const title of ["Summary of the project", "Question and method"]) {
    await page.keyboard.press("ArrowDown");
    await expect(page.getByRole("heading", { name: title })).toBeVisible();
    await expect(page.locator("nav select").last()).toBeFocused();
  }
});
