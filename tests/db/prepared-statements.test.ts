import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { beginApplication } from "#app/applications/begin-application.server.ts";
import { openDatabase, type Database, type Reader } from "#db/client.ts";
import { connect, connections, db, inTransaction } from "#db/connections.ts";
import { applications } from "#db/schema/applications.ts";
import type { PersonId } from "#db/vocabulary.ts";
import { asViewer } from "#db/viewer.ts";
import { makeCall } from "#tests/support/call.ts";
import { makePerson } from "#tests/support/challenge.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

let world: TestWorld;
let single: Database;

beforeAll(async () => {
  world = await freshWorld({ role: "palmares_web" });
  single = openDatabase(`${world.url}?role=palmares_web`, { connections: 1 });
});
afterAll(async () => {
  await single.close();
  await world.close();
});

async function codesSeenBy(personId: PersonId | null): Promise<string[]> {
  return asViewer(personId, async (tx) => {
    const rows = await tx
      .select({ code: applications.code })
      .from(applications)
      .where(sql`${"x"} <> 'y'`);
    return rows.map(({ code }) => code);
  });
}

test("a statement that a connection keeps is judged anew for each viewer", async () => {
  await makeCall({ slug: "kept" });
  const [one, other] = [await makePerson("One"), await makePerson("Other")];
  const own = await beginApplication(one, "kept", "en");
  const others = await beginApplication(other, "kept", "en");
  connect({ ...connections(), database: single });

  // More often than the five times after which PostgreSQL may settle on one plan for all.
  for (let round = 0; round < 8; round++) {
    expect(await codesSeenBy(one.id)).toEqual([own]);
    expect(await codesSeenBy(other.id)).toEqual([others]);
    expect(await codesSeenBy(null)).toEqual([]);
  }
  const kept = await db().execute<{ uses: number }>(
    sql`select generic_plans + custom_plans as uses from pg_prepared_statements where statement like '%from "applications"%'`,
  );
  expect(kept.map(({ uses }) => Number(uses))).toEqual([24]);
});

describe("a statement whose table has changed under it", () => {
  let owner: Database;
  let pool: Database;
  const connectionsOfPool = 4;
  const read = (reader: Reader) => reader.execute(sql`select *, ${true}::boolean as said from changing`);

  beforeAll(async () => {
    owner = openDatabase(world.url);
    pool = openDatabase(`${world.url}?role=palmares_web`, { connections: connectionsOfPool });
    connect({ ...connections(), database: pool });
    await owner.sql`create table changing (one int)`;
    await owner.sql`grant select on changing to palmares_web`;
    await owner.sql`insert into changing values (1)`;
    const keptByAll = Array.from({ length: connectionsOfPool }, () =>
      inTransaction(async (tx) => {
        await read(tx);
        await tx.execute(sql`select pg_sleep(0.2)`);
      }),
    );
    await Promise.all(keptByAll);
  });
  afterAll(async () => {
    await Promise.all([owner.close(), pool.close()]);
  });

  test("is asked anew in a transaction, whichever connection it meets and however much is asked at once", async () => {
    await owner.sql`alter table changing add column two int`;
    const both = await inTransaction((tx) => Promise.all([read(tx), read(tx)]));
    expect(both).toEqual([[{ one: 1, two: null, said: true }], [{ one: 1, two: null, said: true }]]);
  });

  test("is asked anew outside of one, with the same parameters", async () => {
    await owner.sql`alter table changing add column three int`;
    for (let time = 0; time < connectionsOfPool; time++)
      expect(await read(db())).toEqual([{ one: 1, two: null, three: null, said: true }]);
  });
});
