import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "#app/accounts/actor.ts";
import { submissionAnswer } from "#app/api/reads.server.ts";
import { acceptRules } from "#app/challenges/accept-rules.server.ts";
import { sweep } from "#app/jobs/sweep.ts";
import { beginUpload } from "#app/submissions/begin-upload.server.ts";
import { cancelUpload } from "#app/submissions/cancel-upload.server.ts";
import { completeUpload } from "#app/submissions/complete-upload.server.ts";
import type { UploadPlan } from "#app/submissions/uploads.server.ts";
import { createTeam } from "#app/teams/create-team.server.ts";
import { db, files } from "#db/connections.ts";
import { brokenInvariants } from "#db/queries/invariants.ts";
import { evaluations, submissions, uploads } from "#db/schema/submissions.ts";
import type { SubmissionId } from "#db/vocabulary.ts";
import { score } from "#scoring/worker/score.ts";
import { makeChallenge, makeCompetitor, perfectFile } from "#tests/support/challenge.ts";
import { announcement, zipped } from "#tests/support/large-file.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

/** Large files, in parts straight to the store. Parts have 8 MiB, so these files have two. */

let world: TestWorld;
let trial: Awaited<ReturnType<typeof makeChallenge>>;

beforeAll(async () => {
  world = await freshWorld();
  trial = await makeChallenge({ dailyLimit: 2 });
});
afterAll(() => world.close());

const large = (predictions = perfectFile) => zipped(predictions, 9_000_000);
const begin = (person: Actor, content: Uint8Array, slug = trial.slug) =>
  beginUpload(person, slug, announcement(content));
const complete = (person: Actor, id: SubmissionId, slug = trial.slug) =>
  completeUpload(person, slug, { id, origin: "api" });

/** Sends the parts of a plan as a browser does, all or those named. */
async function send(plan: UploadPlan, content: Buffer<ArrayBuffer>, numbers?: number[]): Promise<number[]> {
  const wanted = plan.parts.filter((part) => numbers?.includes(part.number) ?? true);
  return Promise.all(
    wanted.map(async ({ number, url }) => {
      const body = content.subarray((number - 1) * plan.partBytes, number * plan.partBytes);
      return (await fetch(url, { method: "PUT", body })).status;
    }),
  );
}

async function sent(person: Actor, content: Buffer<ArrayBuffer>, slug = trial.slug): Promise<SubmissionId> {
  const plan = await begin(person, content, slug);
  expect(await send(plan, content)).toEqual([200, 200]);
  return plan.id;
}

async function objectsOf(id: SubmissionId): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of files().list(`predictions/${id}/`)) keys.push(key);
  return keys;
}

async function uploadRow(id: SubmissionId) {
  const [row] = await db().select().from(uploads).where(eq(uploads.id, id));
  if (row === undefined) throw new Error("no upload");
  return row;
}

async function evaluate(id: SubmissionId): Promise<void> {
  const rows = await db().select().from(evaluations).where(eq(evaluations.submissionId, id));
  for (const row of rows) await score(row.id, "worker");
}

test("a file sent in parts is uploading, then queued, then scored like any other", async () => {
  const person = await makeCompetitor(trial.slug, "Parts");
  const content = large();
  const id = await sent(person, content);
  const before = await submissionAnswer(person, id);

  await complete(person, id);
  const queued = await submissionAnswer(person, id);
  await evaluate(id);
  const scored = await submissionAnswer(person, id);

  expect(before).toEqual({ id, challenge: trial.slug, state: "uploading", faults: [] });
  expect(queued.state).toBe("queued");
  expect(scored).toMatchObject({ state: "scored", scores: { public: { roc_auc: 1 } } });
  expect(await objectsOf(id)).toEqual([`predictions/${id}/${announcement(content).sha256}`]);
});

test("a faulty file that nobody checked before shows its faults, and its place in the quota is given back", async () => {
  const person = await makeCompetitor(trial.slug, "Faulty in parts");
  const id = await sent(person, large(perfectFile.replace("0.9", "1.5").replace("0.2", "NaN")));

  await complete(person, id);
  await evaluate(id);

  const answer = await submissionAnswer(person, id);
  expect(answer).toMatchObject({ state: "rejected", total: 2 });
  expect(answer.faults.map(({ code, line, column }) => [code, line, column])).toEqual([
    ["out_of_range", 2, "truth"],
    ["not_finite", 5, "truth"],
  ]);
  const [row] = await db().select().from(submissions).where(eq(submissions.id, id));
  expect(row?.countedIn).toEqual([]);
});

test("announced again, an upload goes on with the parts that are missing", async () => {
  const person = await makeCompetitor(trial.slug, "Resumes");
  const content = large();
  const first = await begin(person, content);
  await send(first, content, [2]);

  const again = await begin(person, content);

  expect(again.id).toBe(first.id);
  expect(again.parts.map((part) => part.number)).toEqual([1]);
  expect(again.arrivedBytes).toBe(content.byteLength - first.partBytes);
  await send(again, content);
  expect((await begin(person, content)).parts).toEqual([]);
  await expect(complete(person, first.id)).resolves.toBe(first.id);
  // From then on the same bytes are another submission.
  expect((await begin(person, content)).id).not.toBe(first.id);
});

test("announced twice at once, it is one upload", async () => {
  const person = await makeCompetitor(trial.slug, "Announces twice");
  const content = large();

  const plans = await Promise.all(Array.from({ length: 5 }, () => begin(person, content)));

  expect(new Set(plans.map((plan) => plan.id)).size).toBe(1);
});

test("an upload with a missing part waits for it, and costs nothing", async () => {
  const person = await makeCompetitor(trial.slug, "Missing");
  const content = large();
  const plan = await begin(person, content);
  await send(plan, content, [1]);

  await expect(complete(person, plan.id)).rejects.toMatchObject({
    refusal: { code: "upload_incomplete", details: { arrived: 1, expected: 2 } },
  });

  await send(plan, content, [2]);
  await expect(complete(person, plan.id)).resolves.toBe(plan.id);
});

test("other bytes than were announced are refused, and nothing of them is kept", async () => {
  const person = await makeCompetitor(trial.slug, "Other bytes");
  const content = large();
  const plan = await begin(person, content);
  const other = Buffer.from(content);
  other[1_000_000] = (other[1_000_000] ?? 0) ^ 1;
  await send(plan, other);

  await expect(complete(person, plan.id)).rejects.toThrow("upload_differs");

  expect(await objectsOf(plan.id)).toEqual([]);
  expect(await submissionAnswer(person, plan.id)).toMatchObject({ state: "cancelled" });
  await expect(complete(person, plan.id)).rejects.toThrow("upload_expired");
});

test("a file over the limit is not even begun", async () => {
  const person = await makeCompetitor(trial.slug, "Too large");
  const attempt = beginUpload(person, trial.slug, { ...announcement(large()), sizeBytes: 10_000_001 });

  await expect(attempt).rejects.toThrow("file_too_large");
});

test("completed eight times at once, it is one submission", async () => {
  const person = await makeCompetitor(trial.slug, "Completes twice");
  const id = await sent(person, large());

  const outcomes = await Promise.all(Array.from({ length: 8 }, () => complete(person, id)));

  expect(outcomes).toEqual(Array.from({ length: 8 }, () => id));
  const rows = await db().select().from(submissions).where(eq(submissions.personId, person.id));
  expect(rows.map((row) => row.id)).toEqual([id]);
  await evaluate(id);
  expect(await submissionAnswer(person, id)).toMatchObject({ state: "scored" });
});

test("another person's upload does not exist, nor does it below another challenge", async () => {
  const person = await makeCompetitor(trial.slug, "Owner");
  const stranger = await makeCompetitor(trial.slug, "Stranger");
  const other = await makeChallenge({ slug: "another" });
  const id = await sent(person, large());

  await expect(complete(stranger, id)).rejects.toThrow("submission_not_found");
  await expect(cancelUpload(stranger, id)).rejects.toThrow("submission_not_found");
  await expect(submissionAnswer(stranger, id)).rejects.toThrow("submission_not_found");
  await expect(complete({ ...person, id: other.competitor.id }, id, "another")).rejects.toThrow(
    "submission_not_found",
  );
  await expect(complete(person, id, "another")).rejects.toThrow();
  await expect(complete(person, id)).resolves.toBe(id);
});

test("the deadline is judged when the upload is completed, not when it was begun", async () => {
  const closesAt = new Date(Date.now() + 3_600_000);
  const edge = await makeChallenge({ slug: "edge", closesAt });
  const at = (ms: number) => () => Promise.resolve(new Date(closesAt.getTime() + ms));
  const inTime = await sent(edge.competitor, large(), "edge");
  const late = await sent(edge.competitor, large(), "edge");
  const completeAt = (id: SubmissionId, ms: number) =>
    completeUpload(edge.competitor, "edge", { id, origin: "api" }, at(ms));

  await expect(completeAt(inTime, 0)).resolves.toBe(inTime);
  await expect(completeAt(late, 1)).rejects.toThrow("phase_closed");

  expect(await files().listParts((await uploadRow(late)).objectKey, "any")).toBeNull();
  expect((await uploadRow(late)).state).toBe("aborted");
});

test("an upload that found the quota used up is completed when there is quota again", async () => {
  const person = await makeCompetitor(trial.slug, "Full");
  const ids = [
    await sent(person, large()),
    await sent(person, large()),
    await sent(person, large()),
  ] as const;

  await complete(person, ids[0]);
  await complete(person, ids[1]);

  await expect(complete(person, ids[2])).rejects.toThrow("quota_exhausted");
  await expect(begin(person, large())).rejects.toThrow("quota_exhausted");
  await db().execute(sql`update quota_counters set "window" = 'day:2020-01-01' where team_id = (
    select team_id from uploads where id = ${ids[2]})`);
  await db().execute(
    sql`update submissions set counted_in = '{day:2020-01-01}' where person_id = ${person.id}`,
  );
  await expect(complete(person, ids[2])).resolves.toBe(ids[2]);
});

test("an upload that was not completed in time has expired, and the store forgets its parts", async () => {
  const person = await makeCompetitor(trial.slug, "Expired");
  const id = await sent(person, large());
  await db()
    .update(uploads)
    .set({ expiresAt: new Date(Date.now() - 1000) })
    .where(eq(uploads.id, id));

  await expect(complete(person, id)).rejects.toThrow("upload_expired");
  await sweep();

  const { state, objectKey, storeUploadId } = await uploadRow(id);
  expect(state).toBe("aborted");
  expect(await files().listParts(objectKey, storeUploadId)).toBeNull();
  expect(await submissionAnswer(person, id)).toMatchObject({ state: "cancelled" });
});

test("six uploads of one person may be unfinished, in whatever challenges, and no one else waits", async () => {
  const [first, second, third] = ["first", "second", "third"] as const;
  for (const slug of [first, second, third]) await makeChallenge({ slug });
  const person = await makeCompetitor(first, "Everywhere");
  for (const slug of [second, third]) {
    await acceptRules(person, slug);
    await createTeam(person, slug, { name: "Everywhere", affiliation: null });
  }
  for (const slug of [first, first, first, second, second, second]) await begin(person, large(), slug);

  await expect(begin(person, large(), third)).rejects.toThrow("too_many_unfinished");
  const other = await makeCompetitor(third, "Elsewhere");
  expect(await begin(other, large(), third)).toHaveProperty("parts");
});

test("a cancelled upload leaves nothing in the store and makes room for another", async () => {
  const person = await makeCompetitor(trial.slug, "Cancels");
  const begun = [
    await begin(person, large()),
    await begin(person, large()),
    await begin(person, large()),
  ] as const;
  await expect(begin(person, large())).rejects.toThrow("too_many_uploads");

  await cancelUpload(person, begun[1].id);
  await cancelUpload(person, begun[1].id);

  const { objectKey, storeUploadId } = await uploadRow(begun[1].id);
  expect(await files().listParts(objectKey, storeUploadId)).toBeNull();
  await expect(complete(person, begun[1].id)).rejects.toThrow("upload_expired");
  await expect(begin(person, large())).resolves.toHaveProperty("id");
});

test("a completed upload cannot be cancelled, nor its file overwritten by its links", async () => {
  const person = await makeCompetitor(trial.slug, "Overwrites");
  const content = large();
  const plan = await begin(person, content);
  await send(plan, content);
  await complete(person, plan.id);

  await cancelUpload(person, plan.id);

  expect(await send(plan, Buffer.from(large()))).toEqual([404, 404]);
  await evaluate(plan.id);
  expect(await submissionAnswer(person, plan.id)).toMatchObject({ state: "scored" });
});

test("whoever may not submit cannot begin an upload", async () => {
  const late = await makeChallenge({ slug: "late", closesAt: new Date(Date.now() - 1000) });

  await expect(begin({ kind: "visitor" }, large())).rejects.toThrow("sign_in_required");
  await expect(begin(late.organiser, large(), "late")).rejects.toThrow();
  await expect(begin(late.competitor, large(), "late")).rejects.toThrow("phase_closed");
});

test("after all this every invariant holds", async () => {
  const open = await db().select().from(evaluations).where(eq(evaluations.state, "queued"));
  for (const { id } of open) await score(id, "last worker");

  expect(await brokenInvariants(db(), files())).toEqual([]);
});
