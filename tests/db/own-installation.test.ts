import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "#db/embedded/ports.ts";
import { startPostgres, type EmbeddedPostgres } from "#db/embedded/postgres.ts";
import { migrate } from "#db/migrate.ts";
import { temporaryFolder } from "#tests/support/installation.ts";
import { makeOwnDatabase, withClient } from "#tests/support/own-database.ts";
import { expectedOfRecipe, tryRecipe } from "#tests/support/recipe.ts";

/** A server of its own: roles belong to the whole server, and here none is there yet. */
let server: EmbeddedPostgres;
const folder = temporaryFolder();

beforeAll(async () => {
  server = await startPostgres({
    folder: join(folder, "postgres"),
    port: await freePort(),
    isForTests: true,
  });
});
afterAll(async () => {
  const hasExited = new Promise((resolve) => server.child.once("exit", resolve));
  server.child.kill("SIGINT");
  await hasExited;
  rmSync(folder, { recursive: true, force: true });
});

test("an owner who may not create roles is told to have them made", async () => {
  await withClient(server.url("postgres"), async (sql) => {
    await sql.unsafe("create role bare login password 'a bare owner'");
    await sql.unsafe("create database bare owner bare");
  });
  const url = new URL(server.url("bare"));
  Object.assign(url, { username: "bare", password: "a bare owner" });

  await expect(migrate(url.href)).rejects.toThrow(/palmares_\w+ is missing.*CREATE ROLE palmares_/);
});

test("an owner who may create roles, and is no superuser, makes an installation whose processes start", async () => {
  const own = await makeOwnDatabase(server.url("postgres"), { rolesMadeBy: "owner" });

  expect(await tryRecipe(own)).toEqual(expectedOfRecipe);
  await own.drop();
});

test("an owner who may create nothing but tables does so where the administrator made the logins", async () => {
  const own = await makeOwnDatabase(server.url("postgres"), { rolesMadeBy: "administrator" });

  expect(await tryRecipe(own)).toEqual(expectedOfRecipe);
  await own.drop();
});
