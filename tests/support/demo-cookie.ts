import { expect, test, type APIRequestContext, type PlaywrightWorkerArgs } from "@playwright/test";

/** The cookie header of a demonstration account that has signed in. */
export async function cookieOf(
  playwright: PlaywrightWorkerArgs["playwright"],
  account: string,
): Promise<string> {
  const baseURL = test.info().project.use.baseURL ?? "";
  const context: APIRequestContext = await playwright.request.newContext({ baseURL });
  const form = { email: `${account}@demo.local`, password: "demo-palmares", next: "/en" };
  expect((await context.post("/en/sign-in", { form, headers: { Origin: baseURL } })).status()).toBe(200);
  const { cookies: stored } = await context.storageState();
  await context.dispose();
  return stored.map(({ name, value }) => `${name}=${value}`).join("; ");
}
