import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { signUp } from "#app/accounts/sign-up.server.ts";
import { db, files } from "#db/connections.ts";
import { brokenInvariants } from "#db/queries/invariants.ts";
import { letters } from "#db/schema/platform.ts";
import type { LetterId } from "#db/vocabulary.ts";
import { startMailServer } from "#tests/support/mail-server.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

let world: TestWorld;
let mail: Awaited<ReturnType<typeof startMailServer>>;
let sendLetter: (id: LetterId, sender: string) => Promise<void>;

beforeAll(async () => {
  mail = await startMailServer({ refuses: 1 });
  vi.stubEnv("SMTP_URL", mail.url);
  world = await freshWorld();
  // The environment is read once, by the first module that asks: these are others.
  vi.resetModules();
  ({ sendLetter } = await import("#app/jobs/send-letter.ts"));
});
afterAll(async () => {
  expect(await brokenInvariants(db(), files())).toEqual([]);
  await Promise.all([world.close(), mail.stop()]);
});

async function onlyLetter() {
  const rows = await db().select().from(letters).where(eq(letters.recipient, "reader@test.invalid"));
  const [letter] = rows;
  if (letter === undefined || rows.length > 1) throw new Error("There must be one letter.");
  return letter;
}

test("a letter that the mail server refuses stays owed, then is sent once, and keeps no secret", async () => {
  const form = {
    email: "reader@test.invalid",
    password: "correct horse battery",
    displayName: "Zoé Œuf",
    affiliation: null,
  };
  await signUp(form, "fr", "192.0.2.1");
  const { id } = await onlyLetter();

  await expect(sendLetter(id, "a sender")).rejects.toThrow();
  expect(await onlyLetter()).toMatchObject({ sentAt: null, attempts: 1 });
  await sendLetter(id, "a sender");
  await sendLetter(id, "a sender");

  expect(mail.received).toEqual([
    {
      to: "reader@test.invalid",
      subject: "Confirmez votre adresse électronique",
      text: expect.stringMatching(/^Bonjour,\s[^]*\/fr\/confirm-email\?key=\S{43}/),
      messageId: `<${id}@localhost>`,
    },
  ]);
  expect(await onlyLetter()).toMatchObject({ sentAt: expect.any(Date), body: "", lastError: null });
});
