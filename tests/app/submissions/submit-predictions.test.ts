import { count, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Refused } from "#app/accounts/refusal.ts";
import { FileRejected } from "#app/submissions/check-file.server.ts";
import { submitPredictions } from "#app/submissions/submit-predictions.server.ts";
import { db, files, inTransaction } from "#db/connections.ts";
import { claimEvaluation, finishEvaluation } from "#db/queries/evaluations.ts";
import { brokenInvariants } from "#db/queries/invariants.ts";
import { submissionById } from "#db/queries/submissions.ts";
import { phases } from "#db/schema/challenges.ts";
import { evaluations, privateScores, quotaCounters, submissions } from "#db/schema/submissions.ts";
import { score } from "#scoring/worker/score.ts";
import {
  fileOf,
  makeChallenge,
  makeCompetitor,
  perfectFile,
  plainDetails,
} from "#tests/support/challenge.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

let world: TestWorld;
let trial: Awaited<ReturnType<typeof makeChallenge>>;

beforeAll(async () => {
  world = await freshWorld();
  trial = await makeChallenge();
});
afterAll(() => world.close());

const submit = (person = trial.competitor, content = perfectFile, key: string | null = null) =>
  submitPredictions(person, trial.slug, {
    file: fileOf(content),
    details: { ...plainDetails, idempotencyKey: key },
  });

async function objects(): Promise<number> {
  let number = 0;
  for await (const object of files().list("predictions/")) number += Number(object.sizeBytes >= 0);
  return number;
}

async function evaluationOf(submission: string) {
  const rows = await db().select().from(evaluations);
  const found = rows.find((row) => row.submissionId === submission);
  if (found === undefined) throw new Error("no evaluation");
  return found;
}

test("a file is scored against the withheld labels, and its private score stays withheld", async () => {
  const id = await submit();
  await score((await evaluationOf(id)).id, "worker one");

  const row = await submissionById(db(), id);
  const withheld = await db().select().from(privateScores);

  expect(row?.evaluation.state).toBe("scored");
  // −(ln 0.9 + ln 0.9) / 2 on the public cases a and b.
  expect(row?.evaluation.publicScores).toEqual({
    roc_auc: 1,
    log_loss: expect.closeTo(0.105360515657826, 12),
  });
  // −(ln 0.8 + ln 0.8) / 2 on the private cases c and d.
  expect(withheld[0]?.privateScores).toEqual({ roc_auc: 1, log_loss: expect.closeTo(0.22314355131421, 12) });
});

test("fifty uploads at once against a limit of five: exactly five are accepted", async () => {
  const person = await makeCompetitor(trial.slug, "Fifty");
  const before = await objects();

  const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => submit(person)));

  const accepted = outcomes.filter((outcome) => outcome.status === "fulfilled");
  const codes = outcomes.flatMap((outcome) =>
    outcome.status === "rejected" && outcome.reason instanceof Refused ? [outcome.reason.refusal.code] : [],
  );
  expect(accepted).toHaveLength(5);
  expect(codes).toEqual(Array.from({ length: 45 }, () => "quota_exhausted"));
  expect(await objects()).toBe(before + 5);
});

test("a faulty file costs nothing and leaves no object behind", async () => {
  const person = await makeCompetitor(trial.slug, "Faulty");
  const before = await objects();

  const attempt = submit(person, "id,truth\na,0.9\na,1.5\nc,NaN\nz,0.2\n");

  await expect(attempt).rejects.toThrow(FileRejected);
  expect(await objects()).toBe(before);
  const counted = await db()
    .select({ submissions: count() })
    .from(submissions)
    .where(eq(submissions.personId, person.id));
  expect(counted[0]?.submissions).toBe(0);
});

test("the same key and bytes give the same submission, other bytes are refused", async () => {
  const person = await makeCompetitor(trial.slug, "Twice");

  const [first, second] = await Promise.all([
    submit(person, perfectFile, "key"),
    submit(person, perfectFile, "key"),
  ]);

  expect(second).toBe(first);
  await expect(submit(person, perfectFile.replace("0.9", "0.7"), "key")).rejects.toThrow(
    "idempotency_conflict",
  );
});

test("an upload after the deadline is refused by the clock of the database", async () => {
  const late = await makeChallenge({ slug: "late", closesAt: new Date(Date.now() - 1000) });

  const attempt = submitPredictions(late.competitor, "late", {
    file: fileOf(perfectFile),
    details: plainDetails,
  });

  await expect(attempt).rejects.toThrow("phase_closed");
});

test("a file received at the very last millisecond counts, one later does not", async () => {
  const closesAt = new Date(Date.now() + 3_600_000);
  const edge = await makeChallenge({ slug: "edge", closesAt });
  const at = (ms: number) => () => Promise.resolve(new Date(closesAt.getTime() + ms));
  const attempt = (ms: number) =>
    submitPredictions(edge.competitor, "edge", { file: fileOf(perfectFile), details: plainDetails }, at(ms));

  await expect(attempt(0)).resolves.toMatch(/^sub_/);
  await expect(attempt(1)).rejects.toThrow("phase_closed");
});

test("in the flood before a deadline whoever is accepted was in time, whoever is refused was late, and nothing is in between", async () => {
  const flood = await makeChallenge({ slug: "flood", dailyLimit: null });
  const crowd: Awaited<ReturnType<typeof makeCompetitor>>[] = [];
  for (let team = 0; team < 12; team++) crowd.push(await makeCompetitor("flood", `Crowd ${String(team)}`));
  const before = await objects();
  const closesAt = new Date(Date.now() + 2_000);
  await db().update(phases).set({ closesAt }).where(eq(phases.id, flood.phaseId));
  const sendUntilRefused = async (person: (typeof crowd)[number]) => {
    for (let accepted = 0; ; accepted++) {
      const outcome = await submitPredictions(person, "flood", {
        file: fileOf(perfectFile.replace("0.9", `0.${String(accepted + 100)}`)),
        details: plainDetails,
      }).catch((error: unknown) => (error instanceof Refused ? error.refusal.code : error));
      if (typeof outcome !== "string" || !outcome.startsWith("sub_")) return { accepted, outcome };
    }
  };

  const sent = await Promise.all(crowd.map(sendUntilRefused));

  expect(new Set(sent.map(({ outcome }) => outcome))).toEqual(new Set(["phase_closed"]));
  const accepted = sent.reduce((sum, one) => sum + one.accepted, 0);
  const rows = await db()
    .select({ at: submissions.receivedAt })
    .from(submissions)
    .where(eq(submissions.phaseId, flood.phaseId));
  expect(accepted).toBeGreaterThan(12);
  expect(rows).toHaveLength(accepted);
  expect(rows.filter(({ at }) => at > closesAt)).toEqual([]);
  expect(await objects()).toBe(before + accepted);
});

test("a worker that has lost its claim can write nothing", async () => {
  const person = await makeCompetitor(trial.slug, "Fenced");
  const { id } = await evaluationOf(await submit(person));
  const stale = await claimEvaluation(db(), id, "slow worker");
  await score(id, "fast worker");

  if (stale === null) throw new Error("the claim failed");
  const isWritten = await inTransaction((tx) => finishEvaluation(tx, stale, { state: "failed" }));

  expect(isWritten).toBe(false);
  const rows = await db().select().from(evaluations).where(eq(evaluations.id, id));
  expect(rows[0]?.state).toBe("scored");
});

test("a job that is delivered twice writes one outcome", async () => {
  const person = await makeCompetitor(trial.slug, "Delivered twice");
  const { id } = await evaluationOf(await submit(person));

  await Promise.all([score(id, "one"), score(id, "two")]);

  const rows = await db().select().from(privateScores).where(eq(privateScores.evaluationId, id));
  expect(rows).toHaveLength(1);
});

test("the quota counts what was accepted, and the table itself refuses more", async () => {
  const rows = await db().select().from(quotaCounters);

  expect(rows.every((row) => row.used <= row.allowed)).toBe(true);
  const overrun = db().update(quotaCounters).set({ used: 6 });
  await expect(overrun).rejects.toThrow();
});

test("a file that was under way each time a worker died is given up, and costs nothing", async () => {
  const id = await submit(await makeCompetitor(trial.slug, "Unlucky"));
  const evaluation = await evaluationOf(id);
  // Four workers have claimed it and were never heard of again.
  for (const worker of ["a", "b", "c", "d"]) await claimEvaluation(db(), evaluation.id, worker);

  await score(evaluation.id, "e");

  expect(await evaluationOf(id)).toMatchObject({
    state: "failed",
    failureClass: "platform",
    failureCode: "given_up",
  });
  const [submission] = await db().select().from(submissions).where(eq(submissions.id, id));
  expect(submission?.countedIn).toEqual([]);
});

test("after all this every invariant holds once the queue is empty, and a forged counter is found", async () => {
  const open = await db()
    .select({ id: evaluations.id })
    .from(evaluations)
    .where(eq(evaluations.state, "queued"));
  for (const { id } of open) await score(id, "last worker");
  expect(await brokenInvariants(db(), files())).toEqual([]);

  await db().update(quotaCounters).set({ used: 0 });

  expect((await brokenInvariants(db(), files())).map((broken) => broken.name)).toEqual([
    "each quota counter is the number of submissions counted in its window",
  ]);
});
