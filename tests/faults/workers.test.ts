import { spawn, type ChildProcess } from "node:child_process";
import postgres from "postgres";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { embeddedWorld, storeSettings } from "#app/cli/supervisor/embedded-world.ts";
import { processEnvironment } from "#app/cli/supervisor/process-environment.ts";
import { parseEnvironment } from "#db/environment.ts";
import { DemonstrationClient, wdbcFile } from "#tests/support/demonstration-client.ts";
import {
  copyOf,
  removeData,
  startInstallation,
  until,
  type Installation,
} from "#tests/support/installation.ts";

let data: string;
let installation: Installation;
let client: DemonstrationClient;
let sample: string;
let sql: postgres.Sql;
const others: ChildProcess[] = [];
const printed = new Map<ChildProcess, string>();

beforeAll(async () => {
  data = copyOf(inject("seededData"));
  installation = await startInstallation(data);
  await installation.isOpen();
  sql = postgres(await installation.ownerUrl(), { max: 2 });
  // The quota is not what is tried here.
  await sql`update challenges set daily_limit = 100000`;
  client = await DemonstrationClient.signIn(installation.site);
  sample = await client.sample("wdbc");
});
afterAll(async () => {
  for (const one of others) one.kill("SIGKILL");
  await sql.end();
  await installation.stop();
  removeData(data);
});

/** Starts one more scoring worker, as on a second machine, with the credentials of the first. */
async function oneMoreWorker(): Promise<ChildProcess> {
  const world = await embeddedWorld(data);
  const settings = parseEnvironment({
    DATA_DIR: data,
    DATABASE_URL_WORKER: `postgres://palmares_worker:${world.passwords.worker}@127.0.0.1:${String(world.postgresPort)}/postgres`,
    ...storeSettings(world),
  });
  const child = spawn(process.execPath, ["--enable-source-maps", "build/scoring/worker/main.js"], {
    env: { NODE_ENV: "production", ...processEnvironment("worker", settings) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  others.push(child);
  printed.set(child, "");
  child.stdout.on("data", (chunk: Buffer) => printed.set(child, said(child) + chunk.toString()));
  await until(() => said(child).includes("ready"), 20_000);
  return child;
}

const said = (child: ChildProcess) => printed.get(child) ?? "";

async function evaluation(submission: string) {
  const rows = await sql<
    { state: string; attempts: number; fence: number; claimed_by: string; finished_at: Date | null }[]
  >`
    select state, attempts, fence, claimed_by, finished_at from evaluations where submission_id = ${submission}`;
  const row = rows[0];
  if (rows.length !== 1 || row === undefined)
    throw new Error(`${submission} has ${String(rows.length)} evaluations`);
  return row;
}

const isRunning = async (submission: string) => (await evaluation(submission)).state === "running";

const file = (number: number) => wdbcFile(sample, number);

test("two workers share sixty files, and none is scored twice", async () => {
  const second = await oneMoreWorker();
  // Both begin when all is there, so that neither is done before the other has begun.
  installation.signal("worker", "SIGSTOP");
  second.kill("SIGSTOP");
  const sending = Array.from({ length: 60 }, async (_, number) => client.submit("wdbc", file(number)));
  const ids = await Promise.all(sending);
  installation.signal("worker", "SIGCONT");
  second.kill("SIGCONT");

  await until(async () => {
    const [open] = await sql`select count(*)::int as n from evaluations where state <> 'scored'`;
    return open?.["n"] === 0;
  }, 60_000);

  const rows = await Promise.all(ids.map(evaluation));
  expect(rows.every(({ attempts, fence }) => attempts === 1 && fence === 1)).toBe(true);
  const claimants = rows.map(({ claimed_by }) => claimed_by);
  const machines = await sql`select distinct pid from heartbeats where process_id in ${sql(claimants)}`;
  second.kill("SIGKILL");
  expect(machines).toHaveLength(2);
  const [audited] = await sql`
    select count(*)::int as lines, count(distinct subject)::int as evaluations from audit_events where verb = 'record_evaluation'`;
  expect(audited?.["lines"]).toBe(audited?.["evaluations"]);
});

test("one worker dies and one freezes in the middle of a score: each file is scored once within 90 s, and the frozen one's late result is refused", async () => {
  const frozen = await oneMoreWorker();
  // With the object store frozen, whoever has claimed a file waits for its bytes: the middle of a score.
  installation.signal("worker", "SIGSTOP");
  frozen.kill("SIGSTOP");
  const first = await client.submit("wdbc", file(1001));
  installation.signal("objectStore", "SIGSTOP");
  frozen.kill("SIGCONT");
  await until(() => isRunning(first), 10_000);
  frozen.kill("SIGSTOP");
  installation.signal("objectStore", "SIGCONT");
  const second = await client.submit("wdbc", file(1002));
  installation.signal("objectStore", "SIGSTOP");
  installation.signal("worker", "SIGCONT");
  await until(() => isRunning(second), 10_000);
  installation.signal("worker", "SIGKILL");
  installation.signal("objectStore", "SIGCONT");

  const isScored = async (id: string) => (await evaluation(id)).state === "scored";
  await until(async () => (await isScored(first)) && (await isScored(second)), 90_000);

  const before = await evaluation(first);
  expect(before).toMatchObject({ attempts: 2, fence: 2 });
  expect(await evaluation(second)).toMatchObject({ attempts: 2, fence: 2 });
  frozen.kill("SIGCONT");
  await until(() => said(frozen).includes("a late result was refused"), 30_000);
  expect(await evaluation(first)).toEqual(before);
  frozen.kill("SIGKILL");
});

test("a worker that is asked to stop in the middle of a score gives it back at once", async () => {
  const leaving = await oneMoreWorker();
  installation.signal("worker", "SIGSTOP");
  leaving.kill("SIGSTOP");
  const id = await client.submit("wdbc", file(2001));
  installation.signal("objectStore", "SIGSTOP");
  leaving.kill("SIGCONT");
  await until(() => isRunning(id), 10_000);

  leaving.kill("SIGTERM");
  await until(() => leaving.exitCode !== null, 10_000);

  expect(leaving.exitCode).toBe(0);
  expect(await evaluation(id)).toMatchObject({ state: "queued", attempts: 0 });
  installation.signal("objectStore", "SIGCONT");
  installation.signal("worker", "SIGCONT");
  await until(async () => (await evaluation(id)).state === "scored", 30_000);
});

test("after all this every invariant holds, and no job is left under a dead worker's lock", async () => {
  await until(async () => {
    const [left] = await sql`select count(*)::int as n from graphile_worker._private_jobs`;
    return left?.["n"] === 0;
    // What waits behind a dead worker's background job waits until its silence is noticed, a minute later.
  }, 150_000);

  expect(installation.invariants()).toEqual({ status: 0, output: "every invariant holds\n" });
});
