import { db } from "#db/connections.ts";
import { currentVersions, phasesOf } from "#db/queries/challenges.ts";
import type { ChallengeId } from "#db/vocabulary.ts";
import { readyMetric } from "#scoring/registry.ts";
import { rankingMetric, specificationSchema } from "#scoring/spec.ts";
import { displayStep, labelsReadable } from "#scoring/statistics/label-leak.ts";

/** Full precision is what a competitor reads under the plain rule, through the API. */
const decimalsOfApi = 15;

/** For organisers: how each phase shows its scores, and what one file could read of the labels.
 * The actor has been let in already. */
export async function displayFacts(challengeId: ChallengeId) {
  const phases = await phasesOf(db(), challengeId);
  const facts = await Promise.all(
    phases.map(async ({ id, name, displayRule }) => {
      const { specification, labelSet } = await currentVersions(db(), id);
      if (specification === null || labelSet === null) return [];
      const spec = specificationSchema.parse(specification.content);
      const use = rankingMetric(spec);
      const { facts: metric } = readyMetric(use, spec.target);
      const rows = labelSet.publicRows;
      // Under the plain rule every metric is shown; the worst one counts.
      const readable = spec.metrics.map((one) => labelsReadable(one, rows, decimalsOfApi) ?? 0);
      return [
        {
          phase: id,
          name,
          displayRule,
          rows,
          step: displayStep(use, metric.range, rows),
          readable: Math.max(...readable),
        },
      ];
    }),
  );
  return facts.flat();
}

export type DisplayFacts = Awaited<ReturnType<typeof displayFacts>>[number];
