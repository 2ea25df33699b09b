import { once } from "node:events";
import type { Socket } from "node:net";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { DemonstrationClient, wdbcFile } from "#tests/support/demonstration-client.ts";
import {
  copyOf,
  removeData,
  startInstallation,
  until,
  type Installation,
} from "#tests/support/installation.ts";
import { statusOf, WebProcess } from "#tests/support/web-process.ts";

/** A web process that is asked to stop while it is in use. */

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

/** All that comes on a connection. */
function heard(socket: Socket): { text: string; isOver: Promise<unknown> } {
  const all = { text: "", isOver: new Promise((resolve) => socket.once("close", resolve)) };
  socket.on("data", (chunk: Buffer) => (all.text += chunk.toString())).on("error", () => {});
  return all;
}

test("it says that it stops, goes on answering, lets an upload end, and then ends by itself", async () => {
  const web = await WebProcess.start(data, { DRAIN_SECONDS: "20", SHUTDOWN_SECONDS: "120" });
  const hasEnded = once(web.child, "exit");
  const client = await DemonstrationClient.signIn(web.site);
  const file = wdbcFile(await client.sample("wdbc"), 4_711);

  const page = await web.open();
  const stream = heard(page);
  page.write("GET /events?board=x HTTP/1.1\r\nHost: localhost\r\n\r\n");
  const sender = await web.open();
  const upload = heard(sender);
  const head = `POST /api/v1/challenges/wdbc/submissions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${client.token}\r\nContent-Type: text/csv\r\nContent-Length: ${String(Buffer.byteLength(file))}\r\n\r\n`;
  sender.write(head + file.slice(0, 100));
  const kept = await web.open();
  const idle = heard(kept);
  kept.write("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await until(() => stream.text.includes("retry:") && idle.text.includes('{"status":"ok"}'), 20_000);

  web.child.kill("SIGTERM");

  // The page is sent away at once, and told when to come again.
  await until(() => stream.text.endsWith("\r\n0\r\n\r\n"), 20_000);
  expect(stream.text).toMatch(/retry: \d+\n\n\r\n0\r\n\r\n$/);
  // The listener is still there: balancers see that the process wants no more, everybody else is answered.
  const readiness = await web.ask("/readyz");
  expect(statusOf(readiness)).toBe(503);
  expect(readiness).toContain('"status":"stopping"');
  expect(statusOf(await web.ask("/en"))).toBe(200);
  // Who has kept a connection hears that it ends.
  kept.write("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await idle.isOver;
  expect(idle.text).toMatch(/connection: close/i);

  const isClosed = async () => {
    const attempt = await web.open().catch(() => null);
    attempt?.destroy();
    return attempt === null;
  };
  await until(isClosed, 60_000);
  expect(web.child.exitCode).toBeNull();
  sender.write(file.slice(100));
  await upload.isOver;
  expect(statusOf(upload.text)).toBe(201);
  expect(upload.text).toMatch(/connection: close/i);
  expect(await hasEnded).toEqual([0, null]);
});

test("what does not end within its time is cut off", async () => {
  const web = await WebProcess.start(data, { DRAIN_SECONDS: "0", SHUTDOWN_SECONDS: "1" });
  const hasEnded = once(web.child, "exit");
  const sender = await web.open();
  const upload = heard(sender);
  sender.write(
    "POST /en/sign-in HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nemail=",
  );
  expect(statusOf(await web.ask("/en"))).toBe(200);

  web.child.kill("SIGTERM");

  await upload.isOver;
  expect(statusOf(upload.text)).not.toBe(200);
  expect(await hasEnded).toEqual([0, null]);
});

test("somebody at the keyboard does not wait for balancers", async () => {
  const web = await WebProcess.start(data, { DRAIN_SECONDS: "600", SHUTDOWN_SECONDS: "600" });
  const hasEnded = once(web.child, "exit");

  web.child.kill("SIGINT");

  expect(await hasEnded).toEqual([0, null]);
});
