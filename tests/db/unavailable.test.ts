import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db, inTransaction } from "#db/connections.ts";
import { isUnavailable } from "#db/unavailable.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

let world: TestWorld;

beforeAll(async () => {
  world = await freshWorld();
});
afterAll(() => world.close());

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

test.each(["40001", "40P01"])("%s is tried three times, then it is unavailability", async (code) => {
  let tries = 0;
  const failure = await failureOf(
    inTransaction(async (tx) => {
      tries += 1;
      await tx.execute(sql.raw(`do $$ begin raise exception 'again' using errcode = '${code}'; end $$`));
    }),
  );

  expect(tries).toBe(3);
  expect(isUnavailable(failure)).toBe(true);
});

test.each(["53100", "53200", "53300", "57P03", "58030"])(
  "%s, of a server without room or in trouble, is unavailability",
  async (code) => {
    const failure = await failureOf(
      db().execute(sql.raw(`do $$ begin raise exception 'trouble' using errcode = '${code}'; end $$`)),
    );

    expect(isUnavailable(failure)).toBe(true);
  },
);

test("a lock that is not got in time and a statement that takes too long are unavailability; a broken key is a bug", async () => {
  await db().execute(sql`create table held (id int primary key)`);
  const waiting = await inTransaction(async (holder) => {
    await holder.execute(sql`lock table held`);
    return failureOf(
      inTransaction(async (tx) => {
        await tx.execute(sql`set local lock_timeout = '50ms'`);
        await tx.execute(sql`insert into held values (1)`);
      }),
    );
  });
  const slow = await failureOf(
    inTransaction(async (tx) => {
      await tx.execute(sql`set local statement_timeout = '50ms'`);
      await tx.execute(sql`select pg_sleep(5)`);
    }),
  );
  const twice = await failureOf(db().execute(sql`insert into held values (1), (1)`));

  expect([waiting, slow, twice].map(isUnavailable)).toEqual([true, true, false]);
});
