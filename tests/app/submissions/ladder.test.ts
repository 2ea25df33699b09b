import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Person } from "#app/accounts/actor.ts";
import { boardAnswer, submissionAnswer } from "#app/api/reads.server.ts";
import { boardAsCsv } from "#app/leaderboards/export-board.server.ts";
import { board, leaderboardPage } from "#app/leaderboards/pages.server.ts";
import { ownSubmissionsPage, submissionPage, visibleSubmission } from "#app/submissions/pages.server.ts";
import { submitPredictions } from "#app/submissions/submit-predictions.server.ts";
import { db, files } from "#db/connections.ts";
import { brokenInvariants } from "#db/queries/invariants.ts";
import { evaluations, privateScores } from "#db/schema/submissions.ts";
import { SeededDraws } from "#scoring/numeric/random.ts";
import { score } from "#scoring/worker/score.ts";
import { fileOf, makeChallenge, plainDetails } from "#tests/support/challenge.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

const cases = 400;
const query = { page: 1, search: "", phase: null, day: null };

let world: TestWorld;
let challenge: Awaited<ReturnType<typeof makeChallenge>>;
const draws = new SeededDraws("ladder");
const truth = Array.from({ length: cases }, () => draws.integer(0, 1));
const noise = truth.map(() => draws.normal());

beforeAll(async () => {
  world = await freshWorld();
  const lines = truth.map(
    (one, row) => `c${String(row)},${String(one)},${row % 2 === 0 ? "public" : "private"}`,
  );
  const labels = ["id,truth,usage", ...lines, ""].join("\n");
  challenge = await makeChallenge({ displayRule: "ladder", labels, dailyLimit: null });
});
afterAll(async () => {
  expect(await brokenInvariants(db(), files())).toEqual([]);
  await world.close();
});

/** A file that knows the truth as far as `skill` says, with the first `nudged` wrong public rows put right. */
function predictions(skill: number, nudged = 0): string {
  let left = nudged;
  const values = truth.map((one, row) => {
    const latent = skill * (2 * one - 1) + (noise[row] ?? 0);
    const isWrong = row % 2 === 0 && latent > 0 !== (one === 1);
    if (isWrong && left-- > 0) return one;
    return 1 / (1 + Math.exp(-latent));
  });
  return ["id,truth", ...values.map((value, row) => `c${String(row)},${String(value)}`), ""].join("\n");
}

async function send(person: Person, content: string) {
  const id = await submitPredictions(person, challenge.slug, {
    file: fileOf(content),
    details: plainDetails,
  });
  const [evaluation] = await db().select().from(evaluations).where(eq(evaluations.submissionId, id));
  if (evaluation === undefined) throw new Error("The submission has no evaluation.");
  await score(evaluation.id, "test");
  const [secret] = await db()
    .select()
    .from(privateScores)
    .where(eq(privateScores.evaluationId, evaluation.id));
  return {
    id,
    exact: secret?.exactPublicScores?.["roc_auc"] ?? NaN,
    logLoss: secret?.exactPublicScores?.["log_loss"],
  };
}

/** Everything that competitors can read about a file and its board, as one text. */
async function allThatIsTold(person: Person, id: string): Promise<string> {
  const now = new Date();
  const full = await board(challenge.slug, {}, now);
  return JSON.stringify([
    await submissionAnswer(person, id),
    await submissionPage(await visibleSubmission(person, id)),
    await ownSubmissionsPage(person, challenge.slug),
    await leaderboardPage(person, challenge.slug, query, now),
    (await boardAnswer(challenge.slug, null, now)).items,
    boardAsCsv(full),
    full.histories.get(full.rows[0]?.teamId ?? "team_"),
  ]);
}

test("a file that is no significant improvement shows the earlier score, everywhere, and says so", async () => {
  const person = challenge.competitor;
  const first = await send(person, predictions(1));
  const second = await send(person, predictions(1, 1));

  expect(second.exact).toBeGreaterThan(first.exact);
  const told = await submissionAnswer(person, second.id);
  const before = await submissionAnswer(person, first.id);
  expect(told.isImprovement).toBe(false);
  expect(told.scores?.public).toEqual(before.scores?.public);
  expect(Object.keys(told.scores?.public ?? {})).toEqual(["roc_auc"]);
  expect(
    (await submissionPage(await visibleSubmission(person, second.id))).history.map((one) => one.score),
  ).toEqual([before.scores?.public["roc_auc"], before.scores?.public["roc_auc"]]);
  for (const { id } of [first, second]) {
    const text = await allThatIsTold(person, id);
    for (const { exact, logLoss } of [first, second]) {
      expect(text).not.toContain(String(exact).slice(0, 8));
      expect(text).not.toContain(String(logLoss).slice(0, 8));
    }
  }
  const [row] = (await board(challenge.slug, {}, new Date())).rows;
  expect(row).toMatchObject({ submissionId: first.id, rank: 1, submissions: 2 });
});

test("a real improvement raises the shown score, to the step that one row makes", async () => {
  const person = challenge.competitor;
  const third = await send(person, predictions(3));
  const told = await submissionAnswer(person, third.id);
  const shown = told.scores?.public["roc_auc"] ?? NaN;

  expect(told.isImprovement).toBe(true);
  expect(Math.abs(shown - third.exact)).toBeLessThanOrEqual(0.5 / (cases / 2));
  expect(shown * (cases / 2)).toBeCloseTo(Math.round(shown * (cases / 2)), 9);
  const worse = await send(person, predictions(0));
  expect((await submissionAnswer(person, worse.id)).scores?.public["roc_auc"]).toBe(shown);
});

test("files of one team that are scored at once take turns", async () => {
  const person = challenge.competitor;
  const ids: string[] = [];
  for (const nudged of [1, 2, 3])
    ids.push(
      await submitPredictions(person, challenge.slug, {
        file: fileOf(predictions(3, nudged)),
        details: plainDetails,
      }),
    );
  const waiting = await db().select().from(evaluations).where(eq(evaluations.state, "queued"));
  await Promise.all(waiting.map((one, index) => score(one.id, `worker ${String(index)}`)));
  const done = await db().select().from(evaluations).where(eq(evaluations.phaseId, challenge.phaseId));
  const ofThese = done.filter((one) => ids.includes(one.submissionId));
  expect(ofThese.map((one) => one.state)).toEqual(["scored", "scored", "scored"]);
  // The files differ by next to nothing: whoever came first may have raised the score, the others cannot have.
  expect(ofThese.filter((one) => one.isImprovement === true).length).toBeLessThanOrEqual(1);
});
