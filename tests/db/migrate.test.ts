import { spawn } from "node:child_process";
import { once } from "node:events";
import postgres from "postgres";
import { expect, inject, test } from "vitest";
import { migrate } from "#db/migrate.ts";
import { knownMigrations } from "#db/schema-version.ts";

const program = `
import { migrate } from "./db/migrate.ts";
await migrate(process.env.OWNER_URL ?? "");
`;

/** Migrates from a process of its own, as a machine that starts does. */
async function migrateElsewhere(url: string): Promise<unknown> {
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program], {
    env: { ...process.env, OWNER_URL: url },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const [code] = await once(child, "exit");
  return code;
}

test("four first starts at once bring one empty database to the newest schema", async () => {
  const server = inject("postgresUrl");
  const sql = postgres(server, { max: 1, onnotice: () => {} });
  await sql`create database four_starts`;
  const url = server.replace(/\/postgres$/, "/four_starts");

  const codes = await Promise.all([1, 2, 3, 4].map(() => migrateElsewhere(url)));

  const own = postgres(url, { max: 1, onnotice: () => {} });
  const template = postgres(server.replace(/\/postgres$/, "/template"), { max: 1, onnotice: () => {} });
  const columns = (database: postgres.Sql) => database`
    select table_schema, table_name, column_name, data_type from information_schema.columns
    where table_schema in ('public', 'withheld', 'graphile_worker', 'drizzle') order by 1, 2, 3`;
  const applied = (database: postgres.Sql) =>
    database`select hash from drizzle.__drizzle_migrations order by id`;
  expect(codes).toEqual([0, 0, 0, 0]);
  expect(await columns(own)).toEqual(await columns(template));
  expect(await applied(own)).toEqual(await applied(template));
  await Promise.all([own.end(), template.end()]);
  await sql`drop database four_starts`;
  await sql.end();
}, 120_000);

/** Makes the next DDL statements of a database fail, from the given one on. A sequence counts, since it forgets nothing when a
 * transaction does. */
const breakAfter = (statements: number) => `
  create schema broken;
  create sequence broken.done;
  create function broken.stop() returns event_trigger language plpgsql as $$
    begin if nextval('broken.done') > ${String(statements)} then raise exception 'the machine went away'; end if; end $$;
  create event trigger stop_here on ddl_command_start execute function broken.stop()`;

test.each([5, 40, 150, 400])(
  "a migration that fails at its statement %i is as if it had not begun, and comes to its end at the next start",
  async (statements) => {
    const server = inject("postgresUrl");
    const name = `broken_${String(statements)}`;
    const admin = postgres(server, { max: 1, onnotice: () => {} });
    await admin.unsafe(`create database ${name}`);
    const url = server.replace(/\/postgres$/, `/${name}`);
    const own = postgres(url, { max: 1, onnotice: () => {} });
    const applied = async () => {
      const [table] = await own`select to_regclass('drizzle.__drizzle_migrations') as found`;
      if (table?.["found"] === null) return 0;
      return (await own`select 1 from drizzle.__drizzle_migrations`).length;
    };
    const tables = async () =>
      (await own`select 1 from pg_tables where schemaname in ('public', 'withheld')`).length;
    await own.unsafe(breakAfter(statements));

    await expect(migrate(url)).rejects.toThrow();
    const halfway = [await applied(), await tables()];
    await own.unsafe("drop event trigger stop_here");
    await own.unsafe("drop schema broken cascade");
    await migrate(url);

    // All or nothing: no version is noted whose tables are not there.
    expect(halfway).toEqual([0, 0]);
    expect(await applied()).toBe(knownMigrations().length);
    expect(await tables()).toBeGreaterThan(50);
    await own.end();
    await admin.unsafe(`drop database ${name}`);
    await admin.end();
  },
  60_000,
);
