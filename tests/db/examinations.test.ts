import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { parseEnvironment } from "#db/environment.ts";
import { examinePublicAddress } from "#db/examinations/public-address.ts";
import { examineSecrets } from "#db/examinations/secrets.ts";
import { definerSearchPath } from "#db/rights/row-security.ts";
import { migrate } from "#db/migrate.ts";
import { makeOwnDatabase, withClient, wrongWith, type OwnDatabase } from "#tests/support/own-database.ts";

let own: OwnDatabase;
/** The superuser's connection to the same database. */
let administered: string;

beforeAll(async () => {
  const server = inject("postgresUrl");
  own = await makeOwnDatabase(server, { rolesMadeBy: "administrator", ownsRoles: false });
  administered = Object.assign(new URL(server), { pathname: new URL(own.ownerUrl).pathname }).href;
});
afterAll(() => own.drop());

/** What is wrong with a web process after something was changed; the change is taken back. */
async function wrongAfter(change: string, back: string): Promise<Record<string, string>> {
  const web = own.login("web");
  const say = (statement: string) =>
    withClient(administered, (sql) => sql.unsafe(statement.replaceAll("WEB", web)));
  await say(change);
  try {
    return await wrongWith("web", { DATABASE_URL_WEB: own.urlOf("web") });
  } finally {
    await say(back);
  }
}

test("a process with its own login and no other right starts", async () => {
  expect(await wrongWith("web", { DATABASE_URL_WEB: own.urlOf("web") })).toEqual({});
});

describe("a web process is refused whose login", () => {
  test.each([
    ["is a superuser", "alter role WEB superuser", "alter role WEB nosuperuser", /a superuser/],
    [
      "passes row-level security by",
      "alter role WEB bypassrls",
      "alter role WEB nobypassrls",
      /does not hold/,
    ],
    ["may create roles", "alter role WEB createrole", "alter role WEB nocreaterole", /may create roles/],
    [
      "is the worker's too",
      "grant palmares_worker to WEB",
      "revoke palmares_worker from WEB",
      /also palmares_worker/,
    ],
    [
      "reads everything",
      "grant pg_read_all_data to WEB",
      "revoke pg_read_all_data from WEB",
      /also pg_read_all_data/,
    ],
    ["is not its own", "revoke palmares_web from WEB", "grant palmares_web to WEB", /not palmares_web/],
    [
      "may enter the withheld scores",
      "grant usage on schema withheld to public",
      "revoke usage on schema withheld from public",
      /schema withheld/,
    ],
    [
      "may create tables",
      "grant create on schema public to public",
      "revoke create on schema public from public",
      /may create tables/,
    ],
  ])("%s", async (_what, change, back, sentence) => {
    expect((await wrongAfter(change, back))["role"]).toMatch(sentence);
  });

  test("owns the tables, or has only taken on its role", async () => {
    const owner = await wrongWith("web", { DATABASE_URL_WEB: own.ownerUrl });
    const lent = await wrongWith("web", { DATABASE_URL_WEB: `${administered}?role=palmares_web` });

    expect(owner["role"]).toMatch(/owns tables/);
    expect(lent["role"]).toMatch(/a superuser/);
  });

  test("would wait for ever", async () => {
    const found = await wrongWith("web", { DATABASE_URL_WEB: `${own.urlOf("web")}?statement_timeout=0` });

    expect(Object.keys(found)).toEqual(["time limits"]);
  });
});

test("a process is refused whose tables are older or newer than it, or open to their owner", async () => {
  const newer = "insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 9999999999999)";
  const notNewer = "delete from drizzle.__drizzle_migrations where hash = 'later'";
  const older = "update drizzle.__drizzle_migrations set created_at = created_at - 10000000000000";
  const notOlder = "update drizzle.__drizzle_migrations set created_at = created_at + 10000000000000";
  const open = "alter table reviews no force row level security";

  expect((await wrongAfter(newer, notNewer))["schema"]).toMatch(/newer than this program/);
  expect((await wrongAfter(older, notOlder))["schema"]).toMatch(/npm run migrate/);
  expect(
    (await wrongAfter(open, "alter table reviews force row level security"))["row-level security"],
  ).toMatch(/reviews.*npm run migrate/);
});

test("an older program does not touch tables that are newer", async () => {
  await withClient(administered, async (sql) => {
    await sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 9999999999999)`;
    await expect(migrate(own.ownerUrl)).rejects.toThrow(/newer than this program/);
    await sql`delete from drizzle.__drizzle_migrations where hash = 'later'`;
  });
});

test("migrating again gives row-level security back to tables from which it was taken", async () => {
  await withClient(administered, (sql) => sql`alter table reviews no force row level security`);

  await migrate(own.ownerUrl);

  expect(await wrongWith("web", { DATABASE_URL_WEB: own.urlOf("web") })).toEqual({});
});

test("every function with the owner's rights sets the search path by which the owner is let through", async () => {
  const others = await withClient(
    administered,
    (sql) => sql<{ name: string }[]>`
      select p.oid::regprocedure::text as name from pg_proc p
      where p.pronamespace = 'public'::regnamespace and p.prosecdef
        and not (${`search_path=${definerSearchPath}`} = any(coalesce(p.proconfig, '{}')))`,
  );

  expect(others).toEqual([]);
});

describe("in production", () => {
  const production = (variables: Record<string, string>) => ({
    kind: "web" as const,
    settings: parseEnvironment(variables),
  });

  test.each([
    ["DATABASE_URL_WEB", "postgres://palmares_web:palmares_web@db/palmares"],
    ["DATABASE_URL_WEB", "postgres://palmares_web:postgres@db/palmares"],
    ["S3_SECRET_ACCESS_KEY", "minioadmin"],
    ["S3_WEB_SECRET_ACCESS_KEY", "short"],
  ])("a secret in %s that everybody knows is refused, and not repeated", (name, value) => {
    const { level, sentence } = examineSecrets(production({ [name]: value }));

    expect(level).toBe("wrong");
    expect(sentence).toBe(`The secret in ${name} is short or known to everybody: choose another.`);
  });

  test("an address without TLS is refused, but on this machine", () => {
    const levelOf = (address: string) => examinePublicAddress(production({ PUBLIC_URL: address })).level;

    expect(levelOf("http://challenges.example.org")).toBe("wrong");
    expect(levelOf("https://challenges.example.org")).toBe("ok");
    expect(levelOf("http://localhost:3000")).toBe("ok");
    expect(levelOf("http://localhost.example.org")).toBe("wrong");
  });

  test("a server that does not wait for its disk is refused", async () => {
    // That of the tests does not.
    const found = await wrongWith("web", { NODE_ENV: "production", DATABASE_URL_WEB: own.urlOf("web") });

    expect(found).toEqual({ durability: expect.stringMatching(/fsync, full_page_writes/) as string });
  });
});

test("a process that is refused ends with the sentence and code 1", () => {
  const { status, stderr } = spawnSync(process.execPath, ["--import", "tsx", "scoring/worker/main.ts"], {
    encoding: "utf8",
    env: {
      NODE_ENV: "test",
      PATH: process.env["PATH"],
      DATABASE_URL_WORKER: own.ownerUrl,
      S3_ENDPOINT: "http://127.0.0.1:1",
      S3_ACCESS_KEY_ID: "worker",
      S3_SECRET_ACCESS_KEY: "a secret of the tests",
    },
  });

  expect(status).toBe(1);
  expect(stderr).toMatch(/The worker process works as \w+, which owns tables/);
});
