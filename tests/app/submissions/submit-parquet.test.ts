import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { submitPredictions } from "#app/submissions/submit-predictions.server.ts";
import { db } from "#db/connections.ts";
import { submissionById } from "#db/queries/submissions.ts";
import { score } from "#scoring/worker/score.ts";
import { fileOf, makeChallenge, plainDetails } from "#tests/support/challenge.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

let world: TestWorld;
let trial: Awaited<ReturnType<typeof makeChallenge>>;

beforeAll(async () => {
  world = await freshWorld();
  trial = await makeChallenge();
});
afterAll(() => world.close());

/** Submits a Parquet file and has it scored. */
async function scored(name: string) {
  const content = readFileSync(join("tests", "reference", "parquet", `${name}.parquet`));
  const id = await submitPredictions(trial.competitor, trial.slug, {
    file: fileOf(content),
    details: { ...plainDetails, idempotencyKey: name },
  });
  const submission = await submissionById(db(), id);
  if (submission === null) throw new Error("no submission");
  await score(submission.evaluation.id, "worker");
  return (await submissionById(db(), id))?.evaluation;
}

test("a Parquet file is scored like the same table in text", async () => {
  const evaluation = await scored("trial");

  expect(evaluation?.state).toBe("scored");
  // −(ln 0.9 + ln 0.9) / 2 on the public cases a and b.
  expect(evaluation?.publicScores).toEqual({ roc_auc: 1, log_loss: expect.closeTo(0.105360515657826, 12) });
});

test("a fault in Parquet passes the web process, which does not decode it, and is told by the worker", async () => {
  const evaluation = await scored("trial-faulty");

  expect(evaluation?.state).toBe("rejected");
  expect(evaluation?.faults).toMatchObject([
    { code: "out_of_range", line: 2, column: "truth", value: "1.9" },
  ]);
});
