import { EventEmitter } from "node:events";
import { Logger, run, type Runner, type TaskList, type WorkerEvents } from "graphile-worker";
import { inArray } from "drizzle-orm";
import { connections, db } from "./connections.ts";
import { sendHeartbeat } from "./queries/heartbeats.ts";
import { QueueWatch } from "./queue-watch.ts";
import { unlockJobsOf } from "./queue.ts";
import { heartbeats } from "./schema/platform.ts";
import type { ProcessKind } from "./vocabulary.ts";

const heartbeatMs = 10_000;
/** A question for the next job that is not answered within so many beats never is. */
const beatsOfPatience = 3;
/** How long a running job may still take when the process is asked to stop; then it is told to give up. */
const patienceMs = 2_500;

export type QueueRunner = {
  /** Stops taking jobs, lets the running ones end or give up, and signs off. */
  stop: () => Promise<void>;
};

/** Runs jobs of the queue in this process, beating every 10 s so that others know it is alive.
 * When the queue cannot note what became of a job, or is not answered any more, the process ends, and another takes its
 * jobs over: a runner that has lost count, or waits for ever, would look alive and do nothing.
 * The process has a line in `heartbeats` under the name that its locks carry: that of the queue's pool, not of the
 * runners in it.
 * @param tasks what to do, by job name; `concurrency` jobs at once
 * @param onError told of failed jobs, and of failures of the queue itself, such as a lost connection; the runner goes
 *   on by itself */
export async function runQueue(
  kind: ProcessKind,
  options: { tasks: TaskList; concurrency: number; onError: (error: unknown) => void },
): Promise<QueueRunner> {
  const poolIds = new Set<string>();
  const events = reportedEvents(options.onError);
  events.on("pool:create", ({ workerPool }) => poolIds.add(workerPool.id));
  const watch = new QueueWatch(events);
  const runner = await run({
    events,
    connectionString: connections().database.directUrl,
    taskList: options.tasks,
    concurrency: options.concurrency,
    // The process decides itself how it stops.
    noHandleSignals: true,
    gracefulShutdownAbortTimeout: patienceMs,
    pollInterval: 2_000,
    maxPoolSize: options.concurrency + 2,
    logger: new Logger(() => () => {}),
  });
  const asked = { toStop: false };
  const end = (error: unknown) => {
    if (asked.toStop) return;
    options.onError(error);
    process.exit(1);
  };
  endWithRunner(runner, end);
  const beat = () => sendHeartbeat(db(), kind, [...poolIds]).catch(options.onError);
  await beat();
  const timer = setInterval(() => {
    if (watch.look(beatsOfPatience)) end(new Error("The queue is not answered any more."));
    void beat();
  }, heartbeatMs);
  return {
    stop: async () => {
      asked.toStop = true;
      clearInterval(timer);
      await runner.stop();
      // The engine does not wait for the notes of jobs that gave up; without this they would stay locked.
      await unlockJobsOf(db(), [...poolIds]);
      await db()
        .delete(heartbeats)
        .where(inArray(heartbeats.processId, [...poolIds]));
    },
  };
}

function reportedEvents(onError: (error: unknown) => void): WorkerEvents {
  const events: WorkerEvents = new EventEmitter();
  events.on("pool:listen:error", ({ error }) => onError(error));
  events.on("pool:fatalError", ({ error }) => onError(error));
  events.on("worker:getJob:error", ({ error }) => onError(error));
  events.on("job:error", ({ error }) => onError(error));
  return events;
}

function endWithRunner(runner: Runner, end: (error: unknown) => void): void {
  runner.promise.then(() => {
    end(new Error("The queue has stopped by itself."));
  }, end);
}
