import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { embeddedOwnerUrl } from "#app/cli/supervisor/embedded-world.ts";
import { migrate } from "#db/migrate.ts";
import {
  describeDifference,
  firstDifference,
  type Answer,
  type Visit,
  type World,
} from "../access/two-worlds.ts";
import { plainRequest } from "./plain-request.ts";
import { startSecondWeb } from "./second-web.ts";

/** A demonstration that runs, from which worlds are copied.
 * `template` is a database with what it held at one moment: copying it takes less time than filling another one. */
export type Original = {
  dataFolder: string;
  ownerUrl: string;
  template: string;
  close: () => Promise<void>;
};

/** Rows of each table, as JSON. */
type Rows = { table: string; rows: string }[];

/** Reads all tables of the demonstration at one moment, while it goes on. */
export async function photograph(dataFolder: string): Promise<Original> {
  const ownerUrl = await embeddedOwnerUrl(dataFolder);
  const template = `photograph_${randomBytes(4).toString("hex")}`;
  const url = addressOf(ownerUrl, template);
  await withOwner(ownerUrl, (sql) => sql.unsafe(`create database ${template}`));
  await migrate(url);
  const rows = await withOwner(ownerUrl, readAll);
  await withOwner(url, (sql) => fill(sql, rows));
  const close = async () =>
    withOwner(ownerUrl, async (sql) => void (await sql.unsafe(`drop database ${template}`)));
  return { dataFolder, ownerUrl, template, close };
}

async function readAll(sql: postgres.Sql): Promise<Rows> {
  return sql.begin("isolation level repeatable read", async (tx) => {
    const tables = await tx<{ name: string }[]>`
      select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname in ('public', 'withheld') order by 1`;
    const read: Rows = [];
    for (const { name } of tables) {
      const [row] = await tx.unsafe<{ rows: string }[]>(
        `select coalesce(json_agg(t), '[]')::text as rows from ${name} t`,
      );
      read.push({ table: name, rows: row?.rows ?? "[]" });
    }
    return read;
  });
}

export type CopiedWorld<Actor extends string> = World<Actor> & {
  /** Where a browser reaches it, when it stands at its own address. */
  address: string;
  port: number;
  /** Its database, for the owner. */
  databaseUrl: string;
  close: () => Promise<void>;
};

/** Cookie header of each actor, as the demonstration has given it; empty for a visitor. */
export type Cookies<Actor extends string> = Record<Actor, string>;

/** Another world with the same content but for what `change` does, and a web process of its own.
 * @param change SQL that plants the secret
 * @param place `shared`: every copy says that it stands at the same address; `own`: a browser can walk through it */
export async function copyWorld<Actor extends string>(
  { dataFolder, ownerUrl, template }: Omit<Original, "close">,
  cookies: Cookies<Actor>,
  change: string | null,
  place: "shared" | "own" = "shared",
): Promise<CopiedWorld<Actor>> {
  const name = `world_${randomBytes(4).toString("hex")}`;
  const url = addressOf(ownerUrl, name);
  await withOwner(ownerUrl, (sql) => sql.unsafe(`create database ${name} template ${template}`));
  if (change !== null) await withOwner(url, (sql) => plant(sql, change));
  const at = place === "shared" ? sharedAddress : null;
  const { port, address, kill } = await startSecondWeb(dataFolder, { database: name, address: at });
  return {
    address,
    port,
    databaseUrl: url,
    ask: (actor, visit) => ask(port, cookies[actor], visit),
    letters: () => lettersOf(url),
    close: async () => {
      await kill();
      await withOwner(ownerUrl, (sql) => sql.unsafe(`drop database ${name} with (force)`));
    },
  };
}

/** Who asks for what in copies of one demonstration. */
export type Comparison<Actor extends string> = {
  original: Original;
  cookies: Cookies<Actor>;
  visits: readonly { actor: Actor; visit: Visit }[];
};

/** Copies one more world, and asks in it and in an open one what these actors ask.
 * @param change SQL that plants the secret in the new world
 * @returns in a sentence, where the answers part first; `the same` when they do not */
export async function differenceFrom<Actor extends string>(
  world: World<Actor>,
  { original, cookies, visits }: Comparison<Actor>,
  change: string,
  who: readonly Actor[],
): Promise<string> {
  const other = await copyWorld(original, cookies, change);
  try {
    const theirs = visits.filter(({ actor }) => who.includes(actor));
    return describeDifference(await firstDifference([world, other], theirs));
  } finally {
    await other.close();
  }
}

async function fill(sql: postgres.Sql, read: Rows): Promise<void> {
  await sql.begin(async (tx) => {
    // Rows arrive table by table: references and triggers are for those who write one by one.
    await tx`set local session_replication_role = replica`;
    await tx.unsafe(`truncate ${read.map(({ table }) => table).join(", ")}`);
    for (const { table, rows } of read) {
      const records = `json_populate_recordset(null::${table}, $1::text::json)`;
      await tx.unsafe(`insert into ${table} overriding system value select * from ${records}`, [rows]);
    }
  });
}

async function plant(sql: postgres.Sql, change: string): Promise<void> {
  const { count } = await sql.unsafe(change);
  if (count === 0) throw new Error(`The secret was not planted: ${change}`);
}

function addressOf(ownerUrl: string, database: string): string {
  return ownerUrl.replace(/\/postgres$/, `/${database}`);
}

/** Every copy says that it stands at the same address, so that addresses in pages do not tell them apart. */
export const sharedAddress = "http://palmares.test";

function ask(port: number, cookie: string, { method, url }: Visit): Promise<Answer> {
  const headers = {
    Host: new URL(sharedAddress).host,
    Origin: sharedAddress,
    ...(cookie === "" ? {} : { Cookie: cookie }),
  };
  return plainRequest(port, { method, url, headers });
}

async function lettersOf(url: string): Promise<string[]> {
  return withOwner(url, async (sql) => {
    const rows = await sql<
      { letter: string }[]
    >`select row_to_json(l)::text as letter from letters l order by id`;
    return rows.map(({ letter }) => letter);
  });
}

async function withOwner<Result>(url: string, work: (sql: postgres.Sql) => Promise<Result>): Promise<Result> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}
