import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Person } from "#app/accounts/actor.ts";
import { submissionAnswer } from "#app/api/reads.server.ts";
import { board } from "#app/leaderboards/pages.server.ts";
import { FileRejected } from "#app/submissions/check-file.server.ts";
import { submitPredictions } from "#app/submissions/submit-predictions.server.ts";
import { connect, connections, db } from "#db/connections.ts";
import { openDatabase } from "#db/client.ts";
import { evaluations } from "#db/schema/submissions.ts";
import { score } from "#scoring/worker/score.ts";
import { fileOf, makeChallenge, makeCompetitor, plainDetails } from "#tests/support/challenge.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

/** Challenges whose labels differ, and what competitors are told of the same file in each. */

const labelsOf = (publicRows: string, privateRows: string) =>
  ["id,truth,usage", publicRows, privateRows, "e,1,private", ""].join("\n");
const privateRows = "c,1,private\nd,0,private";
const worlds = {
  plain: labelsOf("a,1,public\nb,0,public", privateRows),
  "another-private": labelsOf("a,1,public\nb,0,public", "c,0,private\nd,1,private"),
  "another-public": labelsOf("a,0,public\nb,1,public", privateRows),
};
type Slug = keyof typeof worlds;
const slugs = Object.keys(worlds) as Slug[];
const file = "id,truth\na,0.9\nb,0.1\nc,0.8\nd,0.2\ne,0.5\n";

let world: TestWorld;
const competitors = new Map<Slug, Person>();

beforeAll(async () => {
  world = await freshWorld();
  for (const slug of slugs) {
    const { competitor } = await makeChallenge({ slug, labels: worlds[slug], dailyLimit: null });
    competitors.set(slug, competitor);
  }
});
afterAll(() => world.close());

async function send(slug: Slug, content: string, person = competitors.get(slug)) {
  if (person === undefined) throw new Error(`Nobody competes in ${slug}.`);
  const id = await submitPredictions(person, slug, { file: fileOf(content), details: plainDetails });
  const [evaluation] = await db().select().from(evaluations).where(eq(evaluations.submissionId, id));
  if (evaluation === undefined) throw new Error("The submission has no evaluation.");
  return { id, person, evaluation: evaluation.id };
}

/** What is told of a scored file and its board, but for ids, names and moments. */
async function told(slug: Slug, content: string): Promise<unknown> {
  const { id, person, evaluation } = await send(slug, content);
  await score(evaluation, "test");
  const { state, scores, isImprovement, faults } = await submissionAnswer(person, id);
  const { rows } = await board(slug, {}, new Date());
  return { state, scores, isImprovement, faults, rows: rows.map((row) => [row.rank, row.score, row.scores]) };
}

test("what is told of a file does not change with a private label, nor with a value on a private row", async () => {
  const plain = await told("plain", file);

  expect(await told("another-private", file)).toEqual(plain);
  expect(await told("plain", file.replace("c,0.8", "c,0.1").replace("e,0.5", "e,1"))).toEqual(plain);
  // What could have been shown: a public label changes what is told.
  expect(await told("another-public", file)).not.toEqual(plain);
});

const bad = [
  ...["", "id\na\n", "id,truth,usage\na,1,public\n", file.replace("0.9", "1.5"), file.replace("0.9", "NaN")],
  ...[file.replace("a,0.9\n", ""), `${file}a,0.9\n`, `${file}z,0.9\n`, file.replace("c,0.8", "c,")],
  ...[
    file.replace("e,0.5", 'e,"0.5'),
    file.replaceAll(",", ";"),
    file.replace("d,0.2", "d\0,0.2"),
    "{}",
    "[1]",
  ],
];

async function refusalOf(slug: Slug, content: string): Promise<unknown> {
  const error: unknown = await send(slug, content).catch((reason: unknown) => reason);
  return error instanceof FileRejected ? [error.refusal, error.total, error.faults] : error;
}

test("bad files are answered alike whatever the labels are, by a process that cannot read them", async () => {
  const owner = connections();
  const web = openDatabase(`${world.url}?role=palmares_web`);
  // As the web process has it: the rights of its role, and no key to what is withheld.
  connect({ ...owner, database: web, labels: null });
  try {
    for (const content of bad) {
      const answers = await Promise.all(slugs.map((slug) => refusalOf(slug, content)));

      expect(Array.isArray(answers[0])).toBe(true);
      expect(answers).toEqual(slugs.map(() => answers[0]));
    }
  } finally {
    connect(owner);
    await web.close();
  }
});

test("the same bytes from two teams are two files, answered alike", async () => {
  const other = await makeCompetitor("plain", "Another team");
  const [first, second] = [await send("plain", file), await send("plain", file, other)];
  for (const { evaluation } of [first, second]) await score(evaluation, "test");
  const answers = await Promise.all([first, second].map(({ id, person }) => submissionAnswer(person, id)));

  const [one, two] = answers.map(({ state, scores, faults }) => ({ state, scores, faults }));
  expect(first.id).not.toBe(second.id);
  expect(one).toEqual(two);
  expect(JSON.stringify(answers[1])).not.toContain(first.id);
  expect(JSON.stringify(answers[1])).not.toContain("Team one");
});
