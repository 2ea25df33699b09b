import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { beginDocument } from "#app/applications/add-document.server.ts";
import { sweepObjects } from "#app/jobs/sweep-objects.ts";
import { adoptBucket, filesBucket, installationId, markOf, requireOwnBucket } from "#db/buckets/belonging.ts";
import { connect, connections, db, files } from "#db/connections.ts";
import { brokenInvariants } from "#db/queries/invariants.ts";
import { requireOwnBuckets } from "#db/buckets/require-own-buckets.ts";
import { documents } from "#db/schema/applications.ts";
import { challengeFiles } from "#db/schema/challenges.ts";
import { installation, objectSweeps, unnamedObjects } from "#db/schema/platform.ts";
import { adoptSweeps } from "#db/buckets/sweep-mark.ts";
import { both, makeCall, makeDraft } from "#tests/support/call.ts";
import { makeChallenge } from "#tests/support/challenge.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

let world: TestWorld;

beforeEach(async () => {
  world = await freshWorld();
});
afterEach(async () => {
  expect(await brokenInvariants(db(), files())).toEqual([]);
  await world.close();
});

/** The store's clock two hours from now: what is stored now is no longer young. */
const later = async () => new Date((await files().now()).getTime() + 7_200_000);

/** A sweep whose turn has come, whenever the last one was. */
async function sweepAgain(storeClock = later) {
  await db().update(objectSweeps).set({ beganAt: null });
  return sweepObjects(storeClock);
}

async function put(...keys: string[]): Promise<void> {
  for (const key of keys) await files().put(key, Buffer.from(key), { contentType: "text/plain" });
}

async function keys(): Promise<string[]> {
  const found: string[] = [];
  for await (const { key } of files().list("")) if (!key.startsWith("palmares/")) found.push(key);
  return found;
}

/** As if what has been noted of unnamed files had been noted so many days earlier. */
async function daysPass(days: number): Promise<void> {
  const before = sql`interval '1 day' * ${days}`;
  await db()
    .update(unnamedObjects)
    .set({
      firstSeenAt: sql`${unnamedObjects.firstSeenAt} - ${before}`,
      quarantinedAt: sql`${unnamedObjects.quarantinedAt} - ${before}`,
    });
}

const forty = Array.from({ length: 40 }, (_, index) => `predictions/${String(index)}/of-another`);

/** Another installation's database, as its first migration leaves it, with this one's bucket. */
async function otherDatabase(work: () => Promise<void>): Promise<void> {
  const mine = connections();
  const other = await freshWorld();
  const theirs = connections();
  await db().update(installation).set({ value: "another" }).where(eq(installation.key, "id"));
  connect({ ...theirs, files: mine.files });
  try {
    await work();
  } finally {
    connect(theirs);
    await other.close();
    connect(mine);
  }
}

test("another installation's database neither starts on a bucket nor removes anything from it", async () => {
  await requireOwnBucket(db(), filesBucket(files()), { mayMark: true });
  await put(...forty);

  await otherDatabase(async () => {
    for (const kind of ["web", "jobs", "worker"] as const)
      await expect(requireOwnBuckets(kind, connections())).rejects.toThrow(/belongs to installation/);
    expect(await sweepAgain()).toEqual({ refusal: "foreign_bucket" });
  });

  expect(await keys()).toHaveLength(40);
  for (const key of forty) await files().remove(key);
});

test("a bucket without a mark becomes the database's own when it is empty, and is refused when it holds files of nobody", async () => {
  await put("predictions/of/nobody");
  await expect(requireOwnBucket(db(), filesBucket(files()), { mayMark: true })).rejects.toThrow(
    /none that this database names/,
  );
  expect(await sweepAgain()).toEqual({ refusal: "foreign_bucket" });
  expect(await keys()).toEqual(["predictions/of/nobody"]);

  await files().remove("predictions/of/nobody");
  await requireOwnBucket(db(), filesBucket(files()), { mayMark: true });

  expect(await markOf(files())).toBe(await installationId(db()));
});

test("a bucket from before there were marks is known by the files that the database names", async () => {
  await makeChallenge({ slug: "older" });

  await requireOwnBucket(db(), filesBucket(files()), { mayMark: true });

  expect(await markOf(files())).toBe(await installationId(db()));
});

test("a database that was put back to an earlier moment removes nothing, and does no timed work, until it is adopted", async () => {
  await sweepAgain();
  const [earlier] = await db().select().from(objectSweeps);
  await put("predictions/newer/than-the-backup");
  await sweepAgain();
  await daysPass(4);
  if (earlier === undefined) throw new Error("There is no row of sweeps.");
  await db().update(objectSweeps).set(earlier);

  await expect(requireOwnBuckets("jobs", connections())).rejects.toThrow(/put back to an earlier moment/);
  await expect(requireOwnBuckets("web", connections())).resolves.toBeUndefined();
  expect(await sweepAgain()).toEqual({ refusal: "swept_by_another" });
  expect(await keys()).toEqual(["predictions/newer/than-the-backup"]);

  await adoptBucket(db(), files());
  await adoptSweeps(db(), files());

  await expect(requireOwnBuckets("jobs", connections())).resolves.toBeUndefined();
  expect(await sweepAgain()).toMatchObject({ refusal: null, quarantined: 1 });
});

test("a sweep that died after its mark was in the bucket is nobody else's", async () => {
  await sweepAgain();
  const found = await files().readText("palmares/sweep");
  await db().update(objectSweeps).set({ mark: "the one before", nextMark: found });

  expect(await sweepAgain()).toMatchObject({ refusal: null });
});

test("an unnamed file is seen twice, days apart, then waits in quarantine, and only then goes", async () => {
  await requireOwnBuckets("web", connections());
  await put("predictions/left/behind");
  expect(await sweepAgain(() => files().now())).toMatchObject({ unnamed: 0 });
  expect(await sweepAgain()).toMatchObject({ unnamed: 1, quarantined: 0 });
  await daysPass(2);
  expect(await sweepAgain()).toMatchObject({ unnamed: 1, quarantined: 0 });
  await daysPass(1);
  expect(await sweepAgain()).toMatchObject({ quarantined: 1, removed: 0 });
  expect(await keys()).toEqual(["quarantine/predictions/left/behind"]);
  await daysPass(29);
  expect(await sweepAgain()).toMatchObject({ removed: 0 });
  await daysPass(1);

  expect(await sweepAgain()).toMatchObject({ removed: 1 });

  expect(await keys()).toEqual([]);
});

test("what is named again comes back from quarantine, with its bytes", async () => {
  await requireOwnBuckets("web", connections());
  const { challengeId } = await makeChallenge({ slug: "returns" });
  const [row] = await db().select().from(challengeFiles).where(eq(challengeFiles.challengeId, challengeId));
  if (row === undefined) throw new Error("The challenge has no file.");
  const before = await files().readText(row.objectKey);
  await db().delete(challengeFiles).where(eq(challengeFiles.id, row.id));
  await sweepAgain();
  await daysPass(4);
  await sweepAgain();
  expect(await keys()).toEqual([`quarantine/${row.objectKey}`]);
  await db().insert(challengeFiles).values(row);

  expect(await sweepAgain()).toMatchObject({ returned: 1 });

  expect(await files().readText(row.objectKey)).toBe(before);
  expect(await db().select().from(unnamedObjects)).toEqual([]);
});

test("when much of a bucket is named by nothing, the sweep says so and removes nothing", async () => {
  await sweepAgain();
  await put(...forty);
  await sweepAgain();
  await daysPass(40);

  expect(await sweepAgain()).toEqual({ refusal: "too_many" });

  expect(await keys()).toHaveLength(40);
  expect(await db().select({ refusal: objectSweeps.refusal }).from(objectSweeps)).toEqual([
    { refusal: "too_many" },
  ]);
});

test("a refused document, which the database has ended itself, goes at the next sweep", async () => {
  await requireOwnBuckets("web", connections());
  const form = {
    titleField: "title",
    sections: [
      {
        id: "one",
        title: both("One"),
        fields: [
          { type: "short_text", id: "title", label: both("Title"), maxCharacters: 80 },
          { type: "organisation", id: "lead", label: both("Lead") },
          { type: "document", id: "plan", label: both("Plan"), maxMegabytes: 1 },
        ],
      },
    ],
  };
  const { slug } = await makeCall({ slug: "refused", form });
  const { person, code } = await makeDraft(slug);
  const { id } = await beginDocument(person, code, { field: "plan", fileName: "plan.pdf", sizeBytes: 5 });
  const [row] = await db().select().from(documents).where(eq(documents.id, id));
  await put(row?.objectKey ?? "");
  expect(await sweepAgain()).toMatchObject({ removed: 0, unnamed: 0 });
  await db().update(documents).set({ state: "refused", fault: "not_pdf" }).where(eq(documents.id, id));

  expect(await sweepAgain()).toMatchObject({ removed: 1, unnamed: 0 });
});

test("of several processes one sweeps within the hour, and none where it is switched off", async () => {
  expect(await sweepObjects(later)).toMatchObject({ refusal: null });
  expect(await sweepObjects(later)).toBeNull();
  expect(await sweepObjects(later, false)).toEqual({ refusal: "switched_off" });
});
