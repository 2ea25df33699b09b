import { spawn } from "node:child_process";
import { once } from "node:events";
import postgres from "postgres";
import { expect, inject, test } from "vitest";

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
