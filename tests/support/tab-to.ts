import type { Page } from "@playwright/test";

const mostSteps = 400;

/** Goes on with the Tab key until the focus is where it is wanted.
 * @throws Error when the keyboard does not get there */
export async function tabTo(page: Page, isThere: string): Promise<void> {
  for (let step = 0; step < mostSteps; step++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((selector) => document.activeElement?.matches(selector) === true, isThere))
      return;
  }
  throw new Error(`The keyboard does not reach ${isThere}.`);
}
