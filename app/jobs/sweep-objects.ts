import { and, eq, isNull, lt, sql } from "drizzle-orm";
import { filesBucket, ForeignBucket, requireOwnBucket } from "#db/buckets/belonging.ts";
import { databaseClock } from "#db/clock.ts";
import { db, files } from "#db/connections.ts";
import { environment } from "#db/environment.ts";
import { errorFacts, log } from "#db/log.ts";
import { agedObjects, quarantinePrefix, standingOf, type Standing } from "#db/queries/objects.ts";
import { unnamedObjects } from "#db/schema/platform.ts";
import { beginSweep, noteSweep, SweptByAnother } from "#db/buckets/sweep-mark.ts";
import type { SweepRefusal } from "#db/vocabulary.ts";

/** How long a file must have been named by nothing before it is moved out of the way, and how long it waits there. */
const quarantineAfter = sql`interval '3 days'`;
const removeAfter = sql`interval '30 days'`;

/** One sweep removes or moves at most so many files of each kind; the next goes on. */
const atMost = 200;

/** When more than this share of all files is named by nothing, it is the database that is wrong, not the bucket. */
const suspicious = { share: 0.05, count: 20 };

export type Sweep =
  | { refusal: SweepRefusal }
  | { refusal: null; unnamed: number; quarantined: number; returned: number; removed: number };

/** Takes away what nothing names among participants' files. What the database itself has ended goes at once. What it does
 * not know is left by processes that died between storing and recording, or it is not ours: it must have been seen by
 * two sweeps at least three days apart, then it waits in quarantine for thirty, from where it comes back as soon as
 * something names it. Nothing is touched in a bucket that another database has swept.
 * @param storeClock the store's own time, which alone judges the age of a file
 * @param isOn whether the operator lets files be swept
 * @returns what was done; null when another process has swept within the hour
 * Effects: objects of the files bucket, rows of `unnamed_objects` and `object_sweeps`. */
export async function sweepObjects(
  storeClock = () => files().now(),
  isOn = environment().SWEEP_OBJECTS,
): Promise<Sweep | null> {
  if (!isOn) return refused("switched_off");
  try {
    await requireOwnBucket(db(), filesBucket(files()), { mayMark: true });
    return (await beginSweep(db(), files())) ? await sweepAt(await storeClock()) : null;
  } catch (error) {
    if (error instanceof ForeignBucket) return refused("foreign_bucket", error.message);
    if (error instanceof SweptByAnother) return refused("swept_by_another", error.message);
    throw error;
  }
}

async function refused(refusal: SweepRefusal, why?: string): Promise<Sweep> {
  if (refusal !== "switched_off") log.error({ refusal, why }, "files are not swept");
  await noteSweep(db(), refusal);
  return { refusal };
}

async function sweepAt(storeNow: Date): Promise<Sweep> {
  const { seen, ended } = await look(storeNow);
  const unnamed = await sightings();
  if (unnamed > Math.max(suspicious.count, seen * suspicious.share)) {
    await reviewQuarantine({ mayRemove: false });
    return refused("too_many");
  }
  const due = await dueForQuarantine();
  await withEach(ended, (key) => files().remove(key));
  await withEach(due, quarantine);
  const { returned, removed } = await reviewQuarantine({ mayRemove: true });
  await noteSweep(db(), null);
  return { refusal: null, unnamed, quarantined: due.length, returned, removed: ended.length + removed };
}

/** One file that the store does not let go keeps the others from nothing: the next sweep finds it again. */
async function withEach(keys: readonly string[], work: (key: string) => Promise<void>): Promise<void> {
  for (const key of keys) {
    try {
      await work(key);
    } catch (error) {
      log.error({ objectKey: key, ...errorFacts(error) }, "one of a sweep failed");
    }
  }
}

/** Looks at every file, and notes those that nothing names. What was noted and is named now, or gone, is forgotten.
 * @returns how many files there are, and which have ended, as many as go at once */
async function look(storeNow: Date): Promise<{ seen: number; ended: string[] }> {
  const beganAt = await databaseClock(db());
  const ended: string[] = [];
  let seen = 0;
  for await (const page of agedObjects(db(), files(), storeNow)) {
    seen += page.length;
    const keysOf = (wanted: Standing) =>
      page.filter(({ standing }) => standing === wanted).map(({ key }) => key);
    await sight(keysOf("unknown"));
    ended.push(...keysOf("ended").slice(0, atMost - ended.length));
  }
  const { quarantinedAt, lastSeenAt } = unnamedObjects;
  await db()
    .delete(unnamedObjects)
    .where(and(isNull(quarantinedAt), lt(lastSeenAt, beganAt)));
  return { seen, ended };
}

async function sight(keys: string[]): Promise<void> {
  await db().execute(sql`insert into unnamed_objects (object_key, first_seen_at, last_seen_at)
    select key, clock_timestamp(), clock_timestamp() from unnest(${sql.param(keys)}::text[]) as key
    on conflict (object_key) do update set last_seen_at = excluded.last_seen_at, quarantined_at = null`);
}

async function sightings(): Promise<number> {
  return db().$count(unnamedObjects, isNull(unnamedObjects.quarantinedAt));
}

async function dueForQuarantine(): Promise<string[]> {
  const { objectKey, firstSeenAt, quarantinedAt } = unnamedObjects;
  const isDue = and(isNull(quarantinedAt), sql`${firstSeenAt} < clock_timestamp() - ${quarantineAfter}`);
  const rows = await db().select({ objectKey }).from(unnamedObjects).where(isDue).limit(atMost);
  return rows.map((row) => row.objectKey);
}

/** In this order: whatever dies in between, there is always one copy, and the next sweep does the rest. */
async function quarantine(key: string): Promise<void> {
  await files().copy(key, quarantinePrefix + key);
  await db()
    .update(unnamedObjects)
    .set({ quarantinedAt: sql`clock_timestamp()` })
    .where(eq(unnamedObjects.objectKey, key));
  await files().remove(key);
}

/** Brings back what is named again, and removes for good what has waited long enough. A file in quarantine that this
 * database did not put there stays. */
async function reviewQuarantine({ mayRemove }: { mayRemove: boolean }) {
  const counts = { returned: 0, removed: 0 };
  const overdue = mayRemove ? await overdueKeys() : new Set();
  for await (const { key: place } of files().list(quarantinePrefix)) {
    const key = place.slice(quarantinePrefix.length);
    const [found] = await standingOf(db(), [key]);
    if (found?.standing === "named") {
      // Never over what has been stored there since.
      if ((await files().head(key)) === null) await files().copy(place, key);
      counts.returned += 1;
    } else if (overdue.has(key)) counts.removed += 1;
    else continue;
    await files().remove(place);
    await db().delete(unnamedObjects).where(eq(unnamedObjects.objectKey, key));
  }
  return counts;
}

async function overdueKeys(): Promise<Set<string>> {
  const { objectKey, quarantinedAt } = unnamedObjects;
  const isOverdue = sql`${quarantinedAt} < clock_timestamp() - ${removeAfter}`;
  const rows = await db().select({ objectKey }).from(unnamedObjects).where(isOverdue).limit(atMost);
  return new Set(rows.map((row) => row.objectKey));
}
