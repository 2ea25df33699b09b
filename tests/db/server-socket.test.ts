import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { openDatabase, type Database } from "#db/client.ts";
import { isUnavailable } from "#db/unavailable.ts";
import { startFreezingProxy } from "#tests/support/fault-proxy.ts";

let proxy: Awaited<ReturnType<typeof startFreezingProxy>>;
let database: Database;

beforeAll(async () => {
  const url = new URL(inject("postgresUrl"));
  proxy = await startFreezingProxy(Number(url.port), url.hostname);
  url.port = String(proxy.port);
  database = openDatabase(url.href, { connections: 2 });
});
afterAll(async () => {
  proxy.state.isFrozen = false;
  await database.close();
  await proxy.stop();
});

const failureOf = async (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

test("a statement that takes its time is waited for", async () => {
  const rows = await database.db.execute(sql`select pg_sleep(8), 1 as one`);

  expect(rows[0]).toMatchObject({ one: 1 });
}, 60_000);

test("a server that stands still is unavailable, in a transaction and out of one, and is used again when it goes on", async () => {
  await database.db.execute(sql`select 1`);
  const inTransaction = database.db.transaction(async (tx) => {
    await tx.execute(sql`select 1`);
    proxy.state.isFrozen = true;
    await tx.execute(sql`select 2`);
  });

  expect(isUnavailable(await failureOf(inTransaction))).toBe(true);
  expect(isUnavailable(await failureOf(database.db.execute(sql`select 3`)))).toBe(true);

  proxy.state.isFrozen = false;
  // What the frozen time has left half-open is refused once at most.
  for (let tries = 1; tries <= 3; tries++)
    if ((await failureOf(database.db.execute(sql`select 4`))) === null) return;
  throw new Error("The database is still not used again.");
}, 90_000);
