import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sweep } from "#app/jobs/sweep.ts";
import { submitPredictions } from "#app/submissions/submit-predictions.server.ts";
import { db } from "#db/connections.ts";
import { claimEvaluation } from "#db/queries/evaluations.ts";
import { challenges } from "#db/schema/challenges.ts";
import { evaluations } from "#db/schema/submissions.ts";
import type { EvaluationId } from "#db/vocabulary.ts";
import { fileOf, makeChallenge, perfectFile, plainDetails } from "#tests/support/challenge.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

let world: TestWorld;
let trial: Awaited<ReturnType<typeof makeChallenge>>;

beforeAll(async () => {
  world = await freshWorld();
  trial = await makeChallenge();
  // The quota is not what is tried here.
  await db().update(challenges).set({ dailyLimit: 100 });
});
afterAll(() => world.close());

/** A submission that has waited for so many seconds. */
async function waiting(seconds: number): Promise<EvaluationId> {
  const submission = await submitPredictions(trial.competitor, trial.slug, {
    file: fileOf(perfectFile),
    details: { ...plainDetails, idempotencyKey: null },
  });
  const [row] = await db()
    .update(evaluations)
    .set({ queuedAt: sql`clock_timestamp() - ${seconds} * interval '1 second'` })
    .where(eq(evaluations.submissionId, submission))
    .returning({ id: evaluations.id });
  if (row === undefined) throw new Error("no evaluation");
  return row.id;
}

type Job = { attempts: number; isHeld: boolean; waits: number };

/** The job that will compute a score, with the seconds until it may be taken; null when there is none. */
async function jobOf(id: EvaluationId): Promise<Job | null> {
  const [row] = await db().execute<Job>(sql`select attempts, locked_at is not null as "isHeld",
    extract(epoch from run_at - clock_timestamp())::float8 as waits
    from graphile_worker._private_jobs where key = ${`score:${id}`}`);
  return row ?? null;
}

const changeJob = (id: EvaluationId, what: ReturnType<typeof sql>) =>
  db().execute(sql`update graphile_worker._private_jobs set ${what} where key = ${`score:${id}`}`);

test("a job that still waits keeps its place, however long the queue is", async () => {
  const id = await waiting(300);
  await changeJob(id, sql`run_at = clock_timestamp() - interval '300 seconds'`);

  await sweep();

  expect((await jobOf(id))?.waits).toBeLessThan(-299);
});

test("a submission whose job is lost or used up gets one after a minute, not before", async () => {
  const [lost, usedUp, young] = [await waiting(61), await waiting(61), await waiting(50)];
  for (const id of [lost, young])
    await db().execute(sql`delete from graphile_worker._private_jobs where key = ${`score:${id}`}`);
  await changeJob(usedUp, sql`attempts = max_attempts`);

  await sweep();

  expect(await jobOf(lost)).toMatchObject({ attempts: 0, isHeld: false });
  expect(await jobOf(usedUp)).toMatchObject({ attempts: 0, isHeld: false });
  expect(await jobOf(young)).toBeNull();
});

test("a job held by somebody who has stopped answering is given to another", async () => {
  const id = await waiting(0);
  await changeJob(id, sql`locked_by = 'mute', locked_at = clock_timestamp(), attempts = 1`);
  await claimEvaluation(db(), id, "mute");
  await sweep();
  expect(await jobOf(id)).toMatchObject({ isHeld: true });
  await db()
    .update(evaluations)
    .set({ leaseUntil: sql`clock_timestamp() - interval '1 second'` })
    .where(eq(evaluations.id, id));

  await sweep();

  expect(await jobOf(id)).toMatchObject({ attempts: 0, isHeld: false });
});

test("a job that has failed is tried again within twenty seconds, and a young failure when the queue says so", async () => {
  const [old, young] = [await waiting(0), await waiting(0)];
  await changeJob(old, sql`attempts = 8, run_at = clock_timestamp() + interval '50 minutes'`);
  await changeJob(young, sql`attempts = 1, run_at = clock_timestamp() + interval '2.7 seconds'`);

  await sweep();

  const job = await jobOf(old);
  expect(job?.attempts).toBe(8);
  expect(job?.waits).toBeLessThanOrEqual(10);
  expect((await jobOf(young))?.waits).toBeLessThanOrEqual(2.7);
});
