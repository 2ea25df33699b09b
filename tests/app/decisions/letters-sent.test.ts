import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { decisionLettersPage } from "#app/decisions/letters-page.server.ts";
import { connections, db } from "#db/connections.ts";
import { letters } from "#db/schema/platform.ts";
import type { LetterId } from "#db/vocabulary.ts";
import { makeJudgedCall, proposeEach, releaseAll } from "#tests/support/decision-world.ts";
import { startMailServer } from "#tests/support/mail-server.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

let world: TestWorld;
let mail: Awaited<ReturnType<typeof startMailServer>>;
let sendLetter: (id: LetterId, sender: string) => Promise<void>;

beforeAll(async () => {
  mail = await startMailServer({ refuses: 2 });
  vi.stubEnv("SMTP_URL", mail.url);
  world = await freshWorld();
  // The environment is read once, by the first module that asks: these are others.
  vi.resetModules();
  ({ sendLetter } = await import("#app/jobs/send-letter.ts"));
});
afterAll(async () => {
  await Promise.all([world.close(), mail.stop()]);
});

test("a release during which no mail is taken loses no letter and sends none twice", async () => {
  const call = await makeJudgedCall(connections().database, "mail", 3);
  await proposeEach(call, ["laureate", "waiting_list", "rejected"]);
  expect(await releaseAll(call)).toBe(3);
  const owed = await db().select().from(letters).where(eq(letters.kind, "decision_released"));
  const tryAll = () => Promise.allSettled(owed.map(({ id }) => sendLetter(id, "a sender")));

  // The mail server refuses the first two.
  const first = await tryAll();
  expect(first.filter(({ status }) => status === "rejected")).toHaveLength(2);
  const { delivery } = await decisionLettersPage(call.authority, call.slug, "en");
  expect(delivery).toEqual({ all: 3, sent: 1 });
  await tryAll();
  await tryAll();

  expect(mail.received.map(({ subject }) => subject).sort()).toEqual(
    owed.map(({ subject }) => subject).sort(),
  );
  expect((await decisionLettersPage(call.authority, call.slug, "en")).delivery).toEqual({ all: 3, sent: 3 });
});
