import { z } from "zod";
import { connectProcess } from "#db/connect-process.ts";
import { errorFacts, log } from "#db/log.ts";
import { runQueue } from "#db/queue-runner.ts";
import { stopWhenAsked } from "#db/lifecycle.ts";
import { splits } from "#db/vocabulary.ts";
import { closeEngine, prewarmEngine } from "./engine.ts";
import { flagProbes } from "./flag-probes.ts";
import { rankStatistics } from "./rank-statistics.ts";
import { registerLabels } from "./register-labels.ts";
import { score } from "./score.ts";

/** The scoring worker: a process of its own, of which several may run on several machines. It keeps its leases and writes
 * what comes out; files are read and scored by the processes of its engine. */

/** Files at once, each in a process of its own. More than there are processors: while some cost what they may, one more is
 * read. */
const concurrency = 4;

const scorePayload = z.object({ evaluationId: z.templateLiteral(["eval_", z.string()]) });
const statisticsPayload = z.object({
  phaseId: z.templateLiteral(["phase_", z.string()]),
  split: z.enum(splits),
});
const labelsPayload = z.object({ deliveryId: z.templateLiteral(["delivery_", z.string()]) });

prewarmEngine();
const { database, files } = await connectProcess("worker");
const onError = (error: unknown) => {
  log.error(errorFacts(error), "queue");
};
const scoring = await runQueue("worker", {
  concurrency,
  onError,
  tasks: {
    score: async (payload, { job, abortSignal }) => {
      await score(scorePayload.parse(payload).evaluationId, job.locked_by ?? "worker", abortSignal);
    },
    register_labels: async (payload) => {
      await registerLabels(labelsPayload.parse(payload).deliveryId);
    },
  },
});
// What can wait has a place of its own: however long it takes, there is room for a score.
const background = await runQueue("worker", {
  concurrency: 1,
  onError,
  tasks: {
    flag_probes: async (payload, { abortSignal }) => {
      await flagProbes(scorePayload.parse(payload).evaluationId, abortSignal);
    },
    rank_statistics: async (payload, { abortSignal }) => {
      const { phaseId, split } = statisticsPayload.parse(payload);
      await rankStatistics(phaseId, split, abortSignal);
    },
  },
});

stopWhenAsked(async () => {
  await Promise.all([scoring.stop(), background.stop()]);
  closeEngine();
  files.close();
  await database.close();
});
// Whoever hears it may ask to stop at once.
console.log("ready");
