import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { ownPrefix } from "./belonging.ts";
import type { Reader } from "../client.ts";
import type { ObjectStore } from "../files.ts";
import { objectSweeps } from "../schema/platform.ts";
import type { SweepRefusal } from "../vocabulary.ts";

/** Every sweep leaves a new mark in the bucket and in the database. A copy of the database, or one that was put back to
 * an earlier moment, does not know the newest: it must neither sweep nor do any other timed work. */
const markKey = `${ownPrefix}sweep`;

/** Between two sweeps, of whatever process. */
const sweepEvery = sql`interval '50 minutes'`;

/** The bucket was swept by another database since this one last did. */
export class SweptByAnother extends Error {
  override readonly name = "SweptByAnother";
}

/** @throws SweptByAnother with what to do */
export async function requireLastSweep(db: Reader, store: ObjectStore): Promise<void> {
  const [row] = await db.select().from(objectSweeps);
  const found = (await store.readText(markKey))?.trim() ?? null;
  if (found === (row?.mark ?? null) || (found !== null && found === row?.nextMark)) return;
  throw new SweptByAnother(
    "The bucket of files was last swept by another database: this one is a copy, or was put back to an earlier moment. " +
      "If it is now the one that counts, run npm run adopt; until then no letters, reveals or clean-ups are its business.",
  );
}

/** Takes the turn to sweep, if it is nobody else's, and leaves the mark of it.
 * @returns false when another process has swept within the hour
 * @throws SweptByAnother
 * Effects: the row of sweeps, the mark in the bucket. */
export async function beginSweep(db: Reader, store: ObjectStore): Promise<boolean> {
  await requireLastSweep(db, store);
  const nextMark = randomUUID();
  const turn = await db
    .update(objectSweeps)
    .set({ nextMark, beganAt: sql`clock_timestamp()` })
    .where(
      sql`${objectSweeps.beganAt} is null or ${objectSweeps.beganAt} < clock_timestamp() - ${sweepEvery}`,
    )
    .returning();
  if (turn.length === 0) return false;
  await leaveMark(db, store, nextMark);
  return true;
}

/** Makes this database the one that sweeps the bucket, whatever the bucket says.
 * Effects: the row of sweeps, the mark in the bucket. */
export async function adoptSweeps(db: Reader, store: ObjectStore): Promise<void> {
  const nextMark = randomUUID();
  await db.update(objectSweeps).set({ nextMark });
  await leaveMark(db, store, nextMark);
}

/** Why the sweep that has begun removes nothing; null when it does its work. */
export async function noteSweep(db: Reader, refusal: SweepRefusal | null): Promise<void> {
  await db.update(objectSweeps).set({ refusal });
}

/** In this order: a process that dies in between leaves a mark that the database knows. */
async function leaveMark(db: Reader, store: ObjectStore, mark: string): Promise<void> {
  await store.put(markKey, Buffer.from(mark), { contentType: "text/plain" });
  await db
    .update(objectSweeps)
    .set({ mark, nextMark: null })
    .where(sql`${objectSweeps.nextMark} = ${mark}`);
}
