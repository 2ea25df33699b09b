import { and, eq, inArray, lt, or, sql } from "drizzle-orm";
import type { Tx } from "../client.ts";
import { thisMachine } from "../machine.ts";
import { heartbeats } from "../schema/platform.ts";

/** Forgets processes that are dead: silent for a minute wherever they ran, or gone from this very machine, which shows at
 * once. One that holds a job which has been begun more than three times is gone only when it is silent: a job that ends
 * every process that takes it leaves the others a minute each time.
 * @returns under which names they held jobs
 * Effects: rows of heartbeats. */
export async function forgetDeadProcesses(tx: Tx): Promise<string[]> {
  const here = await tx
    .select({ id: heartbeats.processId, pid: heartbeats.pid })
    .from(heartbeats)
    .where(and(eq(heartbeats.host, thisMachine()), sql`not exists (${stubbornJob})`));
  const gone = here.filter(({ pid }) => !runs(pid)).map(({ id }) => id);
  const isSilent = lt(heartbeats.beatAt, sql`clock_timestamp() - interval '60 seconds'`);
  const dead = await tx
    .delete(heartbeats)
    .where(or(isSilent, inArray(heartbeats.processId, gone)))
    .returning({ id: heartbeats.processId });
  return dead.map(({ id }) => id);
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
