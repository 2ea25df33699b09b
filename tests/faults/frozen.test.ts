import { spawnSync } from "node:child_process";
import postgres from "postgres";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { DemonstrationClient, wdbcFile } from "#tests/support/demonstration-client.ts";
import {
  copyOf,
  partNames,
  removeData,
  startInstallation,
  until,
  type Installation,
  type PartName,
} from "#tests/support/installation.ts";

let data: string;
let installation: Installation;

beforeAll(async () => {
  data = copyOf(inject("seededData"));
  installation = await startInstallation(data);
  await installation.isOpen();
});
afterAll(async () => {
  await installation.stop();
  removeData(data);
});

/** A part stands still, and with it all that it has started. */
function freeze(part: PartName): number {
  const pid = installation.pidOf(part);
  for (const one of [pid, ...childrenOf(pid)]) process.kill(one, "SIGSTOP");
  return pid;
}

function childrenOf(pid: number): number[] {
  const { stdout } = spawnSync("ps", ["-o", "pid=", "--ppid", String(pid)], { encoding: "utf8" });
  return stdout.split("\n").flatMap((line) => (line.trim() === "" ? [] : [Number(line)]));
}

/** Far more than the minute that it takes: the machine may be busy. */
const restartedWithinMs = 180_000;

async function isRestarted(part: PartName, frozen: number): Promise<void> {
  await until(() => ![null, frozen].includes(installation.findPid(part)), restartedWithinMs);
}

async function status(path: string): Promise<number> {
  const answer = await fetch(`${installation.site}${path}`, { signal: AbortSignal.timeout(60_000) });
  await answer.text();
  return answer.status;
}

const isReady = async () => (await status("/readyz").catch(() => 0)) === 200;

async function submitAndScore(number: number): Promise<string> {
  const client = await DemonstrationClient.signIn(installation.site);
  const id = await client.submit("wdbc", wdbcFile(await client.sample("wdbc"), number));
  await until(async () => (await client.submission(id)).state === "scored", 120_000);
  return id;
}

test("worker, jobs and object store that stand still are ended and started again, one after the silence of a minute", async () => {
  const frozen = (["worker", "jobs", "objectStore"] as const).map((part) => ({ part, pid: freeze(part) }));

  for (const { part, pid } of frozen) await isRestarted(part, pid);

  await until(isReady, 60_000);
  await submitAndScore(1);
});

test("while the database stands still a page says that it is unavailable; it and a frozen web are started again", async () => {
  const database = freeze("postgres");

  expect(await status("/en/calls")).toBe(503);
  const web = freeze("web");
  await isRestarted("postgres", database);
  await isRestarted("web", web);

  await until(isReady, 60_000);
  await submitAndScore(2);
});

test("a supervisor that was paused with all its parts ends none of them when it wakes", async () => {
  const pids = () => partNames.map((part) => installation.findPid(part));
  const before = pids();
  installation.signalGroup("SIGSTOP");
  await new Promise((resume) => setTimeout(resume, 45_000));
  installation.signalGroup("SIGCONT");

  await until(isReady, 60_000);
  await submitAndScore(3);

  expect(pids()).toEqual(before);
});

test("a seeding of another version is completed around, and one that cannot be completed keeps nobody out", async () => {
  const sql = postgres(await installation.ownerUrl(), { max: 1, onnotice: () => {} });
  await sql`delete from installation where key = 'demonstration'`;
  await sql`update people set email = 'another.captain@invented.invalid' where display_name = 'Solène Aubrac'`;
  await sql.unsafe(`create function refuse_mark() returns trigger language plpgsql as $$ begin
    raise exception 'the mark is refused'; end $$;
    create trigger refuse_mark before insert on installation execute function refuse_mark()`);
  await sql.end();
  await installation.stop();
  installation = await startInstallation(data);
  await installation.isOpen();
  expect(installation.output).toContain("The demonstration world could not be completed");

  const again = postgres(await installation.ownerUrl(), { max: 1, onnotice: () => {} });
  await again.unsafe("drop trigger refuse_mark on installation; drop function refuse_mark");
  await again.end();
  await installation.stop();
  installation = await startInstallation(data);
  await installation.isOpen();

  expect(installation.output).toContain("demonstration world is ready");
  expect(installation.invariants()).toEqual({ status: 0, output: "every invariant holds\n" });
});
