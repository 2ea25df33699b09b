import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, type Page } from "@playwright/test";
import { z } from "zod";
import { callApi, tokenOf } from "../support/api-client.ts";
import { announcement, withLongNumbers, zipped } from "../support/large-file.ts";
import { storeOrigin, traces } from "../support/running-site.ts";

/** A file of more than 64 MB goes in parts of 8 MiB straight to the object store. */

const labels = readFileSync("db/seed/wdbc/labels.csv", "utf8").trim().split("\n").slice(1);
const predictions = (right: string, wrong: string) =>
  `id,malignant\n${labels
    .map((line) => line.split(","))
    .map(([id, label]) => `${id ?? ""},${label === "1" ? right : wrong}`)
    .join("\n")}\n`;

const planSchema = z.object({
  id: z.string(),
  partBytes: z.number(),
  parts: z.array(z.object({ number: z.number(), url: z.string() })),
});

let folder = "";
const partsInAll = 10;
/** 228 rows of 350,000 digits: 80 MB. */
function largeFile(name: string, content: string): string {
  const path = join(folder, name);
  const bytes = withLongNumbers(content, 350_000);
  expect(Math.ceil(bytes.byteLength / (8 * 2 ** 20))).toBe(partsInAll);
  writeFileSync(path, bytes);
  return path;
}

test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "palmares-large-"));
});
test.afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
test.describe.configure({ timeout: 120_000 });

async function openForm(page: Page, locale = "en"): Promise<void> {
  await page.goto(`/${locale}/challenges/wdbc/submissions/new`);
  await page.waitForLoadState("networkidle");
}

async function signIn(page: Page): Promise<void> {
  await page.goto("/en/sign-in");
  await page.getByLabel("E-mail address").fill("competitor@demo.local");
  await page.locator("input[name=password]").fill("demo-palmares");
  await page.locator("main").getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.endsWith("/sign-in"));
}

/** Counts the parts that reach the store, and lets a test stop those that it likes. */
async function watchParts(page: Page, isStopped: (number: number) => boolean): Promise<number[]> {
  const arrived: number[] = [];
  await page.route(`${storeOrigin()}/**`, async (route) => {
    const number = Number(new URL(route.request().url()).searchParams.get("partNumber"));
    if (isStopped(number)) await route.abort("connectionreset");
    else {
      arrived.push(number);
      await route.continue();
    }
  });
  return arrived;
}

const sendButton = (page: Page) => page.getByRole("button", { name: "Send and score" });
const goOnButton = (page: Page) => page.getByRole("button", { name: "Go on sending and score" });

test("a sending whose connection breaks goes on by itself and sends no part twice", async ({ page }) => {
  await signIn(page);
  await openForm(page);
  const broken: number[] = [];
  const arrived = await watchParts(page, (number) => {
    const isBroken = number === 5 && broken.length === 0;
    if (isBroken) broken.push(number);
    return isBroken;
  });
  await page.setInputFiles("input[type=file]", largeFile("once.csv", predictions("0.9", "0.1")));
  await expect(page.getByText("No fault found")).toBeVisible({ timeout: 30_000 });

  await sendButton(page).click();
  await page.waitForURL(/submissions\/sub_/, { timeout: 60_000 });

  expect(broken).toEqual([5]);
  expect([...arrived].sort((a, b) => a - b)).toEqual(
    Array.from({ length: partsInAll }, (_, index) => index + 1),
  );
  await expect(page.getByText("scored", { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("1.0000").first()).toBeVisible();
});

test("after its page was closed, the form offers to go on, and sends the rest only", async ({ context }) => {
  const path = largeFile("closed.csv", predictions("0.8", "0.2"));
  const first = await context.newPage();
  await signIn(first);
  await openForm(first);
  const before = await watchParts(first, (number) => number > 4);
  await first.setInputFiles("input[type=file]", path);
  await sendButton(first).click({ timeout: 30_000 });
  await expect(first.getByText(/The connection is lost at \d+ %/)).toBeVisible({ timeout: 30_000 });
  await first.close();

  const second = await context.newPage();
  await openForm(second);
  await expect(second.getByRole("heading", { name: "An upload has stopped midway" })).toBeVisible();
  const after = await watchParts(second, () => false);
  await second.setInputFiles("input[type=file]", path);
  await goOnButton(second).click({ timeout: 30_000 });
  await second.waitForURL(/submissions\/sub_/, { timeout: 60_000 });

  expect(new Set([...before, ...after]).size).toBe(partsInAll);
  expect(before.length + after.length).toBe(partsInAll);
  await expect(second.getByText("scored", { exact: true })).toBeVisible({ timeout: 30_000 });
});

test("a cancelled sending keeps the file in the form and nothing in the store", async ({ page }) => {
  await signIn(page);
  await openForm(page);
  const before = await traces();
  await watchParts(page, (number) => number > 3);
  await page.setInputFiles("input[type=file]", largeFile("cancelled.csv", predictions("0.7", "0.3")));
  await sendButton(page).click({ timeout: 30_000 });
  await expect(page.getByText(/The connection is lost at \d+ %/)).toBeVisible({ timeout: 30_000 });
  expect((await traces()).uploading).toBe((before.uploading ?? 0) + 1);

  await page.getByRole("button", { name: "Cancel" }).click();

  await expect(sendButton(page)).toHaveAttribute("aria-disabled", "false");
  await expect.poll(async () => traces()).toEqual(before);
});

test("an upload that stopped midway can be given up, in French too", async ({ context }) => {
  const first = await context.newPage();
  await signIn(first);
  await openForm(first);
  await watchParts(first, (number) => number > 1);
  await first.setInputFiles("input[type=file]", largeFile("given-up.csv", predictions("0.6", "0.4")));
  await sendButton(first).click({ timeout: 30_000 });
  await expect(first.getByText(/The connection is lost at \d+ %/)).toBeVisible({ timeout: 30_000 });
  await first.close();
  const page = await context.newPage();
  await openForm(page, "fr");

  const offer = page.getByRole("heading", { name: "Un envoi s’est arrêté en route" });
  await expect(offer).toBeVisible();
  await page.getByRole("button", { name: "L’abandonner" }).click();

  await expect(offer).toBeHidden();
  expect((await traces()).uploading).toBe(0);
});

test("a program sends a large file through the interface, and its state can be followed", async ({
  baseURL,
}) => {
  const [token, stranger] = await Promise.all([
    tokenOf(baseURL, "competitor"),
    tokenOf(baseURL, "organiser"),
  ]);
  const content = zipped(predictions("0.9", "0.1"), 9_000_000);
  const { sizeBytes, sha256 } = announcement(content);
  const path = "/challenges/wdbc/submissions";
  const type = "application/json";
  const body = JSON.stringify({ size: sizeBytes, sha256 });
  const begun = await callApi(baseURL, path, { token, type, body });
  const plan = planSchema.parse(begun.content);
  const call = (to: string, as = token) => callApi(baseURL, to, { token: as, type, body: "" });
  const send = async ({ number, url }: { number: number; url: string }) =>
    (
      await fetch(url, {
        method: "PUT",
        body: content.subarray((number - 1) * plan.partBytes, number * plan.partBytes),
      })
    ).status;

  expect(begun.status).toBe(201);
  expect(plan.parts).toHaveLength(2);
  expect(await callApi(baseURL, `/submissions/${plan.id}`, { token })).toMatchObject({
    status: 200,
    content: { state: "uploading" },
  });
  expect((await call(`${path}/${plan.id}/complete`)).content).toMatchObject({
    status: 409,
    code: "upload_incomplete",
  });
  expect(await Promise.all(plan.parts.map(send))).toEqual([200, 200]);
  expect((await call(`${path}/${plan.id}/complete`, stranger)).status).toBe(404);
  expect((await call(`${path}/${plan.id}/cancel`, stranger)).status).toBe(404);
  const [first, second] = await Promise.all([
    call(`${path}/${plan.id}/complete`),
    call(`${path}/${plan.id}/complete`),
  ]);
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(await callApi(baseURL, `/submissions/${plan.id}?wait=30`, { token })).toMatchObject({
    content: { state: "scored", scores: { public: { roc_auc: 1 } } },
  });
  const large = JSON.stringify({ size: 200_000_001, sha256 });
  expect((await callApi(baseURL, path, { token, type, body: large })).status).toBe(413);
});
