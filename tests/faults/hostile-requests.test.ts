import { mkdtempSync, readdirSync } from "node:fs";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { eventStreams, sockets } from "#app/limits.ts";
import { policyMatrix } from "#tests/access/policy-matrix.ts";
import { DemonstrationClient } from "#tests/support/demonstration-client.ts";
import {
  copyOf,
  removeData,
  startInstallation,
  until,
  type Installation,
} from "#tests/support/installation.ts";
import { statusOf, WebProcess } from "#tests/support/web-process.ts";

/** What strangers send to a web process as it runs in production, byte by byte. */

let installation: Installation;
let web: WebProcess;
let proxied: WebProcess;
const temporary = mkdtempSync(join(tmpdir(), "palmares-spool-"));

beforeAll(async () => {
  const data = copyOf(inject("seededData"));
  installation = await startInstallation(data);
  await installation.isOpen();
  [web, proxied] = await Promise.all([
    WebProcess.start(data, { TMPDIR: temporary }),
    WebProcess.start(data, { TRUST_PROXY: "1" }),
  ]);
});
afterAll(async () => {
  expect([...web.bugs(), ...proxied.bugs()]).toEqual([]);
  await Promise.all([web.stop(), proxied.stop()]);
  await installation.stop();
  removeData(installation.folder);
});

const own = () => ({ Origin: `http://localhost:${String(web.port)}` });
const form = { "Content-Type": "application/x-www-form-urlencoded" };
const posted = (target: string, body: string, headers: Record<string, string>) => {
  const all = { Host: `localhost:${String(web.port)}`, Connection: "close", ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  const length = `Content-Length: ${String(Buffer.byteLength(body))}`;
  return web.raw(`POST ${target} HTTP/1.1\r\n${lines.join("\r\n")}\r\n${length}\r\n\r\n${body}`);
};

const always = [
  /^content-security-policy: .*frame-ancestors 'none'/im,
  /^x-content-type-options: nosniff\r$/im,
  /^strict-transport-security: max-age=31536000\r$/im,
  /^referrer-policy: strict-origin-when-cross-origin\r$/im,
  /^cross-origin-opener-policy: same-origin\r$/im,
  /^cross-origin-resource-policy: same-origin\r$/im,
  /^permissions-policy: camera=\(\)/im,
];

describe("every answer has the security headers, once each", () => {
  const expectHeaders = (answer: string, status: number) => {
    expect([statusOf(answer), answer.split("\r\n\r\n")[0]]).toEqual([status, expect.any(String)]);
    for (const header of always) expect(answer).toMatch(header);
    const names = (answer.split("\r\n\r\n")[0] ?? "")
      .split("\r\n")
      .map((line) => line.split(":")[0]?.toLowerCase());
    expect(names.filter((name, index) => names.indexOf(name) !== index && name !== "set-cookie")).toEqual([]);
  };

  test.each([
    ["/healthz", 200],
    ["/readyz", 200],
    ["/palmares.py", 200],
    ["/assets/nothing.js", 404],
    ["/en", 200],
    ["/en/nowhere", 404],
    ["/nowhere/at/all", 404],
    ["/en/account", 401],
    ["/en/account.data", 401],
    ["/api/v1/challenges", 200],
    ["/api/v1/nothing", 404],
    ["/sample/wdbc", 200],
    ["/en/%ff", 400],
  ])("GET %s", async (target, status) => {
    expectHeaders(await web.ask(target), status);
  });

  test("what is known already, an asset, and a stream", async () => {
    const file = await web.ask("/palmares.py");
    const etag = /^etag: (.*)\r$/im.exec(file)?.[1] ?? "";
    expectHeaders(await web.ask("/palmares.py", { headers: { "If-None-Match": etag } }), 304);
    const asset = /(\/assets\/[\w.-]+\.(?:js|css))/.exec(await web.ask("/en"))?.[1] ?? "";
    expectHeaders(await web.ask(asset), 200);
  });

  test("what no request could be made of", async () => {
    const host = `Host: localhost:${String(web.port)}\r\n`;
    const huge = "a".repeat(40_000);
    expectHeaders(await web.raw("nonsense\r\n\r\n"), 400);
    expectHeaders(await web.raw("GET /en HTTP/1.1\r\nConnection: close\r\n\r\n"), 400);
    expectHeaders(await web.raw(`GET /en HTTP/1.1\r\n${host}X: ${huge}\r\n\r\n`), 431);
    expectHeaders(
      await web.raw(`GET http://evil.example/en HTTP/1.1\r\n${host}Connection: close\r\n\r\n`),
      400,
    );
    expectHeaders(await web.ask("/en", { method: "PUT" }), 405);
    const both = "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n";
    expectHeaders(await web.raw(`POST /en/account HTTP/1.1\r\n${host}${both}`), 400);
    expectHeaders(await posted("/en/sign-in", "", { Origin: "http://evil.example" }), 403);
    expectHeaders(await posted("/upload/wdbc/parts", "[".repeat(5_000_000), own()), 413);
  });

  test("a head that does not come to its end", { timeout: 60_000 }, async () => {
    expectHeaders(await web.raw("GET /en HTTP/1.1\r\nHost: localhost"), 408);
  });
});

test("a name that is not the site's is not answered, whatever names it", async () => {
  const statuses = async (headers: Record<string, string>, at = web) =>
    statusOf(await at.ask("/en", { headers }));

  for (const Host of [
    "evil.example",
    "a b",
    "localhost@evil.example",
    "localhost.",
    "10.0.0.1",
    "a,b",
    "[::1",
  ])
    expect([Host, await statuses({ Host })]).toEqual([Host, 400]);
  for (const Host of ["localhost", "LOCALHOST:1", "127.0.0.1:80", "[::1]:80"])
    expect([Host, await statuses({ Host })]).toEqual([Host, 200]);
  // Without a trusted proxy nobody can speak for one; with one, its word is judged like any other.
  expect(await statuses({ "X-Forwarded-Host": "evil.example" })).toBe(200);
  expect(await statuses({ "X-Forwarded-Host": "evil.example" }, proxied)).toBe(400);
  // Balancers name an address, or nothing at all.
  expect(statusOf(await web.ask("/readyz", { headers: { Host: "10.0.0.1:80" } }))).toBe(200);
  expect(statusOf(await web.raw("GET /healthz HTTP/1.0\r\n\r\n"))).toBe(200);
  expect(statusOf(await web.ask("/healthz", { headers: { Host: "evil.example" } }))).toBe(400);
});

describe("another site's page", () => {
  const origins: Record<string, string>[] = [
    { Origin: "http://evil.example" },
    { Origin: "null" },
    {},
    { "Sec-Fetch-Site": "cross-site" },
  ];

  test("causes nothing at any address that changes something", { timeout: 120_000 }, async () => {
    const addresses = policyMatrix.filter(
      ({ method, url }) => method === "POST" && !url.startsWith("/api/v1/"),
    );
    expect(addresses.length).toBeGreaterThan(30);
    for (const { url } of addresses)
      for (const headers of origins)
        expect([url, statusOf(await posted(url, "", headers))]).toEqual([url, 403]);
  });

  test.each([
    "/api/v1/../../en/account",
    "/api/v1/%2e%2e/%2e%2e/en/account",
    "/api/v1/.%2E/../en/account",
    "//en/account",
    "/en//account",
    "/en/./account",
    "/en%2faccount",
    "/en\\account",
    "/EN/ACCOUNT",
    "/en/account/",
    "/en/account.data",
    "/en/account?_data=routes%2Faccount",
    "/en/account?index",
    "/API/V1/tokens",
    "/%61pi/v1/tokens",
    "/api/v1",
  ])("is not let through by the spelling %s", async (target) => {
    for (const headers of origins)
      expect([400, 403]).toContain(
        statusOf(await posted(target, "intent=leave_elsewhere", { ...form, ...headers })),
      );
  });

  test("and its origin is nothing to the API, which knows no cookies", async () => {
    const answer = await posted("/api/v1/challenges/wdbc/rules/acceptance", "", {
      Origin: "http://evil.example",
    });

    expect(statusOf(answer)).toBe(401);
  });
});

describe("a stranger's body", () => {
  const parts = Array.from(
    { length: 20_000 },
    (_, i) => `--b\r\nContent-Disposition: form-data; name="f${String(i)}"\r\n\r\n1\r\n`,
  );
  test.each([
    ["/upload/wdbc/parts", "[".repeat(1_900_000) + "]".repeat(1_900_000), "application/json", 401],
    ["/api/v1/tokens", "[".repeat(1_900_000), "application/json", 413],
    ["/api/v1/tokens", "[".repeat(15_000) + "]".repeat(15_000), "application/json", 422],
    ["/en/sign-in", `${parts.join("")}--b--`, "multipart/form-data; boundary=b", 422],
    ["/en/sign-up", "a=1&".repeat(100_000), form["Content-Type"], 413],
    ["/en/sign-up", "a=1&".repeat(8_000), form["Content-Type"], 422],
    ["/en/pages/privacy/edit", "a=1&".repeat(100_000), form["Content-Type"], 401],
  ])("at %s is refused before anything is made of it", async (target, body, type, status) => {
    expect(statusOf(await posted(target, body, { ...own(), "Content-Type": type }))).toBe(status);
  });

  test(
    "that trickles in, stops or lies about its length leaves no submission, no count and no file",
    { timeout: 90_000 },
    async () => {
      const client = await DemonstrationClient.signIn(web.site);
      const head = (length: number) =>
        `POST /api/v1/challenges/wdbc/submissions HTTP/1.1\r\nHost: localhost:${String(web.port)}\r\nConnection: close\r\nAuthorization: Bearer ${client.token}\r\nContent-Type: text/csv\r\nContent-Length: ${String(length)}\r\n\r\n`;
      const listed = async () =>
        (
          await fetch(`${web.site}/api/v1/challenges/wdbc/submissions`, {
            headers: { Authorization: `Bearer ${client.token}` },
          })
        ).text();
      const before = await listed();

      const trickling = web.open().then(async (socket) => {
        let answer = "";
        socket.on("data", (chunk: Buffer) => (answer += chunk.toString())).on("error", () => {});
        socket.write(head(3_000_000));
        socket.write("x".repeat(2_000_000).slice(0, 1_000));
        const drip = setInterval(() => socket.write("x"), 1_000);
        await new Promise((resolve) => socket.once("close", resolve));
        clearInterval(drip);
        return answer;
      });
      const stopping: Socket = await web.open();
      stopping.write(head(5_000_000));
      stopping.write(Buffer.alloc(3_000_000, "x"));
      await until(() => readdirSync(temporary).length > 0, 20_000);
      stopping.destroy();

      expect(statusOf(await trickling)).toBe(408);
      await until(() => readdirSync(temporary).length === 0, 20_000);
      expect(await listed()).toBe(before);
    },
  );
});

describe("one address", () => {
  const from = (address: string) => ({ "X-Forwarded-For": address });
  const stream = async (address: string) => {
    const socket = await proxied.open();
    socket.on("error", () => {});
    socket.write(`GET /events?board=x HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: ${address}\r\n\r\n`);
    const answer = await new Promise<string>((resolve) =>
      socket.once("data", (chunk: Buffer) => {
        resolve(chunk.toString());
      }),
    );
    return { socket, answer };
  };

  test(
    "takes its share of the event streams and leaves the rest to others; a /64 is one",
    { timeout: 60_000 },
    async () => {
      const all = Array.from(
        { length: eventStreams.perAddress },
        (_, i) => `2001:db8:1:2::${(i + 1).toString(16)}`,
      );
      const held = await Promise.all(all.map(stream));
      expect(new Set(held.map(({ answer }) => statusOf(answer)))).toEqual(new Set([200]));

      const refused = await proxied.ask("/events?board=x", { headers: from("2001:db8:1:2:ffff::9") });
      expect(statusOf(refused)).toBe(429);
      expect(refused).toMatch(/^retry-after: \d+\r$/im);
      const neighbour = await stream("2001:db8:1:3::1");
      expect(statusOf(neighbour.answer)).toBe(200);

      for (const { socket } of [...held, neighbour]) socket.destroy();
      await until(async () => {
        const again = await stream("2001:db8:1:2::1");
        again.socket.destroy();
        return statusOf(again.answer) === 200;
      }, 10_000);
    },
  );

  test("takes its share of the sockets and leaves the rest to others", { timeout: 60_000 }, async () => {
    const held: Socket[] = [];
    while (held.length < sockets.perAddress) {
      held.push(...(await Promise.all(Array.from({ length: 100 }, () => web.open()))));
      if (held.length % 500 === 0) await pause(20);
    }
    for (const socket of held) socket.on("error", () => {});

    const request = `GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`;
    const refused = await web.raw(request);
    expect(statusOf(refused)).toBe(429);
    expect(refused).toMatch(/^retry-after: \d+\r$/im);
    expect(statusOf(await web.raw(request, "127.0.0.2"))).toBe(200);

    for (const socket of held) socket.destroy();
    await until(async () => statusOf(await web.raw(request)) === 200, 10_000);
  });

  test("guesses no more passwords from many addresses of one network than from one", async () => {
    const body = "email=nobody%40demo.invalid&password=wrong";
    const guess = async (address: string) =>
      (
        await fetch(`${proxied.site}/en/sign-in`, {
          method: "POST",
          redirect: "manual",
          body,
          headers: { ...form, ...from(address), "Sec-Fetch-Site": "same-origin" },
        })
      ).status;
    const statuses: number[] = [];
    for (let i = 1; i <= 11; i++) statuses.push(await guess(`2001:db8:9:9::${String(i)}`));

    expect(statuses).toEqual([...Array<number>(10).fill(401), 429]);
    // Only what the trusted proxy has added counts.
    expect(await guess("198.51.100.7, 2001:db8:9:9::77")).toBe(429);
    expect(await guess("2001:db8:9:a::1")).toBe(401);
  });
});
