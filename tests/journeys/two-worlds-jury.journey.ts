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

/** What a jury hides: two worlds that differ in it are the same, byte for byte, to everybody who may not know it. The
 * organiser of the demonstration is in conflict with one application; its juror has handed in one review. */

const actors = ["visitor", "competitor", "juror", "organiser"] as const;
type Actor = (typeof actors)[number];

const newcomer = "(select id from jurors where email = 'juror@demo.local')";
const handedIn = `(select application_id from reviews where juror_id = ${newcomer} and state = 'submitted')`;
/** A review by somebody else of an application that the juror has still to judge. */
const peerReview = `(select r.id from reviews r where r.state = 'submitted' and r.juror_id <> ${newcomer}
  and r.application_id in (select application_id from assignments where juror_id = ${newcomer} and state = 'active')
  and r.application_id not in ${handedIn} order by r.id limit 1)`;
/** The application from which the organiser is shut out, and which the juror has not judged either. */
const closed = `(select application_id from conflicts where state = 'suspected'
  and person_id = (select id from people where email = 'organiser@demo.local'))`;
const ofClosed = `(select id from reviews where state = 'submitted' and application_id in ${closed}
  and juror_id <> ${newcomer} order by id limit 1)`;
const otherMark =
  "marks = jsonb_set(marks, '{benefit,mark}', to_jsonb(((marks->'benefit'->>'mark')::int + 1) % 6))";

const outsiders = ["visitor", "competitor"] as const;
const secrets: { name: string; change: string; mayNotKnow: readonly Actor[] }[] = [
  {
    name: "another juror's mark, before one's own",
    change: `update reviews set ${otherMark} where id = ${peerReview}`,
    mayNotKnow: [...outsiders, "juror"],
  },
  {
    name: "a comment to the committee",
    change: `update reviews set comment_to_committee = 'Quite another opinion.' where id = ${peerReview}`,
    mayNotKnow: [...outsiders, "juror"],
  },
  {
    name: "the name of a juror who shares no judged application",
    change: `update jurors set display_name = 'Somebody Else' where id = (select j.id from jurors j
      where j.id <> ${newcomer} and j.id not in (select juror_id from reviews where application_id in ${handedIn})
      order by j.id limit 1)`,
    mayNotKnow: [...outsiders, "juror"],
  },
  {
    name: "another juror's conflict",
    change: `update conflicts set state = 'confirmed' where (application_id, person_id) in (
      select c.application_id, c.person_id from conflicts c where c.state = 'none_declared'
      and c.person_id <> (select id from people where email = 'juror@demo.local')
      and c.application_id not in ${handedIn} order by c.application_id, c.person_id limit 1)`,
    mayNotKnow: [...outsiders, "juror"],
  },
  {
    name: "a mark of the application that is closed to the organiser",
    change: `update reviews set ${otherMark} where id = ${ofClosed}`,
    mayNotKnow: [...outsiders, "organiser"],
  },
  {
    name: "who reads the application that is closed to the organiser",
    change: `update assignments set state = 'released' where id = (select assignment_id from reviews where id = ${ofClosed})`,
    mayNotKnow: [...outsiders, "organiser"],
  },
  {
    name: "a juror's conflict with the application that is closed to the organiser",
    change: `update conflicts set state = 'confirmed' where application_id in ${closed}
      and person_id <> (select id from people where email = 'organiser@demo.local')
      and person_id <> (select id from people where email = 'juror@demo.local')`,
    mayNotKnow: [...outsiders, "organiser"],
  },
];

const ofCalls = matrixVisits(/calls|review|jury|applications|letters/);
let comparison: Comparison<Actor>;
let plain: CopiedWorld<Actor> | null = null;

// Each asks for hundreds of pages in two worlds.
test.describe.configure({ timeout: 240_000 });

test.beforeAll(async ({ playwright, request }) => {
  const cookies = {
    visitor: "",
    competitor: await cookieOf(playwright, "competitor"),
    juror: await cookieOf(playwright, "juror"),
    organiser: await cookieOf(playwright, "organiser"),
  };
  const list = await request.get("/en/calls/parcours-2026/reviews", { headers: { Cookie: cookies.juror } });
  const links = (await list.text()).match(/\/en\/calls\/parcours-2026\/reviews\/[\w-]+/g) ?? [];
  expect(new Set(links).size).toBeGreaterThan(2);
  const own = [...new Set(links)].map((url): Visit => ({ method: "GET", url }));
  const original = await photograph(process.env["JOURNEYS_DATA_DIR"] ?? "");
  const visits = actors.flatMap((actor) => [...ofCalls, ...own].map((visit) => ({ actor, visit })));
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

test("worlds that differ in a mark are told apart by the organiser, so the comparison sees what is shown", async () => {
  const change = `update reviews set ${otherMark} where id = ${peerReview}`;

  expect(await differenceWith(change, ["organiser"])).toContain("organiser, GET");
});
