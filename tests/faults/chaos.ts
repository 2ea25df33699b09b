import postgres from "postgres";
import { argv } from "node:process";
import { DemonstrationClient, wdbcFile } from "#tests/support/demonstration-client.ts";
import {
  partNames,
  pause,
  removeData,
  startInstallation,
  temporaryFolder,
  until,
} from "#tests/support/installation.ts";
import { join } from "node:path";

/** Random faults under traffic, then calm: `npm run chaos -- [minutes] [seed]` (3 minutes, seed 1). An installation of its
 * own is started below the temporary folder; its parts are killed, frozen for up to fifteen seconds or for good, or all
 * killed at once and started again. A careful client sends files the whole time, each with its key until it is accepted. In the end
 * what was acknowledged, what is recorded and what is scored must be the same, each once, and every invariant must hold. */

const minutes = Number(argv[2] ?? 3);
const random = seeded(Number(argv[3] ?? 1));

const data = join(temporaryFolder(), "data");
let installation = await startInstallation(data);
await installation.isOpen(300_000);
await execute((sql) => sql`update challenges set daily_limit = 100000`);
let client = await DemonstrationClient.signIn(installation.site);
const sample = await client.sample("wdbc");
const acknowledged = new Set<string>();
const state = { isOver: false, sent: 0 };

const clients = [1, 2, 3].map((number) => sendFiles(number));
const endsAt = Date.now() + minutes * 60_000;
while (Date.now() < endsAt) {
  await pause(1_000 + random() * 4_000);
  await oneFault();
}
state.isOver = true;
await Promise.all(clients);
console.log(`${String(acknowledged.size)} files were acknowledged; waiting for calm`);
await until(async () => (await open()) === 0, 180_000);
await judge();
await installation.stop();
removeData(data);

async function sendFiles(sender: number): Promise<void> {
  while (!state.isOver) {
    const number = (state.sent += 1);
    const key = `chaos ${String(sender)} ${String(number)}`;
    const content = wdbcFile(sample, number);
    for (;;) {
      // Between two installations nobody listens; a lost answer is asked for again with the same key.
      const answer = await client.send("wdbc", content, key).catch(() => ({ status: 0, body: null }));
      if (answer.status === 201) {
        acknowledged.add(idOf(answer.body));
        break;
      }
      if (![0, 500, 503].includes(answer.status)) throw new Error(`Answered with ${String(answer.status)}`);
      await pause(300);
    }
  }
}

async function oneFault(): Promise<void> {
  const part = partNames[Math.floor(random() * partNames.length)] ?? "web";
  const chance = random();
  const pid = installation.findPid(part);
  if (chance < 0.05) return restartAll();
  if (pid === null) return;
  if (chance < 0.7) {
    console.log(`kill -9 ${part}`);
    installation.kill(pid);
    return;
  }
  if (chance > 0.95) {
    console.log(`freeze ${part} until it is started again`);
    process.kill(pid, "SIGSTOP");
    return;
  }
  const ms = 1_000 + random() * 14_000;
  console.log(`freeze ${part} for ${(ms / 1000).toFixed(1)} s`);
  process.kill(pid, "SIGSTOP");
  await pause(ms);
  process.kill(pid, "SIGCONT");
}

async function restartAll(): Promise<void> {
  console.log("kill -9 everything");
  installation.signalGroup("SIGKILL");
  await installation.hasEnded();
  installation = await startInstallation(data);
  await installation.isOpen();
  client = new DemonstrationClient(installation.site, client.token);
}

async function open(): Promise<number> {
  const [row] = await execute(
    (sql) => sql`select count(*)::int as n from evaluations where state in ('queued', 'running')`,
  ).catch(() => [{ n: -1 }]);
  return Number(row?.["n"]);
}

async function judge(): Promise<void> {
  const rows = await execute(
    (sql) => sql`
      select k.submission_id as id, e.state, (select count(*)::int from audit_events a
        where a.verb = 'record_evaluation' and a.subject = e.id) as outcomes
      from idempotency_keys k left join evaluations e on e.submission_id = k.submission_id`,
  );
  const recorded = new Set(rows.map((row) => String(row["id"])));
  const lost = [...acknowledged].filter((id) => !recorded.has(id));
  const unknown = [...recorded].filter((id) => !acknowledged.has(id));
  const notOnce = rows.filter((row) => row["state"] !== "scored" || row["outcomes"] !== 1);
  const invariants = installation.invariants();
  console.log(
    `lost ${String(lost.length)}, not acknowledged ${String(unknown.length)}, not scored exactly once ${String(notOnce.length)}`,
  );
  console.log(invariants.output.trim());
  const isGood = lost.length + unknown.length + notOnce.length === 0 && invariants.status === 0;
  process.exitCode = isGood ? 0 : 1;
}

async function execute(query: (sql: postgres.Sql) => postgres.PendingQuery<postgres.Row[]>) {
  const sql = postgres(await installation.ownerUrl(), { max: 1 });
  try {
    return await query(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

function idOf(body: unknown): string {
  if (typeof body === "object" && body !== null && "id" in body && typeof body.id === "string")
    return body.id;
  throw new Error(`No id in ${JSON.stringify(body)}`);
}

/** A small generator of numbers in [0, 1) (mulberry32), so that a run can be repeated. */
function seeded(seed: number): () => number {
  let s = seed;
  return () => {
    s = (s + 0x6d2b79f5) | 0;
    let t = Math.imul(s ^ (s >>> 15), 1 | s);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
