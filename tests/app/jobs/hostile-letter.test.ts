import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { db, inTransaction } from "#db/connections.ts";
import { newId } from "#db/ids.ts";
import { oweLetter } from "#db/outbox.ts";
import { letters } from "#db/schema/platform.ts";
import type { LetterId } from "#db/vocabulary.ts";
import { makePerson } from "#tests/support/challenge.ts";
import { startMailServer } from "#tests/support/mail-server.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

let world: TestWorld;
let mail: Awaited<ReturnType<typeof startMailServer>>;
let sendLetter: (id: LetterId, sender: string) => Promise<void>;

beforeAll(async () => {
  mail = await startMailServer();
  vi.stubEnv("SMTP_URL", mail.url);
  world = await freshWorld();
  // The environment is read once, by the first module that asks: these are others.
  vi.resetModules();
  ({ sendLetter } = await import("#app/jobs/send-letter.ts"));
});
afterAll(async () => {
  await Promise.all([world.close(), mail.stop()]);
});

test("a title with line breaks makes no header of its own, and markup stays text", async () => {
  const person = await makePerson("Reader");
  const subject = "Call\r\nBcc: all@evil.invalid\r\n\r\n<b>body</b>";
  const body = 'Hello <img src=x onerror=alert(1)> <a href="https://evil.invalid">Palmarès</a>\n';
  await inTransaction((tx) =>
    oweLetter(tx, {
      ...{ key: newId("cause"), kind: "password_changed", personId: person.id, locale: "en" },
      ...{ recipient: "reader@test.invalid", subject, body },
    }),
  );
  const [letter] = await db().select().from(letters);
  if (letter === undefined) throw new Error("There must be a letter.");

  await sendLetter(letter.id, "a sender");

  expect(mail.received).toHaveLength(1);
  expect(mail.received[0]).toMatchObject({ to: "reader@test.invalid", text: body });
  expect(mail.received[0]?.subject).toMatch(/^Call\s+Bcc: all@evil\.invalid\s+<b>body<\/b>$/);
  expect(mail.parsed[0]).toMatchObject({ html: false });
  expect(mail.parsed[0]?.headerLines.map(({ key }) => key)).not.toContain("bcc");
});
