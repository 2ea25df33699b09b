import { text as textOf } from "node:stream/consumers";
import { text } from "node:stream/consumers";
import { Readable } from "node:stream";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { revealPhase } from "#app/jobs/reveal-phase.ts";
import { board } from "#app/leaderboards/pages.server.ts";
import { submitPredictions } from "#app/submissions/submit-predictions.server.ts";
import { db, files } from "#db/connections.ts";
import { labelSets, phases } from "#db/schema/challenges.ts";
import { evaluations, submissions } from "#db/schema/submissions.ts";
import { teams } from "#db/schema/teams.ts";
import { openLabelFile } from "#db/withheld.ts";
import { SeededDraws } from "#scoring/numeric/random.ts";
import { score } from "#scoring/worker/score.ts";
import { fileOf, makeChallenge, makeCompetitor, plainDetails } from "#tests/support/challenge.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

let world: TestWorld;
const rows = 60;
const draws = new SeededDraws("shadow");
const truth = Array.from({ length: rows }, () => draws.integer(0, 1));

beforeAll(async () => {
  world = await freshWorld();
});
afterAll(() => world.close());

/** The rows of a CSV file without its header, cut at commas: read without the platform's reader. */
const cells = (csv: string) =>
  csv
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","));

/** The area under the ROC curve by its definition: how often a case of class 1 stands above one of class 0. */
function area(labels: ReadonlyMap<string, number>, predicted: ReadonlyMap<string, number>): number {
  const of = (wanted: number) =>
    [...labels].filter(([, label]) => label === wanted).map(([id]) => predicted.get(id) ?? NaN);
  const [ones, zeros] = [of(1), of(0)];
  const wins = ones.flatMap((one) => zeros.map((zero) => (one > zero ? 1 : one === zero ? 0.5 : 0)));
  return wins.reduce<number>((sum, win) => sum + win, 0) / wins.length;
}

/** What the final ranking must be: each team by its file that is best on the private rows. */
async function shadow() {
  const [labelSet] = await db().select().from(labelSets);
  const labels = cells(await textOf(await openLabelFile(labelSet?.objectKey ?? "")));
  const among = (usage: string) =>
    new Map(labels.filter((row) => row[2] === usage).map((row) => [row[0] ?? "", Number(row[1])]));
  const sent = await db().select().from(submissions).innerJoin(teams, eq(teams.id, submissions.teamId));
  const best = new Map<string, number>();
  for (const { submissions: one, teams: team } of sent) {
    const stored = await text(Readable.from((await files().read(one.objectKey)).content));
    const predicted = new Map(cells(stored).map((row) => [row[0] ?? "", Number(row[1])]));
    best.set(team.name, Math.max(best.get(team.name) ?? 0, area(among("private"), predicted)));
  }
  return [...best].map(([name, final]) => ({ name, final })).sort((a, b) => b.final - a.final);
}

test("the revealed ranking is what pair counting on the stored files and labels gives", async () => {
  const lines = truth.map(
    (one, row) => `c${String(row)},${String(one)},${row % 3 === 0 ? "public" : "private"}`,
  );
  const labels = ["id,truth,usage", ...lines, ""].join("\n");
  const { slug, phaseId, competitor } = await makeChallenge({ labels, dailyLimit: null });
  const people = [competitor, await makeCompetitor(slug, "Second"), await makeCompetitor(slug, "Third")];
  for (const [index, person] of people.entries())
    for (const skill of [0.2, 1, 0.6]) {
      const value = (one: number) =>
        1 / (1 + Math.exp(-(skill + index / 4) * (2 * one - 1) - draws.normal()));
      const content = [
        "id,truth",
        ...truth.map((one, row) => `c${String(row)},${value(one).toFixed(2)}`),
        "",
      ];
      await submitPredictions(person, slug, { file: fileOf(content.join("\n")), details: plainDetails });
    }
  const waiting = and(eq(evaluations.phaseId, phaseId), eq(evaluations.state, "queued"));
  for (const { id } of await db().select().from(evaluations).where(waiting)) await score(id, "test");
  await db()
    .update(phases)
    .set({ closesAt: new Date(Date.now() - 1) })
    .where(eq(phases.id, phaseId));
  await revealPhase(phaseId);

  const { kind, rows: shown } = await board(slug, {}, new Date());
  const expected = await shadow();

  expect(kind).toBe("private");
  expect(expected).toHaveLength(3);
  expect(shown.map(({ name }) => name)).toEqual(expected.map(({ name }) => name));
  for (const [index, row] of shown.entries())
    expect(row.score).toBeCloseTo(expected[index]?.final ?? NaN, 12);
});
