import { sql } from "drizzle-orm";
import type { RequestHandler } from "express";
import { db, files } from "#db/connections.ts";
import type { Draining } from "./draining.ts";

const answerWithinMs = 2_000;
/** Asked more often, it answers what it has just found out: nobody can hammer the database through it. */
const knownForMs = 1_000;

type Parts = { database: boolean; objectStore: boolean; worker: boolean };

/** Answers 200 while this process can answer requests: its database is there and it has not been asked to stop; else 503.
 * Object store and scoring worker are named for whoever looks, and decide nothing: without them most of the site works,
 * and no balancer could help by leaving out this process. */
export function readiness(draining: Draining): RequestHandler {
  let known: { parts: Promise<Parts>; until: number } | null = null;
  return (_request, response) => {
    if (known === null || Date.now() >= known.until)
      known = { parts: check(), until: Date.now() + knownForMs };
    void known.parts.then((parts) => {
      const status = draining.hasBegun ? "stopping" : parts.database ? "ready" : "not_ready";
      response.setHeader("Cache-Control", "no-store");
      response.status(status === "ready" ? 200 : 503).json({ status, parts });
    });
  };
}

async function check(): Promise<Parts> {
  const [database, objectStore, worker] = await Promise.all([
    isGood(() => db().execute(sql`select 1`)),
    isGood(() => files().ping()),
    isGood(workerIsAlive),
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
async function isGood(attempt: () => PromiseLike<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>(
    (resolve) =>
      (timer = setTimeout(() => {
        resolve(false);
      }, answerWithinMs)),
  );
  const outcome = Promise.resolve()
    .then(attempt)
    .then(
      () => true,
      () => false,
    );
  return Promise.race([outcome, late]).finally(() => {
    clearTimeout(timer);
  });
}
