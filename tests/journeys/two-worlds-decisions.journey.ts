import { expect, test } from "@playwright/test";
import { matrixVisits } from "../access/matrix-visits.ts";
import type { Visit } from "../access/two-worlds.ts";
import { copyWorld, differenceFrom, photograph, type Comparison } from "../support/copied-world.ts";
import { cookieOf } from "../support/demo-cookie.ts";

/** What a decision hides until it is released: two worlds that differ in it are the same, byte for byte, to everybody
 * who may not know it. The organiser of the demonstration is in conflict with one application. */

const actors = ["visitor", "competitor", "applicant", "juror", "organiser", "admin"] as const;
type Actor = (typeof actors)[number];

const idOf = (account: string) => `(select id from people where email = '${account}@demo.local')`;
const callId = "(select id from calls where slug = 'parcours-2026')";
/** The application from which the organiser is shut out. */
const closed = `(select application_id from conflicts where state = 'suspected' and call_id = ${callId}
  and person_id = ${idOf("organiser")})`;
/** The application that the applicant of the demonstration is made a member of. */
const own = `(select id from applications where call_id = ${callId} and id <> ${closed} order by code limit 1)`;
const member = `insert into application_members (application_id, person_id, role)
  values (${own}, ${idOf("applicant")}, 'owner') returning 1`;

type Planted = { application: string; round?: number; state?: string; outcome?: string };

function decision({ application, round = 1, state = "approved", outcome = "laureate" }: Planted): string {
  const approved = state === "proposed" ? "null, null" : `${idOf("authority")}, now()`;
  return `insert into decisions (application_id, round, call_id, outcome, waiting_place, amount_cents, reasons, state,
      proposed_by, proposed_at, approved_by, approved_at, released_at)
    values (${application}, ${String(round)}, ${callId}, '${outcome}', ${outcome === "waiting_list" ? "1" : "null"},
      ${outcome === "laureate" ? "10000000" : "null"}, '{"fr": "Un secret.", "en": "A secret."}', '${state}',
      ${idOf("chair")}, now(), ${approved}, ${state === "released" ? "timestamptz '2026-11-01'" : "null"})
    returning 1`;
}

/** One statement that plants all of these. */
function planted(...statements: readonly string[]): string {
  const parts = [member, ...statements].map((one, index) => `p${String(index)} as (${one})`);
  return `with ${parts.join(", ")} select * from p0`;
}

const waits = decision({ application: own, state: "released", outcome: "waiting_list" });
const outsiders = ["visitor", "competitor", "applicant", "juror", "admin"] as const;
const template = `insert into decision_letters (call_id, outcome, subject, body)
  values (${callId}, 'rejected', '{"fr": "Un secret", "en": "A secret"}', '{"fr": "Un secret", "en": "A secret"}')
  returning 1`;

const secrets: { name: string; one: string; other: string; mayNotKnow: readonly Actor[] }[] = [
  {
    name: "a pending decision on the applicant's own application, and the letter for it",
    one: planted(),
    other: planted(decision({ application: own }), template),
    mayNotKnow: outsiders,
  },
  {
    name: "a pending decision on the application that is closed to the organiser",
    one: planted(),
    other: planted(decision({ application: closed })),
    mayNotKnow: [...outsiders, "organiser"],
  },
  {
    name: "a promotion from the waiting list that is not released yet",
    one: planted(waits),
    other: planted(waits, decision({ application: own, round: 2 })),
    mayNotKnow: outsiders,
  },
];

const ofCalls = matrixVisits(/calls|review|jury|applications|letters/);
let comparison: Comparison<Actor>;

// Each asks for hundreds of pages in two worlds.
test.describe.configure({ timeout: 240_000 });

test.beforeAll(async ({ playwright }) => {
  const cookies = {
    visitor: "",
    competitor: await cookieOf(playwright, "competitor"),
    applicant: await cookieOf(playwright, "applicant"),
    juror: await cookieOf(playwright, "juror"),
    organiser: await cookieOf(playwright, "organiser"),
    admin: await cookieOf(playwright, "admin"),
  };
  const original = await photograph(process.env["JOURNEYS_DATA_DIR"] ?? "");
  const world = await copyWorld(original, cookies, planted());
  const list = await world.ask("applicant", { method: "GET", url: "/en/applications" });
  await world.close();
  const pages = [...new Set(list.body.toString("utf8").match(/\/en\/applications\/[\w-]+/g) ?? [])];
  expect(pages.length).toBeGreaterThan(1);
  const ofOwn = pages.flatMap((url) =>
    ["", "/check", "/received", "/people", "/decision"].map((end) => url + end),
  );
  const all = [...ofCalls, ...ofOwn.map((url): Visit => ({ method: "GET", url }))];
  const visits = actors.flatMap((actor) => all.map((visit) => ({ actor, visit })));
  comparison = { original, cookies, visits };
});
test.afterAll(async () => {
  await comparison.original.close();
});

async function differenceBetween(one: string, other: string, who: readonly Actor[]): Promise<string> {
  const world = await copyWorld(comparison.original, comparison.cookies, one);
  try {
    return await differenceFrom(world, comparison, other, who);
  } finally {
    await world.close();
  }
}

for (const { name, one, other, mayNotKnow } of secrets) {
  test(`worlds that differ in ${name} are the same to: ${mayNotKnow.join(", ")}`, async () => {
    expect(await differenceBetween(one, other, mayNotKnow)).toBe("the same");
  });
}

test("worlds that differ in a pending decision are told apart by the organiser, who prepares them", async () => {
  const other = planted(decision({ application: own }));

  expect(await differenceBetween(planted(), other, ["organiser"])).toContain("organiser, GET");
});

test("worlds that differ in a released decision are told apart by its applicant", async () => {
  const released = (outcome: string) => planted(decision({ application: own, state: "released", outcome }));

  const difference = await differenceBetween(released("rejected"), released("laureate"), ["applicant"]);

  expect(difference).toContain("applicant, GET");
  expect(difference).toContain("/decision");
});
