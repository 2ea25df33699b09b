import { sql } from "drizzle-orm";
import { inTransaction, type Tx } from "./connections.ts";
import type { PersonId } from "./vocabulary.ts";

/** Runs the work in one transaction in which row-level security knows who is asking. Every read and write of
 * applications, answers, documents, reviews and decisions goes through here; without it the web process sees none.
 * @param personId null for a visitor, who sees nothing of them */
export async function asViewer<Result>(
  personId: PersonId | null,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  return inTransaction(async (tx) => {
    // Local to the transaction: the pooled connection forgets it at the end.
    await tx.execute(sql`select set_config('palmares.person_id', ${personId ?? ""}, true)`);
    return work(tx);
  });
}
