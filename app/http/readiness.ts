import { sql } from "drizzle-orm";
import type { RequestHandler } from "express";
import { db, files } from "#db/connections.ts";

const answerWithinMs = 2_000;

/** Answers 200 when database, object store and a scoring worker are there; else 503, saying which is not. */
export function readiness(): RequestHandler {
  return (_request, response) => {
    void check().then((parts) => {
      const isReady = Object.values(parts).every((isGood) => isGood);
      response.status(isReady ? 200 : 503).json({ status: isReady ? "ready" : "not_ready", parts });
    });
  };
}

async function check() {
  const [database, objectStore, worker] = await Promise.all([
    isGood(db().execute(sql`select 1`)),
    isGood(files().ping()),
    isGood(workerIsAlive()),
  ]);
  return { database, objectStore, worker };
}

async function workerIsAlive(): Promise<void> {
  const rows = await db().execute(
    sql`select 1 from heartbeats where kind = 'worker' and beat_at > clock_timestamp() - interval '40 seconds' limit 1`,
  );
  if (rows.length === 0) throw new Error("No scoring worker has given a sign for 40 seconds.");
}

/** Whether something succeeds in time; why not is for the log of that part, not for this page. */
async function isGood(attempt: PromiseLike<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>(
    (resolve) =>
      (timer = setTimeout(() => {
        resolve(false);
      }, answerWithinMs)),
  );
  const outcome = Promise.resolve(attempt).then(
    () => true,
    () => false,
  );
  return Promise.race([outcome, late]).finally(() => {
    clearTimeout(timer);
  });
}
