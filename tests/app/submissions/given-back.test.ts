import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { submitPredictions } from "#app/submissions/submit-predictions.server.ts";
import { db, files } from "#db/connections.ts";
import { brokenInvariants } from "#db/queries/invariants.ts";
import { challengeFiles, challenges } from "#db/schema/challenges.ts";
import { evaluations, submissions } from "#db/schema/submissions.ts";
import { score } from "#scoring/worker/score.ts";
import { fileOf, makeChallenge, plainDetails } from "#tests/support/challenge.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

let world: TestWorld;

beforeAll(async () => {
  world = await freshWorld();
});
afterAll(async () => {
  expect(await brokenInvariants(db(), files())).toEqual([]);
  await world.close();
});

/** In which windows a bad file counts that only the worker could read. */
async function countedIn(slug: string, rejectedFilesCount: boolean): Promise<unknown> {
  const { challengeId, competitor } = await makeChallenge({ slug });
  await db().update(challenges).set({ rejectedFilesCount }).where(eq(challenges.id, challengeId));
  // Without a sample the worker is the first to check.
  await db().delete(challengeFiles).where(eq(challengeFiles.challengeId, challengeId));
  const bad = fileOf("id,truth\na,nothing\n");
  const id = await submitPredictions(competitor, slug, { file: bad, details: plainDetails });
  const [evaluation] = await db().select().from(evaluations).where(eq(evaluations.submissionId, id));
  if (evaluation === undefined) throw new Error("The submission has no evaluation.");
  await score(evaluation.id, "test");
  const [row] = await db().select().from(submissions).where(eq(submissions.id, id));
  const [after] = await db().select().from(evaluations).where(eq(evaluations.id, evaluation.id));
  return [after?.state, after?.failureClass, row?.countedIn.length];
}

test("a file that the worker refuses is given back, or counts where the challenge says so", async () => {
  expect(await countedIn("lenient", false)).toEqual(["rejected", "file", 0]);
  expect(await countedIn("strict", true)).toEqual(["rejected", "file", 1]);
});
