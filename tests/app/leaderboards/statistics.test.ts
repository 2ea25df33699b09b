import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Person } from "#app/accounts/actor.ts";
import { visitor } from "#app/accounts/actor.ts";
import { revealPhase } from "#app/jobs/reveal-phase.ts";
import { sweep } from "#app/jobs/sweep.ts";
import { leaderboardPage } from "#app/leaderboards/pages.server.ts";
import { requestStatistics } from "#app/leaderboards/request-statistics.server.ts";
import { statisticsPage } from "#app/leaderboards/statistics-page.server.ts";
import { organiserSubmissionsPage } from "#app/submissions/pages.server.ts";
import { submitPredictions } from "#app/submissions/submit-predictions.server.ts";
import { db, files } from "#db/connections.ts";
import { brokenInvariants } from "#db/queries/invariants.ts";
import { phases } from "#db/schema/challenges.ts";
import { withheldStatistics } from "#db/schema/statistics.ts";
import { evaluations } from "#db/schema/submissions.ts";
import { SeededDraws } from "#scoring/numeric/random.ts";
import { flagProbes } from "#scoring/worker/flag-probes.ts";
import { rankStatistics } from "#scoring/worker/rank-statistics.ts";
import { score } from "#scoring/worker/score.ts";
import { fileOf, makeChallenge, makeCompetitor, plainDetails } from "#tests/support/challenge.ts";
import { refusedWith } from "#tests/support/refused.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

const cases = 600;
const query = { page: 1, search: "", phase: null, day: null };
const draws = new SeededDraws("statistics");
const truth = Array.from({ length: cases }, () => draws.integer(0, 1));

let world: TestWorld;
let challenge: Awaited<ReturnType<typeof makeChallenge>>;

beforeAll(async () => {
  world = await freshWorld();
  const lines = truth.map(
    (one, row) => `c${String(row)},${String(one)},${row % 2 === 0 ? "public" : "private"}`,
  );
  challenge = await makeChallenge({ labels: ["id,truth,usage", ...lines, ""].join("\n") });
  const { slug, competitor } = challenge;
  await send(competitor, 2);
  await send(await makeCompetitor(slug, "Nearly as good"), 2);
  await send(await makeCompetitor(slug, "Far behind"), 0.1);
});
afterAll(async () => {
  expect(await brokenInvariants(db(), files())).toEqual([]);
  await world.close();
});

/** Sends a file that knows the truth as far as `skill` says, in its own noise. */
async function send(person: Person, skill: number): Promise<void> {
  const values = truth.map((one) => 1 / (1 + Math.exp(-(skill * (2 * one - 1) + draws.normal()))));
  const content = ["id,truth", ...values.map((p, row) => `c${String(row)},${String(p)}`), ""].join("\n");
  const id = await submitPredictions(person, challenge.slug, {
    file: fileOf(content),
    details: plainDetails,
  });
  const [evaluation] = await db().select().from(evaluations).where(eq(evaluations.submissionId, id));
  if (evaluation !== undefined) await score(evaluation.id, "test");
}

const pageNow = (actor: Person | typeof visitor = visitor) =>
  statisticsPage(actor, challenge.slug, null, new Date());

test("only organisers ask for statistics", async () => {
  const { slug, phaseId, competitor, organiser } = challenge;
  await expect(requestStatistics(visitor, slug, phaseId)).rejects.toEqual(refusedWith("sign_in_required"));
  await expect(requestStatistics(competitor, slug, phaseId)).rejects.toEqual(
    refusedWith("organiser_required"),
  );
  await requestStatistics(organiser, slug, phaseId);
  expect((await pageNow()).statistics).toBeNull();
});

test("the public ranking gets intervals around its scores, ranks, and one group for those who cannot be told apart", async () => {
  await rankStatistics(challenge.phaseId, "public");

  const { statistics } = await pageNow();
  expect(statistics?.teams.map((team) => team.group)).toEqual([0, 0, 1]);
  expect(statistics?.teams[2]?.ranks).toMatchObject({ low: 3, high: 3, first: 0 });
  for (const { score: value, interval } of statistics?.teams ?? []) {
    expect(interval?.low).toBeLessThan(value);
    expect(interval?.high).toBeGreaterThan(value);
  }
  const { rows } = await leaderboardPage(visitor, challenge.slug, query, new Date());
  expect(rows.map((row) => row.certainty?.ranks?.high)).toEqual([2, 2, 3]);
  await rankStatistics(challenge.phaseId, "public");
  const again = (await pageNow()).statistics;
  expect(again?.teams).toEqual(statistics?.teams);
});

test("an interval is shown beside the file it was computed for, not beside a newer one", async () => {
  await send(challenge.competitor, 5);
  const { rows } = await leaderboardPage(visitor, challenge.slug, query, new Date());
  expect(rows.map((row) => row.certainty === null)).toEqual([true, false, false]);
});

test("a copied file is shown to organisers with the other team's name, and to nobody else", async () => {
  const { slug, competitor, challengeId } = challenge;
  const copyist = await makeCompetitor(slug, "Copyist");
  const content = ["id,truth", ...truth.map((one, row) => `c${String(row)},${String(one)}`), ""].join("\n");
  for (const person of [competitor, copyist]) {
    const id = await submitPredictions(person, slug, { file: fileOf(content), details: plainDetails });
    const [evaluation] = await db().select().from(evaluations).where(eq(evaluations.submissionId, id));
    if (evaluation === undefined) throw new Error("The submission has no evaluation.");
    await score(evaluation.id, "test");
    await flagProbes(evaluation.id);
    await flagProbes(evaluation.id);
  }
  const { flags } = await organiserSubmissionsPage(challengeId, 1, new Date());
  expect(flags.map(({ team, flag, likeTeam }) => [team, flag, likeTeam])).toEqual([
    ["Copyist", "few_distinct_values", null],
    ["Copyist", "same_file_as_other_team", "Team one"],
    ["Copyist", "values_at_bounds", null],
    ["Team one", "few_distinct_values", null],
    ["Team one", "values_at_bounds", null],
  ]);
  await rankStatistics(challenge.phaseId, "public");
  expect((await organiserSubmissionsPage(challengeId, 1, new Date())).flags).toHaveLength(5);
});

test("the final ranking's statistics are made after the end, and seen after the reveal", async () => {
  const { phaseId } = challenge;
  await rankStatistics(phaseId, "private");
  expect(await db().select().from(withheldStatistics)).toEqual([]);

  await db().update(phases).set({ closesAt: new Date() }).where(eq(phases.id, phaseId));
  await new Promise((resume) => setTimeout(resume, 5));
  await rankStatistics(phaseId, "private");
  expect(await db().select().from(withheldStatistics)).toHaveLength(1);
  expect((await pageNow(challenge.organiser)).kind).toBe("public");

  await revealPhase(phaseId);
  const { kind, statistics, shakeUp } = await pageNow();
  expect(kind).toBe("private");
  expect(statistics?.rows).toBe(cases / 2);
  expect(statistics?.teams.map((team) => team.name)[3]).toBe("Far behind");
  expect(shakeUp?.teams).toHaveLength(4);
});

test("phases that have ended get their statistics without being asked, once their scores have rested", async () => {
  const asked = async () =>
    (await db().select().from(phases).where(eq(phases.id, challenge.phaseId)))[0]?.statisticsAskedAt ?? null;
  await sweep();
  expect(await asked()).toBeNull();
  await db()
    .update(evaluations)
    .set({ finishedAt: new Date(Date.now() - 60_000) });
  await sweep();
  expect(await asked()).not.toBeNull();
});
