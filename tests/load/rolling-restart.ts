import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { Agent, request, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "#db/embedded/ports.ts";
import { DemonstrationClient, wdbcFile } from "#tests/support/demonstration-client.ts";
import { pause, until } from "#tests/support/installation.ts";
import { WebProcess } from "#tests/support/web-process.ts";
import postgres from "postgres";
import { embeddedOwnerUrl } from "#app/cli/supervisor/embedded-world.ts";

/** Restarts two web processes in turn behind haproxy while they are in use, and counts what was lost: DATA_DIR is that of a
 * demonstration that runs. `DATA_DIR=… node --import tsx tests/load/rolling-restart.ts` */

const readsPerSecond = 15;
const uploadTakesMs = 8_000;
const haproxy = ["/usr/sbin/haproxy", "haproxy"].find((path) => spawnSync(path, ["-v"]).status === 0);
const dataFolder = process.env["DATA_DIR"];

if (haproxy === undefined) console.log("haproxy is not installed: nothing was measured.");
else if (dataFolder === undefined) console.log("DATA_DIR must be that of a demonstration that runs.");
else await measure(haproxy, dataFolder);

type Node = { port: number; web: WebProcess };
type Counts = { asked: number; lost: string[] };

async function measure(program: string, data: string): Promise<void> {
  await withoutQuota(data);
  const sitePort = await freePort();
  const settings = { PUBLIC_URL: `http://127.0.0.1:${String(sitePort)}`, TRUST_PROXY: "1" };
  const start = async (port: number): Promise<Node> => ({
    port,
    web: await WebProcess.start(data, { ...settings, PORT: String(port) }),
  });
  const nodes = await Promise.all([await freePort(), await freePort()].map(start));
  const proxy = spawn(
    program,
    [
      "-f",
      configuration(
        sitePort,
        nodes.map(({ port }) => port),
      ),
      "-db",
    ],
    { stdio: "ignore" },
  );
  try {
    const site = `http://127.0.0.1:${String(sitePort)}`;
    await until(() => isReady(site), 20_000);
    console.log(JSON.stringify(await restartUnderLoad(site, nodes, start)));
  } finally {
    await stopAll(proxy, nodes);
  }
}

async function restartUnderLoad(site: string, nodes: Node[], start: (port: number) => Promise<Node>) {
  const client = await DemonstrationClient.signIn(site);
  const sample = await client.sample("wdbc");
  const counts = {
    reads: { asked: 0, lost: [] },
    submissions: { asked: 0, lost: [] },
    uploads: { asked: 0, lost: [] },
  } satisfies Record<string, Counts>;
  const state = { isOver: false };
  const under = [
    repeat(
      state,
      1_000 / readsPerSecond,
      counts.reads,
      async () =>
        (await fetch(`${site}/en/challenges/wdbc/leaderboard`, { signal: AbortSignal.timeout(60_000) }))
          .status === 200,
    ),
    repeat(
      state,
      1_000,
      counts.submissions,
      async (number) => (await client.send("wdbc", wdbcFile(sample, number))).status === 201,
    ),
    repeat(
      state,
      2_000,
      counts.uploads,
      async (number) => (await slowUpload(site, client.token, wdbcFile(sample, 10_000 + number))) === 201,
    ),
  ];
  const restartedMs: number[] = [];
  await pause(4_000);
  for (const [index, node] of nodes.entries()) {
    const begun = Date.now();
    await node.web.stop("SIGTERM");
    restartedMs.push(Date.now() - begun);
    nodes[index] = await start(node.port);
    await until(() => isReady(nodes[index]?.web.site ?? ""), 30_000);
    await pause(4_000);
  }
  state.isOver = true;
  await Promise.all(under);
  const lost = Object.values(counts).flatMap((one: Counts) => one.lost);
  const asked = Object.fromEntries(Object.entries(counts).map(([name, one]) => [name, one.asked]));
  return {
    measure: "rolling restart of two web processes",
    asked,
    stoppedAfterMs: restartedMs,
    lost: lost.length,
    reasons: [...new Set(lost)],
  };
}

/** Begins one every so often without waiting for the one before. */
async function repeat(
  state: { isOver: boolean },
  everyMs: number,
  counts: Counts,
  send: (number: number) => Promise<boolean>,
) {
  const sent: Promise<void>[] = [];
  while (!state.isOver) {
    counts.asked += 1;
    const attempt = send(counts.asked).then(
      (isGood) => {
        if (!isGood) counts.lost.push("another status");
      },
      (error: unknown) => {
        counts.lost.push(
          error instanceof Error ? `${error.message} ${String(error.cause ?? "")}` : "unknown",
        );
      },
    );
    sent.push(attempt);
    await pause(everyMs);
  }
  await Promise.all(sent);
}

/** A submission whose body takes eight seconds to arrive. */
async function slowUpload(site: string, token: string, file: string): Promise<number | undefined> {
  const { port, pathname } = new URL(`${site}/api/v1/challenges/wdbc/submissions`);
  const headers = {
    Authorization: `Bearer ${token}`,
    "Content-Type": "text/csv",
    "Content-Length": Buffer.byteLength(file),
  };
  const sending = request({
    host: "127.0.0.1",
    port,
    path: pathname,
    method: "POST",
    headers,
    agent: new Agent(),
  });
  const answered = once(sending, "response");
  // A connection that is lost while the body is being sent is told by the awaiting below.
  answered.catch(() => {});
  sending.on("error", () => {});
  const steps = 16;
  for (let step = 0; step < steps; step++) {
    sending.write(
      file.slice(Math.floor((step * file.length) / steps), Math.floor(((step + 1) * file.length) / steps)),
    );
    await pause(uploadTakesMs / steps);
  }
  sending.end();
  const [response]: IncomingMessage[] = await answered;
  response?.resume();
  return response?.statusCode;
}

/** What an operator would write: readiness decides, a connection that could not be made is tried elsewhere. */
function configuration(port: number, nodes: number[]): string {
  const servers = nodes.map(
    (node, index) => `  server web${String(index)} 127.0.0.1:${String(node)} check inter 1s fall 1 rise 1`,
  );
  const path = join(mkdtempSync(join(tmpdir(), "palmares-proxy-")), "haproxy.cfg");
  writeFileSync(
    path,
    `defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
  option forwardfor
  option redispatch
  retries 3
frontend site
  bind 127.0.0.1:${String(port)}
  default_backend web
backend web
  balance roundrobin
  option httpchk GET /readyz
${servers.join("\n")}
`,
  );
  return path;
}

/** The quota is not what is tried here. */
async function withoutQuota(data: string): Promise<void> {
  const sql = postgres(await embeddedOwnerUrl(data), { max: 1 });
  await sql`update challenges set daily_limit = 100000`;
  await sql.end();
}

async function isReady(site: string): Promise<boolean> {
  return fetch(`${site}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function stopAll(proxy: ChildProcess, nodes: Node[]): Promise<void> {
  const hasEnded = once(proxy, "exit");
  proxy.kill("SIGTERM");
  await Promise.all([hasEnded, ...nodes.map(({ web }) => web.stop("SIGINT"))]);
}
