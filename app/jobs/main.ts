import type { JobHelpers } from "graphile-worker";
import { closePdfReaders } from "#app/applications/inspect-pdf.server.ts";
import { checkDocument } from "#app/applications/check-document.server.ts";
import { computeRanking } from "#app/reviews/compute-ranking.server.ts";
import { solveAssignmentRun } from "#app/reviews/solve-assignment-run.server.ts";
import { connectProcess } from "#db/connect-process.ts";
import { stopWhenAsked } from "#db/lifecycle.ts";
import { errorFacts, log } from "#db/log.ts";
import { runQueue } from "#db/queue-runner.ts";
import type { JobPayloads } from "#db/queue.ts";
import { revealPhase } from "./reveal-phase.ts";
import { sendLetter } from "./send-letter.ts";
import { signJournal } from "./sign-journal.ts";
import { sweepObjects } from "./sweep-objects.ts";
import { sweep } from "./sweep.ts";

/** The jobs process: what must happen without anybody waiting for it. */

const sweepEveryMs = 10_000;
const sweepObjectsEveryMs = 3_600_000;
const signJournalEveryMs = 60_000;

const { database, files } = await connectProcess("jobs");
const tasks = {
  check_document: async (payload: unknown) =>
    checkDocument((payload as JobPayloads["check_document"]).documentId),
  solve_assignment: async (payload: unknown) =>
    solveAssignmentRun((payload as JobPayloads["solve_assignment"]).runId),
  compute_ranking: async (payload: unknown) => computeRanking(payload as JobPayloads["compute_ranking"]),
  reveal_phase: async (payload: unknown) => revealPhase((payload as JobPayloads["reveal_phase"]).phaseId),
};
const mailTasks = {
  send_letter: async (payload: unknown, { job }: JobHelpers) =>
    sendLetter((payload as JobPayloads["send_letter"]).letterId, job.locked_by ?? "jobs"),
};
// A mail server that lets us wait holds up letters and nothing else.
const runners = [
  await runQueue("jobs", { tasks, concurrency: 2, onError: report }),
  await runQueue("jobs", { tasks: mailTasks, concurrency: 2, onError: report }),
];
let current: Promise<void> = safely(sweep);
const timers = [
  setInterval(() => {
    current = current.then(() => safely(sweep));
  }, sweepEveryMs),
  setInterval(() => {
    current = current.then(() => safely(sweepOwnObjects));
  }, sweepObjectsEveryMs),
  setInterval(() => {
    current = current.then(() => safely(signJournal));
  }, signJournalEveryMs),
];

stopWhenAsked(async () => {
  timers.forEach(clearInterval);
  await Promise.all([current, ...runners.map((runner) => runner.stop())]);
  closePdfReaders();
  files.close();
  await database.close();
});
// Whoever hears it may ask to stop at once.
console.log("ready");

/** A process whose database is no longer the bucket's own does no other timed work either: its next start says why. */
async function sweepOwnObjects(): Promise<void> {
  const refusal = (await sweepObjects())?.refusal;
  if (refusal === "foreign_bucket" || refusal === "swept_by_another") process.exit(1);
}

async function safely(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    // The next round tries again; the database may be restarting.
    report(error);
  }
}

function report(error: unknown): void {
  log.error(errorFacts(error), "jobs");
}
