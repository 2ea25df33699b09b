import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { afterAll, beforeAll, expect, inject, test, vi } from "vitest";
import { connectInstallation } from "#app/cli/supervisor/installation.ts";
import { rehearseLetters } from "#app/decisions/release-decisions.server.ts";
import { requestRanking } from "#app/reviews/compute-ranking.server.ts";
import type { Connections } from "#db/connections.ts";
import { cookieFor } from "#tests/support/cookie-for.ts";
import { approveAll, makeJudgedCall, proposeEach, releaseAll } from "#tests/support/decision-world.ts";
import {
  copyOf,
  removeData,
  startInstallation,
  until,
  type Installation,
} from "#tests/support/installation.ts";
import { KilledWebs } from "#tests/support/killed-webs.ts";
import { startMailServer } from "#tests/support/mail-server.ts";
import { SignedIn } from "#tests/support/signed-in.ts";

let data: string;
let installation: Installation;
let mail: Awaited<ReturnType<typeof startMailServer>>;
let owner: Connections;
let webs: KilledWebs;

beforeAll(async () => {
  data = copyOf(inject("seededData"));
  mail = await startMailServer({ takesMs: 300 });
  installation = await startInstallation(data, { SMTP_URL: mail.url, MAIL_FROM: "palmares@faults.test" });
  await installation.isOpen();
  vi.stubEnv("DATA_DIR", data);
  // What is rehearsed here is what the site's own process would write, links included.
  vi.stubEnv("PORT", String(installation.port));
  owner = await connectInstallation();
  webs = new KilledWebs(installation, owner.database.sql);
});
afterAll(async () => {
  await webs.close();
  await owner.database.close();
  owner.files.close();
  await installation.stop();
  await mail.stop();
  removeData(data);
});

/** The letters that came into being since a moment. */
async function lettersBut(earlier: readonly string[]) {
  return owner.database.sql<{ id: string; recipient: string; subject: string }[]>`
    select id, recipient, subject from letters where id <> all (${[...earlier]})`;
}

async function lettersNow(): Promise<string[]> {
  return (await lettersBut([])).map(({ id }) => id);
}

test("web killed in the middle of a release, then jobs while its letters go out: all is released at once, and every applicant gets their letter under one number", async () => {
  const call = await makeJudgedCall(owner.database, "released", 5);
  await proposeEach(call, ["laureate", "laureate", "waiting_list", "rejected", "rejected"]);
  await approveAll(call, call.authority);
  const { letters, digest } = await rehearseLetters(call.authority, call.slug);
  const authority = new SignedIn(await cookieFor(call.authority.id));
  const confirmed = { intent: "release", letters: String(letters.length), digest };
  const release = async (site: string) =>
    authority.submit(site, `/fr/calls/${call.slug}/decisions/letters`, confirmed);
  const earlier = await lettersNow();

  expect(await webs.beforeTheEnd("audit_events", release)).toBe("cut off");
  expect(await lettersBut(earlier)).toEqual([]);
  expect((await webs.afterTheAnswer(release)).status).toBe(200);
  expect((await release(installation.site)).status).toBe(409);
  const owed = await lettersBut(earlier);
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

/** Takes connections where the mail server stood, and says nothing. */
async function startSilentServer(port: number) {
  const taken: Socket[] = [];
  const server = createServer((socket) => taken.push(socket)).listen(port, "127.0.0.1");
  await once(server, "listening");
  const stop = async () => {
    const isClosed = once(server, "close");
    server.close();
    for (const socket of taken) socket.destroy();
    await isClosed;
  };
  return { taken, stop };
}

test("a release while the mail server is silent, then away: nothing else waits, and each letter goes out once when it is back", async () => {
  const call = await makeJudgedCall(owner.database, "away", 3);
  await proposeEach(call, ["laureate", "waiting_list", "rejected"]);
  const { sql } = owner.database;
  const earlier = await lettersNow();
  await mail.stop();
  const silent = await startSilentServer(mail.port);

  expect(await releaseAll(call)).toBe(3);

  const owed = () => sql<{ id: string; attempts: number; sent_at: Date | null }[]>`
    select id, attempts, sent_at from letters where id <> all (${earlier}) order by id`;
  await until(() => silent.taken.length >= 2, 20_000);
  await requestRanking(call.authority, call.slug, 1);
  const rankings = () => sql`
    select 1 from rankings r join calls c on c.id = r.call_id where c.slug = 'away' and r.content->'places' = '1'`;
  await until(async () => (await rankings()).length > 0, 20_000);
  expect((await owed()).map(({ attempts }) => attempts)).toEqual([0, 0, 0]);
  await silent.stop();
  await until(async () => (await owed()).every(({ attempts }) => attempts > 0), 60_000);
  const waiting = await owed();
  expect(waiting.map(({ sent_at }) => sent_at)).toEqual([null, null, null]);
  mail = await startMailServer({ port: mail.port });
  await until(async () => (await owed()).every(({ sent_at }) => sent_at !== null), 120_000);

  const received = mail.received.flatMap(({ messageId }) => {
    const id = /^<(\w+)@/.exec(messageId)?.[1] ?? "";
    return waiting.some((one) => one.id === id) ? [id] : [];
  });
  expect(received.sort()).toEqual(waiting.map(({ id }) => id));
});
