import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { examineAddress } from "#db/address.ts";
import { openDatabase } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { makeOwnDatabase, withClient, wrongWith, type OwnDatabase } from "#tests/support/own-database.ts";
import { hasPgBouncer, startPgBouncer, type PgBouncer } from "#tests/support/pgbouncer.ts";

describe.skipIf(!hasPgBouncer)("behind PgBouncer in transaction mode", () => {
  let own: OwnDatabase;
  let strict: PgBouncer;
  let careless: PgBouncer;

  beforeAll(async () => {
    own = await makeOwnDatabase(inject("postgresUrl"), { rolesMadeBy: "administrator", ownsRoles: false });
    // As who makes the logins does by the recipe.
    await withClient(inject("postgresUrl"), async (server) => {
      for (const kind of ["web", "jobs"] as const) {
        await server.unsafe(`alter role ${own.login(kind)} set statement_timeout = 30000`);
        await server.unsafe(`alter role ${own.login(kind)} set lock_timeout = 10000`);
      }
      // Said to be off: what is not said, a migration of another database of this server says meanwhile.
      for (const limit of ["statement_timeout", "lock_timeout"])
        await server.unsafe(`alter role ${own.login("worker")} set ${limit} = 0`);
    });
    const owner = new URL(own.ownerUrl).username;
    const logins = [owner, own.login("web"), own.login("jobs"), own.login("worker")];
    const users = Object.fromEntries(logins.map((login) => [login, own.password]));
    strict = await startPgBouncer(inject("postgresUrl"), users);
    careless = await startPgBouncer(inject("postgresUrl"), users, [
      "statement_timeout",
      "lock_timeout",
      "options",
      "role",
    ]);
  });
  afterAll(async () => {
    await Promise.all([strict.stop(), careless.stop()]);
    await own.drop();
  });

  test("a process starts that has an address of PostgreSQL itself beside the pooler's", async () => {
    const url = own.urlOf("web");

    expect(
      await wrongWith("web", { DATABASE_URL_WEB: strict.pooled(url), DATABASE_URL_WEB_DIRECT: url }),
    ).toEqual({});
  });

  test("a process is refused that would listen at the pooler, where nothing arrives", async () => {
    expect(await wrongWith("jobs", { DATABASE_URL_JOBS: careless.pooled(own.urlOf("jobs")) })).toEqual({
      notifications: expect.stringContaining("set DATABASE_URL_JOBS_DIRECT") as string,
    });
  });

  test("a process is refused whose login has no time limits, for the pooler drops those that it asks for", async () => {
    const url = own.urlOf("worker");
    const variables = { DATABASE_URL_WORKER: careless.pooled(url), DATABASE_URL_WORKER_DIRECT: url };

    expect(await wrongWith("worker", variables)).toEqual({
      "time limits": expect.stringContaining(
        `ALTER ROLE ${own.login("worker")} SET statement_timeout`,
      ) as string,
    });
  });

  test("the owner is refused as the web process, whatever role the address asks for", async () => {
    const asked = new URL(careless.pooled(own.ownerUrl));
    asked.searchParams.set("role", "palmares_web");
    const found = await wrongWith("web", {
      DATABASE_URL_WEB: asked.href,
      DATABASE_URL_WEB_DIRECT: own.urlOf("web"),
    });

    expect(found["role"]).toContain("which owns tables");
  });

  test("the tables are not migrated through a pooler, which cannot hold a lock", async () => {
    await expect(migrate(strict.pooled(own.ownerUrl))).rejects.toThrow(/set DATABASE_URL_DIRECT/);
  });

  test("sixty transactions side by side lose no statement", async () => {
    const url = strict.pooled(own.urlOf("web"));
    const address = await examineAddress(url);
    const database = openDatabase(url, { address, directUrl: own.urlOf("web") });
    const work = (number: number) =>
      database.db.transaction(async (tx) => {
        const [row] = await tx.execute<{ number: number }>(sql`select ${number}::int as number`);
        return row?.number;
      });
    const numbers = Array.from({ length: 60 }, (_, number) => number);

    expect(address.isPooled).toBe(true);
    expect(await Promise.all(numbers.map(work))).toEqual(numbers);
    expect(await Promise.all(numbers.map(work))).toEqual(numbers);
    await database.close();
  });
});
