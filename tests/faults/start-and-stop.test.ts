import { once } from "node:events";
import { connect, createServer } from "node:net";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { embeddedWorld } from "#app/cli/supervisor/embedded-world.ts";
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
let submission: string;

beforeAll(() => {
  data = copyOf(inject("seededData"));
});
afterAll(async () => {
  await installation.stop();
  removeData(data);
});

async function listens(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      answer(true);
    });
    socket.once("error", () => {
      answer(false);
    });
  });
}

/** Takes a port away, as another program of this machine may between two starts. */
async function hold(port: number): Promise<() => void> {
  const server = createServer().listen(port, "127.0.0.1");
  await once(server, "listening");
  return () => server.close();
}

/** What is left of an installation: its processes, and its ports that still answer. */
async function remains({ port, processes }: { port: number; processes: () => unknown[] }) {
  const { postgresPort, storePort } = await embeddedWorld(data);
  const open = await Promise.all([port, postgresPort, storePort].map(listens));
  return { processes: processes(), openPorts: open.filter((isOpen) => isOpen).length };
}

const left = () => remains({ port: installation.port, processes: () => installation.processes() });
const nothing = { processes: [], openPorts: 0 };

test("the first start says which part is ready, one line each, and last the address and the accounts", () => {
  const lines = inject("firstOutput").trim().split("\n");

  const parts = ["PostgreSQL", "object store", "scoring worker", "jobs", "demonstration world", "web"];
  for (const part of parts) expect(lines.filter((line) => line === `${part} is ready`)).toHaveLength(1);
  expect(lines.at(-2)).toMatch(/^Palmarès is open at http:\/\/localhost:\d+$/);
  expect(lines.at(-1)).toMatch(/competitor@demo\.local.*admin@demo\.local/);
});

test("killed with -9 and its ports taken by others, everything starts again and finds all its data", async () => {
  installation = await startInstallation(data);
  await installation.isOpen();
  const client = await DemonstrationClient.signIn(installation.site);
  submission = await client.submit("wdbc", wdbcFile(await client.sample("wdbc"), 1));
  const before = await client.submission(submission, 30);
  expect(before.state).toBe("scored");

  installation.signalGroup("SIGKILL");
  await installation.hasEnded();
  const { postgresPort, storePort } = await embeddedWorld(data);
  const letGo = await Promise.all([postgresPort, storePort].map(hold));
  installation = await startInstallation(data);
  await installation.isOpen();
  for (const free of letGo) free();

  const again = new DemonstrationClient(installation.site, client.token);
  expect(await again.submission(submission)).toEqual(before);
  expect(installation.output).not.toContain("seeding");
  expect(installation.invariants()).toEqual({ status: 0, output: "every invariant holds\n" });
});

test("the doctor finds nothing to put right in it, and the address when the site is said to stand elsewhere", () => {
  const well = installation.doctor();
  const elsewhere = installation.doctor({ PUBLIC_URL: "http://localhost:1" });

  expect(well.output).toMatch(/\nall is well\n$/);
  expect(well.status).toBe(0);
  expect(elsewhere.output).toMatch(/^wrong +site: answers: .*cannot be reached/m);
  expect(elsewhere.status).toBe(1);
});

test("Ctrl-C, even twice, stops everything within ten seconds and leaves nothing", async () => {
  installation.signalTwice("SIGINT", "group");

  expect(await installation.hasEnded(10_000)).toBe(0);
  expect(await left()).toEqual(nothing);
});

test("SIGTERM to the first process, even twice, does the same", async () => {
  installation = await startInstallation(data);
  await installation.isOpen();

  installation.signalTwice("SIGTERM", "process");

  expect(await installation.hasEnded(10_000)).toBe(0);
  expect(await left()).toEqual(nothing);
});

test("a signal in the middle of a start leaves nothing either", async () => {
  installation = await startInstallation(data);
  await until(() => installation.output.includes("PostgreSQL is ready"), 20_000);

  installation.process.kill("SIGTERM");

  expect(await installation.hasEnded(10_000)).toBe(0);
  expect(await left()).toEqual(nothing);
});

test.each([
  ["PORT", "seventy"],
  ["LOG_LEVEL", "loud"],
  ["PUBLIC_URL", "not an address"],
  ["DEMO", "perhaps"],
])("a wrong %s stops the start with a sentence that names it", async (name, value) => {
  const attempt = await startInstallation(data, { [name]: value });

  expect(await attempt.hasEnded(60_000)).toBe(1);
  expect(attempt.output).toMatch(
    new RegExp(`The environment cannot be used\\. ${name}: .+ See \\.env\\.example\\.`),
  );
  expect(attempt.processes()).toEqual([]);
});

test("the demonstration accounts are not offered to the network", async () => {
  installation = await startInstallation(data, { HOST: "0.0.0.0" });

  expect(await installation.hasEnded(60_000)).toBe(1);
  expect(installation.output).toContain("Set DEMO=1 if that is meant.");
  expect(await left()).toEqual(nothing);
});
