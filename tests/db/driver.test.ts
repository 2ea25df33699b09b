import postgres from "postgres";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { pause } from "#tests/support/installation.ts";

let admin: postgres.Sql;
let sql: postgres.Sql;

beforeAll(() => {
  admin = postgres(inject("postgresUrl"), { max: 1 });
  sql = postgres(inject("postgresUrl"), { max: 1, backoff: () => 0.05 });
});
afterAll(async () => {
  await Promise.all([admin.end(), sql.end()]);
});

const hasEnded = async (pid: number) =>
  (await admin`select 1 from pg_stat_activity where pid = ${pid}`).length === 0;

/** Ends a connection on the server's side, and waits until ours must know. */
async function cut(pid: number): Promise<void> {
  await admin`select pg_terminate_backend(${pid})`;
  while (!(await hasEnded(pid))) continue;
  await pause(100);
}

test("what a transaction still sends after its connection has died is not done by the next one", async () => {
  await admin`create table written (value int)`;
  let resume: () => void = () => {};
  const hasNext = new Promise<void>((next) => (resume = next));
  let late: Promise<unknown> = Promise.resolve();
  const transaction = sql.begin((tx) => {
    late = (async () => {
      const [own] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
      await cut(own?.pid ?? 0);
      await hasNext;
      await tx`insert into written values (1)`;
    })();
    return late;
  });
  await expect(transaction).rejects.toThrow();
  await sql`select 1`;
  resume();

  await expect(late).rejects.toThrow("CONNECTION_CLOSED");
  expect(await sql`select * from written`).toEqual([]);
});

test("a transaction whose connection dies is refused, and neither ends the process nor spoils the connection", async () => {
  for (let round = 0; round < 5; round++) {
    const transaction = sql.begin(async (tx) => {
      const [own] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
      await cut(own?.pid ?? 0);
      await tx`select 1`;
    });

    await expect(transaction).rejects.toThrow(/CONNECTION_CLOSED|terminating connection|ECONNRESET/);
    expect(await sql`select 42 as answer`).toEqual([{ answer: 42 }]);
  }
});
