import postgres from "postgres";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { DemonstrationClient, wdbcFile } from "#tests/support/demonstration-client.ts";
import {
  copyOf,
  partNames,
  pause,
  removeData,
  startInstallation,
  until,
  type Installation,
  type PartName,
} from "#tests/support/installation.ts";

let data: string;
let installation: Installation;
let client: DemonstrationClient;
let sample: string;
let files = 0;

beforeAll(async () => {
  data = copyOf(inject("seededData"));
  installation = await startInstallation(data);
  await installation.isOpen();
  const sql = postgres(await installation.ownerUrl(), { max: 1 });
  // The quota is not what is tried here.
  await sql`update challenges set daily_limit = 100000`;
  await sql.end();
  client = await DemonstrationClient.signIn(installation.site);
  sample = await client.sample("wdbc");
});
afterAll(async () => {
  await installation.stop();
  removeData(data);
});

const nextFile = () => wdbcFile(sample, (files += 1));

type Readiness = { status: string; parts: Record<string, boolean> };

/** What `/readyz` says; null while nobody answers. */
async function readiness(): Promise<Readiness | null> {
  try {
    const answer = await fetch(`${installation.site}/readyz`, { signal: AbortSignal.timeout(4_000) });
    const said: Readiness = await answer.json();
    return said;
  } catch {
    return null;
  }
}

/** Whether the site is ready, and all that works beside it is there. */
async function isReady(): Promise<boolean> {
  const { status, parts } = (await readiness()) ?? { status: "away", parts: {} };
  return status === "ready" && Object.values(parts).every((isGood) => isGood);
}

/** Kills a part as often as it comes back. */
async function keepDown(part: PartName, forMs: number): Promise<void> {
  const endsAt = Date.now() + forMs;
  while (Date.now() < endsAt) {
    const pid = installation.findPid(part);
    if (pid !== null) installation.kill(pid);
    await pause(100);
  }
}

test.each(partNames)("%s killed with -9 is back within ten seconds", async (part) => {
  const killed = installation.pidOf(part);

  process.kill(killed, "SIGKILL");
  await until(() => ![null, killed].includes(installation.findPid(part)), 10_000);

  await until(isReady, 10_000);
});

test("web killed right after its 201: the submission is there, and the same key gives it again", async () => {
  const content = nextFile();
  const id = await client.submit("wdbc", content, "key before the kill");
  installation.signal("web", "SIGKILL");

  await until(isReady, 20_000);

  expect(await client.submit("wdbc", content, "key before the kill")).toBe(id);
  expect((await client.submission(id, 60)).state, await waiting()).toBe("scored");
});

type Visit = { language: "fr" | "en"; status: number; text: string; ms: number };

const unavailable = {
  fr: "Le site est momentanément indisponible",
  en: "The site is not available for the moment",
};

async function visit(language: "fr" | "en", path: string): Promise<Visit> {
  const startedAt = Date.now();
  const answer = await fetch(`${installation.site}/${language}${path}`, {
    signal: AbortSignal.timeout(30_000),
  });
  const text = await answer.text();
  return { language, status: answer.status, text, ms: Date.now() - startedAt };
}

/** Sends one file after the other until told to stop, each until it is accepted, with a key of its own as a careful
 * client does; and looks at pages meanwhile. */
async function traffic(outage: Promise<void>) {
  const accepted: string[] = [];
  const refusals: unknown[] = [];
  const visits: Visit[] = [];
  const state = { isOver: false };
  const run = String(files);
  const send = async (number: number) => {
    const content = nextFile();
    for (;;) {
      const { status, body } = await client.send("wdbc", content, `run ${run}, file ${String(number)}`);
      if (status === 201) return accepted.push(idOf(body));
      if (status !== 503) throw new Error(`A file was answered with ${String(status)}.`);
      refusals.push(body);
      await pause(300);
    }
  };
  const sending = (async () => {
    for (let number = 0; !state.isOver; number++) await send(number);
  })();
  const looking = (async () => {
    for (let number = 0; !state.isOver; number++) {
      visits.push(await visit(number % 2 === 0 ? "fr" : "en", "/challenges"));
      await pause(200);
    }
  })();
  await outage;
  await until(isReady, 30_000);
  state.isOver = true;
  await Promise.all([sending, looking]);
  return { accepted, refusals, visits };
}

function idOf(body: unknown): string {
  if (typeof body === "object" && body !== null && "id" in body && typeof body.id === "string")
    return body.id;
  throw new Error(`No id in ${JSON.stringify(body)}`);
}

async function expectAllScored(ids: readonly string[]): Promise<void> {
  for (const id of ids) expect((await client.submission(id, 60)).state, await waiting()).toBe("scored");
}

/** What a file waits for, where it is not scored in time: the queue, and the last words of whoever scores. */
async function waiting(): Promise<string> {
  const sql = postgres(await installation.ownerUrl(), { max: 1 });
  const jobs = await sql`
    select task_id, attempts, run_at - now() as runs_in, locked_at, locked_by, last_error from graphile_worker._private_jobs`;
  await sql.end();
  return `${JSON.stringify(jobs)}\n${installation.logOf("worker").slice(-4_000)}`;
}

/** Every file that was accepted during an outage, and no other, is in the database. */
async function recorded(ids: readonly string[]): Promise<number> {
  const sql = postgres(await installation.ownerUrl(), { max: 1 });
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from submissions where id in ${sql(ids)}`;
  await sql.end();
  return row?.count ?? 0;
}

test("ten seconds without database: pages say so at once in their language, nothing is lost, work goes on", async () => {
  const seen: (Readiness | null)[] = [];
  const outage = (async () => {
    await pause(500);
    const down = keepDown("postgres", 10_000);
    await pause(3_000);
    seen.push(await readiness());
    await down;
  })();

  const { accepted, refusals, visits } = await traffic(outage);

  expect(seen).toEqual([
    { status: "not_ready", parts: { database: false, objectStore: true, worker: false } },
  ]);
  const failed = visits.filter(({ status }) => status !== 200);
  expect(failed.length).toBeGreaterThan(5);
  expect(new Set(failed.map(({ language }) => language))).toEqual(new Set(["fr", "en"]));
  for (const { language, status, text } of failed) {
    expect(status).toBe(503);
    expect(text).toContain(unavailable[language]);
  }
  expect(Math.max(...failed.map(({ ms }) => ms))).toBeLessThan(5_000);
  for (const refusal of refusals) expect(refusal).toMatchObject({ code: "unavailable", status: 503 });
  await expectAllScored(accepted);
  expect(await recorded(accepted)).toBe(accepted.length);
});

test("ten seconds without object store: uploads are refused with 503, pages stay, nothing is lost", async () => {
  const seen: (Readiness | null)[] = [];
  const outage = (async () => {
    await pause(500);
    const down = keepDown("objectStore", 10_000);
    await pause(3_000);
    seen.push(await readiness());
    await down;
  })();

  const { accepted, refusals, visits } = await traffic(outage);

  expect(seen).toEqual([
    // The rest of the site works, and no balancer could help by leaving out this process.
    { status: "ready", parts: { database: true, objectStore: false, worker: true } },
  ]);
  expect(visits.every(({ status }) => status === 200)).toBe(true);
  expect(refusals.length).toBeGreaterThan(0);
  for (const refusal of refusals) expect(refusal).toMatchObject({ code: "unavailable", status: 503 });
  await expectAllScored(accepted);
  expect(await recorded(accepted)).toBe(accepted.length);
});

test("the logs of all this name nobody and hold no secret, no link and no line of a file", async () => {
  const form = new URLSearchParams({ email: "canary.person@example.org", password: "canary-password" });
  const headers = { Origin: installation.site, "Content-Type": "application/x-www-form-urlencoded" };
  await fetch(`${installation.site}/en/sign-in`, { method: "POST", body: form, headers });
  await fetch(`${installation.site}/en/new-password?token=canary-token`);
  await client.send("wdbc", "id,malignant\ncanary-line,canary-value\n", "canary-key");
  await fetch(`${installation.site}/api/v1/challenges`, {
    headers: { Authorization: "Bearer canary-bearer" },
  });
  // A text that PostgreSQL refuses: a fault of ours, whose message would quote it.
  const odd = new URLSearchParams({ email: "canary.nul\0@example.org", password: "canary-password" });
  await fetch(`${installation.site}/en/sign-in`, { method: "POST", body: odd, headers });

  const logs = installation.logs();

  expect(logs).toContain("/en/new-password");
  for (const secret of ["canary", "demo.local", "demo-palmares", client.token, "X-Amz-Signature", "cyto_"])
    expect(logs).not.toContain(secret);
});

test("after all this every invariant holds, and each submission was scored once", async () => {
  const sql = postgres(await installation.ownerUrl(), { max: 1 });
  const open = await sql`select id from evaluations where state <> 'scored'`;
  await sql.end();

  expect(open).toEqual([]);
  expect(installation.invariants()).toEqual({ status: 0, output: "every invariant holds\n" });
});
