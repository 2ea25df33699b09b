import { readFileSync } from "node:fs";
import { expect, test, type Page } from "@playwright/test";

const labels = readFileSync("db/seed/wdbc/labels.csv", "utf8")
  .trim()
  .split("\n")
  .slice(1)
  .map((line) => line.split(","));

/** Right about every case: the area under the curve is 1 whatever the split. */
const perfectFile = `id,malignant\n${labels.map(([id, label]) => `${id ?? ""},${label === "1" ? "0.9" : "0.1"}`).join("\n")}\n`;

async function signIn(page: Page, name: string): Promise<void> {
  await page.goto("/en/sign-in");
  await page.getByLabel("E-mail address").fill(`${name}@demo.local`);
  await page.locator("input[name=password]").fill("demo-palmares");
  await page.locator("main").getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.endsWith("/sign-in"));
}

async function choose(page: Page, content: string): Promise<void> {
  await page.goto("/en/challenges/wdbc/submissions/new");
  await page.waitForLoadState("networkidle");
  await page.setInputFiles("input[type=file]", {
    name: "predictions.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(content),
  });
}

test("a competitor submits a file and sees its score, its rank and the board move", async ({
  page,
  context,
  baseURL,
}) => {
  await signIn(page, "competitor");
  const visitor = await context.browser()?.newContext();
  const board = await visitor?.newPage();
  if (board === undefined) throw new Error("no second browser");
  await board.goto(`${baseURL ?? ""}/en/challenges/wdbc/leaderboard`);
  const row = board.getByRole("row", { name: /Lames & Co/ });
  await expect(row).not.toContainText("1.0000");

  await choose(page, perfectFile);
  await expect(page.getByText("No fault found")).toBeVisible();
  await page.getByRole("button", { name: "Send and score" }).click();

  await page.waitForURL(/submissions\/sub_/);
  await expect(page.getByText("scored", { exact: true })).toBeVisible();
  await expect(page.getByText("1.0000").first()).toBeVisible();
  await expect(page.getByText("This is your best file.")).toBeVisible();
  await expect(row).toContainText("1.0000");
  await visitor?.close();
});

test("a faulty file shows its faults and cannot be sent", async ({ page }) => {
  await signIn(page, "competitor");
  const [first = "", second = ""] = perfectFile.split("\n").slice(1);

  await choose(
    page,
    perfectFile
      .replace(first, `${first.split(",")[0] ?? ""},1.5`)
      .replace(second, `${second.split(",")[0] ?? ""},NaN`),
  );

  await expect(page.getByText("2 faults to mend before sending")).toBeVisible();
  await expect(
    page.getByRole("row", { name: /^2 malignant 1.5 The value must lie between 0 and 1/ }),
  ).toBeVisible();
  await expect(page.getByRole("button", { name: "Send and score" })).toHaveAttribute("aria-disabled", "true");
});

test("an organiser sees everybody's submissions, a competitor does not", async ({ page }) => {
  await signIn(page, "organiser");
  // Who has a part in calls lands where it is listed.
  await expect(page).toHaveURL(/\/en\/account$/);
  await page.goto("/en/challenges/tissuenet/organise");
  await expect(page.getByRole("row", { name: /Pathoscope/ }).first()).toBeVisible();
  await page.locator("header").getByRole("button", { name: "Sign out" }).first().click();
  await page.waitForURL("**/en");

  await signIn(page, "competitor");
  const answer = await page.goto("/en/challenges/tissuenet/organise");

  expect(answer?.status()).toBe(403);
  await expect(page.getByRole("heading", { name: "This page is not open to you" })).toBeVisible();
});

test("a visitor reads the board, searches it and takes it as a table", async ({ page }) => {
  await page.goto("/fr/challenges/tissuenet/leaderboard");
  await expect(page.getByRole("heading", { name: "Classement public" })).toBeVisible();
  await page.getByRole("searchbox").fill("hemateine");
  await page.getByRole("button", { name: "Afficher" }).click();

  await expect(page.getByRole("row", { name: /Hématéine/ })).toBeVisible();
  const csv = await page.request.get("/board/tissuenet");
  expect(csv.headers()["content-type"]).toContain("text/csv");
  expect(await csv.text()).toContain("rank,team,affiliation");
});

test("another site's page cannot act in somebody's name", async ({ page }) => {
  await signIn(page, "competitor");

  const answer = await page.request.post("/en/sign-out", { headers: { Origin: "https://evil.example" } });

  expect(answer.status()).toBe(403);
});
