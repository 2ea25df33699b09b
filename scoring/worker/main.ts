import { z } from "zod";
import { connectProcess } from "#db/connect-process.ts";
import { errorFacts, log } from "#db/log.ts";
import { runQueue } from "#db/queue-runner.ts";
import { stopWhenAsked } from "#db/lifecycle.ts";
import { installLocalKernels } from "../local/install-kernels.ts";
import { splits } from "#db/vocabulary.ts";
import { flagProbes } from "./flag-probes.ts";
import { rankStatistics } from "./rank-statistics.ts";
import { registerLabels } from "./register-labels.ts";
import { score } from "./score.ts";
import { unlessStopped } from "./unless-stopped.ts";

/** The scoring worker: a process of its own, of which several may run on several machines. */

const concurrency = 2;

const scorePayload = z.object({ evaluationId: z.templateLiteral(["eval_", z.string()]) });
const statisticsPayload = z.object({
  phaseId: z.templateLiteral(["phase_", z.string()]),
  split: z.enum(splits),
});
const labelsPayload = z.object({ deliveryId: z.templateLiteral(["delivery_", z.string()]) });

installLocalKernels();
const { database, files } = connectProcess("worker");
const runner = await runQueue("worker", {
  concurrency,
  tasks: {
    score: async (payload, { job, abortSignal }) => {
      await score(scorePayload.parse(payload).evaluationId, job.locked_by ?? "worker", abortSignal);
    },
    register_labels: async (payload) => {
      await registerLabels(labelsPayload.parse(payload).deliveryId);
    },
    flag_probes: async (payload, { abortSignal }) => {
      await unlessStopped(flagProbes(scorePayload.parse(payload).evaluationId), abortSignal);
    },
    rank_statistics: async (payload, { abortSignal }) => {
      const { phaseId, split } = statisticsPayload.parse(payload);
      await unlessStopped(rankStatistics(phaseId, split), abortSignal);
    },
  },
  onError: (error) => {
    log.error(errorFacts(error), "queue");
  },
});
console.log("ready");

stopWhenAsked(async () => {
  await runner.stop();
  files.close();
  await database.close();
});
