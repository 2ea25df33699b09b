import { afterAll, beforeAll, expect, inject, test, vi } from "vitest";
import { connectInstallation } from "#app/cli/supervisor/installation.ts";
import type { Connections } from "#db/connections.ts";
import { makeJudgedCall, proposeEach, releaseAll } from "#tests/support/decision-world.ts";
import {
  copyOf,
  removeData,
  startInstallation,
  until,
  type Installation,
} from "#tests/support/installation.ts";
import { startMailServer } from "#tests/support/mail-server.ts";

let data: string;
let installation: Installation;
let mail: Awaited<ReturnType<typeof startMailServer>>;
let owner: Connections;

beforeAll(async () => {
  data = copyOf(inject("seededData"));
  mail = await startMailServer({ takesMs: 300 });
  installation = await startInstallation(data, { SMTP_URL: mail.url, MAIL_FROM: "palmares@faults.test" });
  await installation.isOpen();
  vi.stubEnv("DATA_DIR", data);
  owner = await connectInstallation();
});
afterAll(async () => {
  await owner.database.close();
  owner.files.close();
  await installation.stop();
  await mail.stop();
  removeData(data);
});

test("jobs killed with -9 while the letters of a release go out: every applicant gets theirs, under one number", async () => {
  const call = await makeJudgedCall(owner.database, "released", 5);
  await proposeEach(call, ["laureate", "laureate", "waiting_list", "rejected", "rejected"]);
  const { sql } = owner.database;
  const earlier = (await sql`select id from letters`).map(({ id }) => String(id));
  expect(await releaseAll(call)).toBe(5);
  const owed = await sql<{ id: string; recipient: string; subject: string }[]>`
    select id, recipient, subject from letters where id <> all (${earlier})`;
  expect(owed).toHaveLength(5);
  const received = () =>
    mail.received.filter(({ messageId }) => owed.some(({ id }) => messageId.startsWith(`<${id}@`)));

  await until(() => received().length >= 2, 60_000);
  installation.signal("jobs", "SIGKILL");
  await until(
    () => owed.every(({ id }) => received().some(({ messageId }) => messageId.includes(id))),
    120_000,
  );

  // A letter that was being taken when its sender died may be offered again, under the same number.
  const numbers = new Map(received().map(({ messageId, to, subject }) => [messageId, `${to} ${subject}`]));
  expect([...numbers.values()].sort()).toEqual(
    owed.map(({ recipient, subject }) => `${recipient} ${subject}`).sort(),
  );
});
