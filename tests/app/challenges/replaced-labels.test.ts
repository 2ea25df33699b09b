import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publishLabels } from "#app/challenges/publish-labels.server.ts";
import { submitPredictions } from "#app/submissions/submit-predictions.server.ts";
import { connect, connections, db } from "#db/connections.ts";
import { openDatabase } from "#db/client.ts";
import { deliveryAnswer } from "#db/queries/challenges.ts";
import { labelSets, phases } from "#db/schema/challenges.ts";
import { registerLabels } from "#scoring/worker/register-labels.ts";
import { fileOf, labelFile, makeChallenge, perfectFile, plainDetails } from "#tests/support/challenge.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

let world: TestWorld;
let trial: Awaited<ReturnType<typeof makeChallenge>>;

beforeAll(async () => {
  world = await freshWorld();
  trial = await makeChallenge();
});
afterAll(() => world.close());

/** Delivers other labels, which the worker takes in with its own rights.
 * @returns the code with which it refuses them, and the version that is in use then */
async function deliver(labels: string): Promise<[string | null | undefined, number | undefined]> {
  const delivery = await publishLabels(trial.organiser, trial.phaseId, Buffer.from(labels));
  const owner = connections();
  const worker = openDatabase(`${world.url}?role=palmares_worker`);
  connect({ ...owner, database: worker });
  try {
    await registerLabels(delivery);
  } finally {
    connect(owner);
    await worker.close();
  }
  const [inUse] = await db()
    .select({ version: labelSets.version })
    .from(phases)
    .innerJoin(labelSets, eq(labelSets.id, phases.labelSetId))
    .where(eq(phases.id, trial.phaseId));
  return [(await deliveryAnswer(db(), delivery))?.refusalCode, inUse?.version];
}

test("labels are replaced until the first submission, and refused from then on", async () => {
  expect(await deliver(labelFile.replace("a,1", "a,0").replace("b,0", "b,1"))).toEqual([null, 2]);

  await submitPredictions(trial.competitor, trial.slug, { file: fileOf(perfectFile), details: plainDetails });

  expect(await deliver(labelFile)).toEqual(["labels_in_use", 2]);
  const versions = await db().select().from(labelSets).where(eq(labelSets.phaseId, trial.phaseId));
  expect(versions.every(({ digest }) => /^[0-9a-f]{64}$/.test(digest))).toBe(true);
  expect(new Set(versions.map(({ digest }) => digest)).size).toBe(2);
});
