import { and, asc, eq, sql } from "drizzle-orm";
import type { Reader, Tx } from "./client.ts";
import { connections } from "./connections.ts";
import type { ObjectStore } from "./files.ts";
import { phases } from "./schema/challenges.ts";
import { withheldStatistics } from "./schema/statistics.ts";
import { evaluations, privateScores, submissions } from "./schema/submissions.ts";
import type { PhaseId, SubmissionId, TeamId } from "./vocabulary.ts";

/** The only door to hidden labels and private scores. Web's credentials can put into the inbox and nothing else;
 * the scoring worker's can read. */

/** Leaves a label file where the scoring worker will find it.
 * @returns its key
 * Effects: one object below `inbox/`. */
export async function deliverToInbox(deliveryId: string, labelFile: Uint8Array): Promise<string> {
  const key = `inbox/${deliveryId}`;
  await labelStore().put(key, labelFile, { contentType: "application/octet-stream" });
  return key;
}

/** Opens a label file, delivered or registered. */
export async function openLabelFile(key: string): Promise<AsyncIterable<Uint8Array>> {
  return (await labelStore().read(key)).content;
}

/** Stores a checked label file under its digest; done twice, it is there once.
 * @returns the key
 * Effects: one object below `labels/`. */
export async function storeLabelFile(
  content: AsyncIterable<Uint8Array>,
  { digest, sizeBytes }: { digest: string; sizeBytes: number },
): Promise<string> {
  const key = `labels/${digest}`;
  await labelStore().put(key, content, { contentType: "text/csv", sizeBytes });
  return key;
}

/** Clears a delivered file away once it is registered. Effects: one object fewer below `inbox/`. */
export async function clearFromInbox(inboxKey: string): Promise<void> {
  await labelStore().remove(inboxKey);
}

/** Effects: one row in `withheld.private_scores`; the web role can read none of them. */
export async function insertPrivateScores(tx: Tx, scores: typeof privateScores.$inferInsert): Promise<void> {
  await tx.insert(privateScores).values(scores);
}

/** Each team's best private score in a phase under its current versions, as the final ranking will have it.
 * @param order whether a higher or a lower score is better */
export async function bestPrivateSubmissions(
  db: Reader,
  phaseId: PhaseId,
  order: "higher" | "lower",
): Promise<{ teamId: TeamId; submissionId: SubmissionId; rankScore: number | null }[]> {
  const score = privateScores.privateRankScore;
  return db
    .selectDistinctOn([evaluations.teamId], {
      teamId: evaluations.teamId,
      submissionId: evaluations.submissionId,
      rankScore: score,
    })
    .from(evaluations)
    .innerJoin(privateScores, eq(privateScores.evaluationId, evaluations.id))
    .innerJoin(submissions, eq(submissions.id, evaluations.submissionId))
    .innerJoin(phases, eq(phases.id, evaluations.phaseId))
    .where(
      and(
        eq(evaluations.phaseId, phaseId),
        eq(evaluations.state, "scored"),
        eq(evaluations.specificationId, phases.specificationId),
        eq(evaluations.labelSetId, phases.labelSetId),
      ),
    )
    .orderBy(
      evaluations.teamId,
      order === "higher" ? sql`${score} desc nulls last` : sql`${score} asc nulls last`,
      asc(submissions.receivedAt),
      asc(submissions.id),
    );
}

/** Effects: one row in `withheld.ranking_statistics`, in the place of an earlier one. */
export async function withholdStatistics(
  tx: Tx,
  statistics: typeof withheldStatistics.$inferInsert,
): Promise<void> {
  await tx
    .insert(withheldStatistics)
    .values(statistics)
    .onConflictDoUpdate({ target: [withheldStatistics.phaseId, withheldStatistics.split], set: statistics });
}

function labelStore(): ObjectStore {
  const store = connections().labels;
  if (store === null) throw new Error("This process has no key to the withheld store.");
  return store;
}
