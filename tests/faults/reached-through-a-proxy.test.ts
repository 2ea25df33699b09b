import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { DemonstrationClient } from "#tests/support/demonstration-client.ts";
import { copyOf, removeData, startInstallation, type Installation } from "#tests/support/installation.ts";
import { statusOf, WebProcess } from "#tests/support/web-process.ts";

/** A web process with a proxy in front of it, or somebody who pretends to be one. */

let installation: Installation;
let alone: WebProcess;
let behind: WebProcess;

beforeAll(async () => {
  const data = copyOf(inject("seededData"));
  installation = await startInstallation(data);
  await installation.isOpen();
  [alone, behind] = await Promise.all([
    WebProcess.start(data),
    WebProcess.start(data, { PUBLIC_URL: "https://challenges.example.org", TRUST_PROXY: "1" }),
  ]);
});
afterAll(async () => {
  await Promise.all([alone.stop(), behind.stop()]);
  await installation.stop();
  removeData(installation.folder);
});

async function cookiesAfterSigningIn(web: WebProcess, headers: Record<string, string>): Promise<string[]> {
  const body = "email=competitor%40demo.local&password=demo-palmares";
  const type = "application/x-www-form-urlencoded";
  const answer = await fetch(`${web.site}/en/sign-in`, {
    ...{ method: "POST", redirect: "manual", body },
    headers: { "Content-Type": type, "Sec-Fetch-Site": "same-origin", ...headers },
  });
  expect(answer.status).toBe(302);
  return answer.headers.getSetCookie();
}

describe("the letters of the demonstration, whose links open accounts", () => {
  test("are shown to this machine", async () => {
    expect(statusOf(await alone.ask("/en/letters"))).toBe(200);
  });

  test.each([
    ["X-Forwarded-For", "192.0.2.1"],
    ["X-Forwarded-Proto", "https"],
    ["X-Forwarded-Host", "localhost"],
    ["X-Real-IP", "127.0.0.1"],
    ["Forwarded", "for=192.0.2.1"],
    ["Via", "1.1 proxy"],
  ])("are not there for what came through something: %s", async (name, value) => {
    const headers = { [name]: value };
    for (const target of ["/en/letters", "/fr/letters", "/en/letters.data", "/en/letters/", "/EN/letters"])
      expect([target, statusOf(await alone.ask(target, { headers }))]).toEqual([target, 404]);
  });

  test("are not there on a site with a name, even for its own machine", async () => {
    expect(statusOf(await behind.ask("/en/letters"))).toBe(404);
    expect(statusOf(await behind.ask("/en/letters", { headers: { Host: "challenges.example.org" } }))).toBe(
      404,
    );
  });
});

describe("the cookie of a session", () => {
  test("belongs to the path, the site and no script", async () => {
    const [cookie = "", ...others] = await cookiesAfterSigningIn(alone, {});

    expect(others).toEqual([]);
    expect(cookie).toMatch(/^palmares=[^;]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=1209600$/);
  });

  test("belongs to this very host, and to TLS, where the site has it", async () => {
    const headers = {
      Host: "challenges.example.org",
      "X-Forwarded-Proto": "https",
      "X-Forwarded-Host": "challenges.example.org",
    };
    const [cookie = ""] = await cookiesAfterSigningIn(behind, headers);

    expect(cookie).toMatch(
      /^__Host-palmares=[^;]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=1209600; Secure$/,
    );
  });
});

test("what is answered to somebody with a session is stored by no cache, at whatever address", async () => {
  const [cookie = ""] = await cookiesAfterSigningIn(alone, {});
  const headers = { Cookie: cookie.split(";")[0] ?? "" };

  for (const target of [
    "/en/account",
    "/en/account/x.css",
    "/en/challenges/wdbc/submissions",
    "/en",
    "/en/account.data",
  ])
    expect(await alone.ask(target, { headers })).toMatch(/^cache-control: private, no-cache\r$/im);
});

test("health says nothing of the inside, and readiness which part is missing and no more", async () => {
  expect((await alone.ask("/healthz")).split("\r\n\r\n")[1]).toBe('{"status":"ok"}');
  expect(await (await fetch(`${alone.site}/readyz`)).json()).toEqual({
    status: "ready",
    parts: { database: true, objectStore: true, worker: true },
  });
});

test("nothing of the program's own files is served", async () => {
  for (const target of [
    "/.git/config",
    "/.env",
    "/server.js",
    "/build/app/server.js.map",
    "/package.json",
    "/metrics",
    "/debug",
  ])
    expect([target, statusOf(await alone.ask(target))]).toEqual([target, 404]);
});

test("parameters that come twice, as lists or as objects change nothing and break nothing", async () => {
  const client = await DemonstrationClient.signIn(alone.site);
  const headers = { Authorization: `Bearer ${client.token}` };
  const list = "/api/v1/challenges/wdbc/submissions";
  const plain = (await alone.ask(list, { headers })).split("\r\n\r\n")[1];

  for (const query of ["?id=1&id=2", "?id[]=1", "?id[a]=1", "?__proto__[x]=1", "?wait=30&wait=0", "?%00=1"])
    expect((await alone.ask(list + query, { headers })).split("\r\n\r\n")[1]).toBe(plain);
  expect(alone.bugs()).toEqual([]);
});
