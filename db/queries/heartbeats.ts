import { and, eq, inArray, sql } from "drizzle-orm";
import type { Reader, Tx } from "../client.ts";
import { thisMachine } from "../machine.ts";
import { heartbeats } from "../schema/platform.ts";
import type { ProcessKind } from "../vocabulary.ts";

/** Says that a process is alive, by the database's clock, which alone judges it.
 * @param processIds the names under which it holds jobs
 * Effects: a row of heartbeats for each. */
export async function sendHeartbeat(db: Reader, kind: ProcessKind, processIds: string[]): Promise<void> {
  const beatAt = sql`clock_timestamp()`;
  const facts = { kind, host: thisMachine(), pid: process.pid, startedAt: beatAt, beatAt };
  await db
    .insert(heartbeats)
    .values(processIds.map((processId) => ({ processId, ...facts })))
    .onConflictDoUpdate({ target: heartbeats.processId, set: { beatAt } });
}

/** When this process has first seen which beat of another, by its own steady clock. */
const doubts = new Map<string, { beat: number; since: number }>();

/** Forgets processes that are dead: silent for a minute wherever they ran, or gone from this very machine, which shows at
 * once. One that holds a job which has been begun more than three times is gone only when it is silent: a job that ends
 * every process that takes it leaves the others a minute each time.
 * A silence is believed when the same beat has been the last for a while by our own steady clock, too: a clock of the
 * database that jumps, forward or back, makes nobody dead.
 * @param doubtMs for how long
 * @returns under which names they held jobs
 * Effects: rows of heartbeats. */
export async function forgetDeadProcesses(tx: Tx, doubtMs: number): Promise<string[]> {
  const here = await tx
    .select({ id: heartbeats.processId, pid: heartbeats.pid })
    .from(heartbeats)
    .where(and(eq(heartbeats.host, thisMachine()), sql`not exists (${stubbornJob})`));
  const gone = here.filter(({ pid }) => !runs(pid)).map(({ id }) => id);
  const dead = [...gone, ...(await silentProcesses(tx, doubtMs))];
  if (dead.length === 0) return [];
  const forgotten = await tx
    .delete(heartbeats)
    .where(inArray(heartbeats.processId, dead))
    .returning({ id: heartbeats.processId });
  return forgotten.map(({ id }) => id);
}

/** Doubted from a while before the minute is over, so that it is over for both clocks at the same time. A beat from the
 * future was written before the database's clock went back. */
async function silentProcesses(tx: Tx, doubtMs: number): Promise<string[]> {
  const silence = sql<number>`abs(extract(epoch from clock_timestamp() - ${heartbeats.beatAt}))::float8`;
  const rows = await tx
    .select({ id: heartbeats.processId, beatAt: heartbeats.beatAt, silence })
    .from(heartbeats)
    .where(sql`${silence} > 40`);
  const now = performance.now();
  const known = new Map(doubts);
  doubts.clear();
  for (const { id, beatAt } of rows) {
    const [beat, doubted] = [beatAt.getTime(), known.get(id)];
    doubts.set(id, doubted?.beat === beat ? doubted : { beat, since: now });
  }
  const isBelieved = (id: string) => now - (doubts.get(id)?.since ?? now) >= doubtMs;
  return rows.filter(({ id, silence: seconds }) => seconds > 60 && isBelieved(id)).map(({ id }) => id);
}

const stubbornJob = sql`select 1 from graphile_worker._private_jobs job
  where job.locked_by = ${heartbeats.processId} and job.attempts > 3`;

/** Whether a process of this machine runs; also when it is not ours to signal. */
function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
