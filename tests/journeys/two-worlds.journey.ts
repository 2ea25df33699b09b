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

/** What nobody but the scoring worker may know before the reveal: two worlds that differ in it look the same. */

const actors = ["visitor", "competitor", "organiser"] as const;
type Actor = (typeof actors)[number];

const ofOpenPhase =
  "phase_id in (select p.id from phases p join challenges c on c.id = p.challenge_id where c.slug = 'wdbc')";
const oneEvaluation = `(select evaluation_id from withheld.private_scores where ${ofOpenPhase} order by evaluation_id limit 1)`;

const secrets = {
  "a private score": `update withheld.private_scores set private_scores = '{"roc_auc": 0.123}', private_rank_score = 0.123
    where evaluation_id = ${oneEvaluation}`,
  "a withheld row": `delete from withheld.private_scores where evaluation_id = ${oneEvaluation}`,
  "a private label": `update label_sets set digest = repeat('0', 64), object_key = 'labels/' || repeat('0', 64) where ${ofOpenPhase}`,
};

/** Every line of the policy matrix in both languages, and the board as JSON. Leaving would change who acts. */
const addresses: Visit[] = [
  ...matrixVisits(/./).filter(({ url }) => !url.endsWith("/sign-out")),
  { method: "GET", url: "/api/v1/challenges/wdbc/leaderboard" },
];
let comparison: Comparison<Actor>;
let plain: CopiedWorld<Actor> | null = null;

// Each asks for hundreds of pages in two worlds.
test.describe.configure({ timeout: 240_000 });

test.beforeAll(async ({ playwright }) => {
  const cookies = {
    visitor: "",
    competitor: await cookieOf(playwright, "competitor"),
    organiser: await cookieOf(playwright, "organiser"),
  };
  const original = await photograph(process.env["JOURNEYS_DATA_DIR"] ?? "");
  const visits = actors.flatMap((actor) => addresses.map((visit) => ({ actor, visit })));
  comparison = { original, cookies, visits };
  plain = await copyWorld(original, cookies, null);
});

test.afterAll(async () => {
  await plain?.close();
  await comparison.original.close();
});

async function differenceWith(change: string): Promise<string> {
  if (plain === null) throw new Error("There is no world to compare with.");
  return differenceFrom(plain, comparison, change, actors);
}

for (const [secret, change] of Object.entries(secrets)) {
  test(`worlds that differ in ${secret} are the same to visitor, competitor and organiser`, async () => {
    expect(await differenceWith(change)).toBe("the same");
  });
}

test("worlds that differ in a public score are told apart, so the comparison sees what is shown", async () => {
  const change = `update evaluations set public_rank_score = 0.999999, public_scores = public_scores || '{"roc_auc": 0.999999}'
    where id = ${oneEvaluation}`;

  // On the table or in the small line of its history: the file need not be its team's best.
  expect(await differenceWith(change)).toMatch(/^visitor, GET \S*board\S*, body/);
});
