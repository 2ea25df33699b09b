import { expect, test } from "@playwright/test";
import { matrixVisits } from "../access/matrix-visits.ts";
import type { Visit } from "../access/two-worlds.ts";
import {
  copyWorld,
  differenceFrom,
  photograph,
  type Comparison,
  type CopiedWorld,
} from "../support/copied-world.ts";
import { cookieOf } from "../support/demo-cookie.ts";

/** What is not public yet about laureates: two worlds that differ in it are the same, byte for byte, to everybody who
 * may not know it. */

const actors = ["visitor", "competitor", "juror", "applicant", "organiser"] as const;
type Actor = (typeof actors)[number];

const outsiders = ["visitor", "competitor", "juror"] as const;
const waiting =
  "(select id from applications where state = 'admissible' and call_id in (select id from calls where slug = 'parcours-2026') order by id limit 1)";
const theirCall = `(select call_id from applications where id = ${waiting})`;
const authority = "(select id from people where display_name = 'Mathilde Vannier')";
const proposer = "(select id from people where email = 'organiser@demo.local')";
const words = `'{"fr": "Secret", "en": "Secret"}'`;
const ofApplicant =
  "(select application_id from application_members where person_id = (select id from people where email = 'applicant@demo.local'))";

const secrets: { name: string; change: string; mayNotKnow: readonly Actor[] }[] = [
  {
    name: "a text that its laureate has not approved",
    change: `update laureates set title = ${words}, summary = ${words}, place = 9, people = '{Somebody}'
      where application_id in ${ofApplicant}`,
    mayNotKnow: outsiders,
  },
  {
    name: "an approval that waits for publication",
    change: `update laureates set state = 'approved', approved_at = now(), amount_cents = 1, revision = revision + 1
      where application_id in ${ofApplicant}`,
    mayNotKnow: outsiders,
  },
  {
    name: "another laureate's change",
    change: `update laureates set state = 'drafted', summary = ${words} where application_id = (
      select application_id from laureates where application_id not in ${ofApplicant} order by application_id limit 1)`,
    mayNotKnow: [...outsiders, "applicant"],
  },
  {
    name: "a decision that is approved and not released",
    change: `insert into decisions (application_id, call_id, outcome, amount_cents, reasons, state, proposed_by, approved_by, approved_at)
      values (${waiting}, ${theirCall}, 'laureate', 100, ${words}, 'approved', ${proposer}, ${authority}, now())`,
    mayNotKnow: [...outsiders, "applicant"],
  },
  {
    name: "a text about somebody whose decision is not released",
    change: `insert into laureates (application_id, call_id, slug, place, title, summary, lead_organisation, partners)
      values (${waiting}, ${theirCall}, 'secret', 1, ${words}, ${words}, 'Secret', '{}')`,
    mayNotKnow: [...outsiders, "applicant", "organiser"],
  },
];

const ofLaureates = matrixVisits(/calls|laureates|applications|letters/).filter(
  ({ method }) => method === "GET",
);
let comparison: Comparison<Actor>;
let plain: CopiedWorld<Actor> | null = null;

// Each asks for hundreds of pages in two worlds.
test.describe.configure({ timeout: 240_000 });

test.beforeAll(async ({ playwright, request }) => {
  const cookies = {
    visitor: "",
    competitor: await cookieOf(playwright, "competitor"),
    juror: await cookieOf(playwright, "juror"),
    applicant: await cookieOf(playwright, "applicant"),
    organiser: await cookieOf(playwright, "organiser"),
  };
  const list = await (await request.get("/en/laureates")).text();
  const links = [...new Set(list.match(/\/en\/laureates\/[\w-]+/g) ?? [])];
  expect(links.length).toBeGreaterThan(9);
  const pages = [
    ...links,
    "/fr",
    "/en",
    "/en/laureates?search=secret",
    "/open-data/laureates.csv?topic=rare",
  ];
  const own = pages.map((url): Visit => ({ method: "GET", url }));
  const original = await photograph(process.env["JOURNEYS_DATA_DIR"] ?? "");
  const visits = actors.flatMap((actor) => [...ofLaureates, ...own].map((visit) => ({ actor, visit })));
  comparison = { original, cookies, visits };
  plain = await copyWorld(original, cookies, null);
});

test.afterAll(async () => {
  await plain?.close();
  await comparison.original.close();
});

async function differenceWith(change: string, who: readonly Actor[]): Promise<string> {
  if (plain === null) throw new Error("There is no world to compare with.");
  return differenceFrom(plain, comparison, change, who);
}

for (const { name, change, mayNotKnow } of secrets) {
  test(`worlds that differ in ${name} are the same to: ${mayNotKnow.join(", ")}`, async () => {
    expect(await differenceWith(change, mayNotKnow)).toBe("the same");
  });
}

test("worlds that differ in a published text are told apart by a visitor, so the comparison sees what is shown", async () => {
  const change = `update published_laureates set summary = ${words} where application_id in ${ofApplicant}`;

  expect(await differenceWith(change, ["visitor"])).toContain("visitor, GET");
});
