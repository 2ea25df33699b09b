import { db } from "#db/connections.ts";
import { statisticsOf } from "#db/queries/statistics.ts";
import type { SubmissionId } from "#db/vocabulary.ts";
import type { Board } from "./pages.server.ts";

/** How sure a row's score and rank are. */
export type Certainty = {
  interval: { low: number; high: number } | null;
  /** The ranks that the data allow; null for baselines. */
  ranks: { low: number; high: number } | null;
};

/** What the statistics of a board say, by the submission they were computed for; empty before they are, and on past days. */
export async function certaintiesOf({ phase, kind, until }: Board): Promise<Map<SubmissionId, Certainty>> {
  const found = until === null ? await statisticsOf(db(), phase.id, kind) : null;
  return new Map(
    (found?.content.places ?? []).map(({ submissionId, interval, ranks }) => [
      submissionId,
      { interval, ranks: ranks === null ? null : { low: ranks.low, high: ranks.high } },
    ]),
  );
}
