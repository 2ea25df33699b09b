import { afterAll, beforeAll, expect, test } from "vitest";
import postgres from "postgres";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

let world: TestWorld;
const clients: postgres.Sql[] = [];

beforeAll(async () => {
  world = await freshWorld();
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.end()));
  await world.close();
});

function as(role: string): postgres.Sql {
  const client = postgres(world.url, { max: 1, connection: { role }, onnotice: () => {} });
  clients.push(client);
  return client;
}

test("the web role is refused on private scores", async () => {
  await expect(as("palmares_web")`select * from withheld.private_scores`).rejects.toThrow(
    /permission denied/,
  );
});

test("the web role is refused on withheld statistics, and writes none that are public", async () => {
  const web = as("palmares_web");

  await expect(web`select * from withheld.ranking_statistics`).rejects.toThrow(/permission denied/);
  await expect(web`select * from ranking_statistics`).resolves.toEqual([]);
  await expect(web`delete from ranking_statistics`).rejects.toThrow(/permission denied/);
  await expect(web`delete from submission_flags`).rejects.toThrow(/permission denied/);
});

test("the worker's role reads private scores and no person", async () => {
  const worker = as("palmares_worker");

  await expect(worker`select * from withheld.private_scores`).resolves.toEqual([]);
  await expect(worker`select * from people`).rejects.toThrow(/permission denied/);
});

test("the web role cannot write an outcome, a reveal or a line of the journal", async () => {
  const web = as("palmares_web");

  await expect(web`update evaluations set state = 'scored'`).rejects.toThrow(/permission denied/);
  await expect(web`update phases set revealed_at = now()`).rejects.toThrow(/permission denied/);
  await expect(web`select reveal_phase('phase_x')`).rejects.toThrow(/permission denied/);
  await expect(web`delete from audit_events`).rejects.toThrow(/permission denied/);
});

test("the queue takes known jobs only", async () => {
  const web = as("palmares_web");

  await expect(web`select enqueue_job('score', '{}'::json, 'score:x')`).resolves.toHaveLength(1);
  await expect(web`select enqueue_job('drop_everything', '{}'::json, 'x')`).rejects.toThrow(/unknown job/);
});

test("each line of the journal covers the one before, so that a changed line shows", async () => {
  const owner = postgres(world.url, { max: 1, onnotice: () => {} });
  clients.push(owner);
  for (const subject of ["a", "b", "c"])
    await owner`select append_audit_event('web', 'try', ${subject}, '{}')`;
  const broken = () => owner`
    select position from (
      select *, coalesce(lag(hash) over (order by position), '') as before from audit_events) line
    where previous_hash <> before or hash <> audit_hash(position, at, actor, verb, subject, details, previous_hash)`;

  expect(await broken()).toEqual([]);
  await owner`update audit_events set subject = 'forged' where position = 2`;
  expect(await broken()).toEqual([{ position: "2" }]);
});
