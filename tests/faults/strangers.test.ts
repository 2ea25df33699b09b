import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { z } from "zod";
import { policyMatrix } from "#tests/access/policy-matrix.ts";
import { DemonstrationClient, wdbcFile } from "#tests/support/demonstration-client.ts";
import { copyOf, removeData, startInstallation, type Installation } from "#tests/support/installation.ts";
import { SignedIn } from "#tests/support/signed-in.ts";
import { statusOf, WebProcess } from "#tests/support/web-process.ts";

/** What strangers put into addresses, cookies, forms and names, where the site might believe it. */

let installation: Installation;
let web: WebProcess;
let sql: postgres.Sql;

beforeAll(async () => {
  const data = copyOf(inject("seededData"));
  installation = await startInstallation(data);
  await installation.isOpen();
  web = await WebProcess.start(data, { LOG_LEVEL: "info" });
  sql = postgres(await installation.ownerUrl(), { max: 2, onnotice: () => {} });
});
afterAll(async () => {
  await web.stop();
  await sql.end();
  await installation.stop();
  removeData(installation.folder);
});

const origin = () => `http://localhost:${String(web.port)}`;

function post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  return fetch(`${web.site}${path}`, {
    ...{ method: "POST", redirect: "manual", body: new URLSearchParams(fields) },
    headers: { Origin: web.site, ...headers },
  });
}

const account = { email: "competitor@demo.local", password: "demo-palmares" };
const sessionIn = (answer: Response) => (answer.headers.get("Set-Cookie") ?? "").split(";")[0] ?? "";

test("signing in begins another session than the one that the browser brought, which stays nobody's", async () => {
  const planted = "palmares=0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";

  const answer = await post("/en/sign-in", { ...account, next: "/en" }, { Cookie: planted });

  expect(answer.status).toBe(302);
  expect(sessionIn(answer)).toMatch(/^palmares=[\w-]{43}$/);
  expect(sessionIn(answer)).not.toBe(planted);
  expect(statusOf(await web.ask("/en/account", { headers: { Cookie: planted } }))).toBe(401);
  expect(statusOf(await web.ask("/en/account", { headers: { Cookie: sessionIn(answer) } }))).toBe(200);
});

test.each([
  ["a path", "../../../../etc/passwd"],
  ["a path, encoded", "..%2f..%2fetc%2fpasswd"],
  ["a query", "' or '1'='1"],
  ["a pattern", "%"],
  ["a zero byte", "a%00b"],
  ["an object", '{"$ne":null}'],
  ["a prototype", "__proto__"],
  ["four thousand letters", "a".repeat(4_000)],
  ["the hash of a session", "stored"],
])("a session id that is %s is nobody's", async (_what, id) => {
  const [row] = await sql<{ token_hash: string }[]>`select token_hash from sessions limit 1`;
  const sent = id === "stored" ? String(row?.token_hash) : id;

  const answers = await Promise.all(
    ["/en/account", "/api/v1/challenges/wdbc/submissions"].map((target) =>
      web.ask(target, { headers: { Cookie: `palmares=${sent}`, Authorization: `Bearer ${sent}` } }),
    ),
  );

  expect(answers.map(statusOf)).toEqual([401, 401]);
  expect(web.bugs()).toEqual([]);
});

test("the link in a letter names the site, whatever host the request has named", async () => {
  const forged: Record<string, string>[] = [
    { "X-Forwarded-Host": "evil.example" },
    { Forwarded: "host=evil.example" },
    { "X-Original-URL": "https://evil.example/" },
    { "X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example" },
  ];
  for (const headers of forged)
    expect((await post("/en/forgotten-password", { email: account.email }, headers)).status).toBeLessThan(
      400,
    );
  const absolute = await web.raw(
    `POST http://evil.example/en/forgotten-password HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  );
  expect(statusOf(absolute)).toBe(400);

  const letters = await sql<{ body: string }[]>`
    select body from letters where recipient = ${account.email} order by created_at desc limit 4`;

  expect(letters).toHaveLength(4);
  for (const { body } of letters) {
    expect(body).not.toContain("evil");
    expect(body).toContain(`${origin()}/fr/new-password?`);
  }
});

describe("nobody is led to another site", () => {
  const elsewhere = [
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/%09/evil.example/..//",
    "javascript:alert(1)",
    "data:text/html,x",
    " https://evil.example",
    "///evil.example",
    "/en/../..//evil.example",
    "/\r\nLocation: https://evil.example",
  ];

  test.each(elsewhere)("by %j", async (next) => {
    const answers = [
      await post("/en/sign-in", { ...account, next }),
      await post("/appearance", { scheme: "dark", next }),
    ];
    for (const answer of answers) {
      const location = answer.headers.get("Location") ?? "";
      expect([answer.status, new URL(location, web.site).origin]).toEqual([302, web.site]);
    }
  });
});

test("the policy lets scripts and styles in by the nonce of each answer only, and forms and requests stay here", async () => {
  const answers = await Promise.all(
    ["/en", "/en", "/fr/laureates", "/en/nowhere"].map((path) => fetch(`${web.site}${path}`)),
  );
  const nonces = new Set<string>();
  for (const answer of answers) {
    const policy = new Map(
      (answer.headers.get("Content-Security-Policy") ?? "").split(";").map((directive) => {
        const [name = "", ...sources] = directive.trim().split(/\s+/);
        return [name, sources] as const;
      }),
    );
    const [own, nonce = ""] = policy.get("script-src") ?? [];
    expect([own, policy.get("script-src")?.length]).toEqual(["'self'", 2]);
    expect(nonce).toMatch(/^'nonce-[A-Za-z0-9+/=]{20,}'$/);
    expect(policy.get("style-src")).toEqual(["'self'", nonce]);
    for (const [name, sources] of [
      ["default-src", ["'self'"]],
      ["object-src", ["'none'"]],
      ["base-uri", ["'none'"]],
      ["frame-ancestors", ["'none'"]],
    ] as const)
      expect([name, policy.get(name)]).toEqual([name, sources]);
    for (const name of ["connect-src", "form-action"])
      expect(
        policy
          .get(name)
          ?.every((source) => source === "'self'" || /^http:\/\/127\.0\.0\.1:\d+$/.test(source)),
      ).toBe(true);
    const bare = [...(await answer.text()).matchAll(/<(script|style)\b(?![^>]*\bnonce=)[^>]*>/g)];
    expect(bare.map(([tag]) => tag)).toEqual([]);
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(answers.length);
});

test("a private page is as private under the name of a file", async () => {
  const visitor = await SignedIn.at(web.site, "competitor");
  const page = await visitor.read(web.site, "/en/account");
  expect(page).toContain(account.email);
  for (const ending of [
    ".css",
    ".js",
    "/x.css",
    ";x.css",
    "%2ex.css",
    "%00.css",
    "?x.css",
    "/../account.png",
    "#.css",
  ]) {
    const answer = await web.ask(`/en/account${ending}`, { headers: { Cookie: visitor.cookie } });
    const [head = "", body = ""] = answer.split("\r\n\r\n");
    const isShown = body.includes(account.email);
    if (isShown)
      expect([ending, head]).toEqual([
        ending,
        expect.stringMatching(/^cache-control: private, no-cache\r$/im),
      ]);
    const anonymous = await web.ask(`/en/account${ending}`);
    expect([ending, anonymous.includes(account.email)]).toEqual([ending, false]);
  }
});

test("a page that fails says nothing of the inside, and the log says where", async () => {
  const before = web.bugs().length;
  await sql`revoke select on calls from palmares_web`;
  try {
    const answers = await Promise.all(
      ["/en/calls", "/fr/calls", "/en/calls.data", "/en/calls/recherche-2027"].map((target) =>
        web.ask(target),
      ),
    );
    for (const answer of answers) {
      expect(statusOf(answer)).toBe(500);
      for (const inside of [
        "permission denied",
        "PostgresError",
        "node_modules",
        "palmares_web",
        "42501",
        "    at ",
      ])
        expect([inside, answer.includes(inside)]).toEqual([inside, false]);
    }
  } finally {
    await sql`grant select on calls to palmares_web`;
  }
  expect(web.bugs().length).toBeGreaterThan(before);
  expect(statusOf(await web.ask("/en/calls"))).toBe(200);
});

test("a question to the database that does not end is given up, and the page says so", async () => {
  const release = await lock("published_laureates");
  try {
    expect(statusOf(await web.ask("/en/laureates?search=heart"))).toBe(503);
  } finally {
    await release();
  }
  expect(statusOf(await web.ask("/en/laureates?search=heart"))).toBe(200);
});

/** Holds a table so that nobody reads it. */
async function lock(table: string): Promise<() => Promise<void>> {
  const held = await sql.reserve();
  await held`begin`;
  await held.unsafe(`lock table ${table} in access exclusive mode`);
  return async () => {
    await held`rollback`;
    held.release();
  };
}

test("what requests carry forges no line of a log", async () => {
  const forged = '{"level":50,"msg":"bug","forged":true}';
  const encoded = encodeURIComponent(`\r\n${forged}\r\n`);
  for (const target of [
    `/en/${encoded}`,
    `/en/challenges/${encoded}/leaderboard`,
    `/api/v1/challenges/${encoded}`,
    `/en?x=${encoded}`,
  ])
    await web.ask(target, { headers: { "User-Agent": forged, "X-Request-Id": forged, Referer: forged } });
  await post("/en/sign-in", { email: `a@b.c\n${forged}`, password: forged });

  const lines = web.lines();

  expect(lines.length).toBeGreaterThan(10);
  for (const line of lines) if (line.startsWith("{")) expect(JSON.parse(line)).not.toHaveProperty("forged");
  expect(lines.filter((line) => !line.startsWith("{") && line.includes("forged"))).toEqual([]);
});

test("after a breach the log tells by ids which account has read what, and names nobody", async () => {
  const [applicant] = await sql<{ id: string }[]>`select id from people where email = 'applicant@demo.local'`;
  const path = "/en/applications";
  const before = web.lines().length;

  await (await SignedIn.at(web.site, "applicant")).read(web.site, path);
  await web.ask(path);
  const client = await DemonstrationClient.signIn(web.site);
  await client.submission("sub_00000000000000000000000000").catch(() => null);

  const said = web
    .lines()
    .slice(before)
    .filter((line) => line.includes('"msg":"request"'));
  const of = (wanted: string) => said.filter((line) => line.includes(wanted)).map((line) => personIn(line));
  expect(of(path)).toEqual([applicant?.id, null]);
  expect(of("/api/v1/submissions/")).toEqual([expect.stringMatching(/^person_/)]);
  for (const name of ["demo.local", "Vauquelin"]) expect(said.join("\n")).not.toContain(name);
});

const lineSchema = z.object({ person: z.string().nullable().default(null) });

function personIn(line: string): string | null {
  return lineSchema.parse(JSON.parse(line)).person;
}

test("a file name of four kilobytes, with line ends, quotes or reversed text, harms no page and no header", async () => {
  const client = await DemonstrationClient.signIn(web.site);
  const sample = await client.sample("wdbc");
  const names = [
    "n".repeat(4_000) + ".csv",
    'a"; filename="evil.html"; x="\r\nSet-Cookie: palmares=x\r\n\r\n<script>alert(1)</script>.csv',
    "\u202egpj.exe.csv",
    "../../../etc/passwd",
    "<img src=x onerror=alert(1)>.csv",
  ];
  for (const [number, name] of names.entries()) {
    const answer = await fetch(`${web.site}/api/v1/challenges/wdbc/submissions`, {
      ...{ method: "POST", body: wdbcFile(sample, 900 + number) },
      headers: { Authorization: `Bearer ${client.token}`, "X-File-Name": encodeURIComponent(name) },
    });
    expect(answer.status).toBe(201);
  }
  const kept = await sql<
    { file_name: string }[]
  >`select file_name from submissions order by received_at desc limit 5`;
  expect(kept.every(({ file_name }) => file_name.length <= 200 && !/[\p{Cc}\p{Cf}]/u.test(file_name))).toBe(
    true,
  );
  const page = await (
    await SignedIn.at(web.site, "competitor")
  ).read(web.site, "/en/challenges/wdbc/submissions");
  expect(page).toContain("n".repeat(40));
  for (const raw of ["<script>alert", "<img src=x", "\u202e"]) expect(page).not.toContain(raw);
});

describe("a script in a text of somebody's", () => {
  const script = `<zq onload=alert(1)>"'--></script><zq>`;
  /** Tables with a text that people write, and where it stands. */
  const texts: [table: string, change: string][] = [
    ["people", "display_name = $1"],
    ["teams", "name = $1::text || id"],
    ["submissions", "note = $1, file_name = $1"],
    ["documents", "file_name = $1"],
    ["answers", "value = to_jsonb($1::text) where jsonb_typeof(value) = 'string'"],
    ["reviews", "comment_to_committee = $1, comment_to_applicant = $1"],
    ["call_questions", "asked_text = $1"],
    ["jurors", "display_name = $1"],
    ["challenges", "title = jsonb_build_object('fr', $1::text, 'en', $1::text)"],
    ["calls", "title = jsonb_build_object('fr', $1::text, 'en', $1::text)"],
    ["published_laureates", "title = jsonb_build_object('fr', $1::text, 'en', $1::text)"],
  ];

  test("is shown as text on every page, to everybody", async () => {
    for (const [table, change] of texts) {
      const { count } = await sql.begin(async (tx) => {
        await tx`set local session_replication_role = replica`;
        return tx.unsafe(`update ${table} set ${change}`, [script]);
      });
      expect([table, count]).not.toEqual([table, 0]);
    }
    const fresh = await WebProcess.start(installation.folder);
    const pages = policyMatrix.filter(({ method, url }) => method === "GET" && url !== "/en/sign-out");
    let shown = 0;
    const faults: string[] = [];
    for (const who of ["competitor", "applicant", "juror", "organiser", "chair", "admin"]) {
      const reader = await SignedIn.at(fresh.site, who);
      for (const { url } of pages) {
        const text = await reader.read(fresh.site, url);
        if (text.includes("zq onload")) shown += 1;
        if (/^<!doctype html/i.test(text) && text.includes("<zq")) faults.push(`${who} ${url}`);
      }
    }
    await fresh.stop();
    expect(faults).toEqual([]);
    // Else nothing of what was planted was ever on a page.
    expect(shown).toBeGreaterThan(50);
  });
});
