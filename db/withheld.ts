import type { Tx } from "./client.ts";
import { connections } from "./connections.ts";
import type { ObjectStore } from "./files.ts";
import { privateScores } from "./schema/submissions.ts";

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

/** Reads a label file, delivered or registered. */
export async function readLabelFile(key: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await labelStore().read(key)).content) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Moves a checked label file from the inbox to its place under its digest.
 * @returns the new key
 * Effects: one object below `labels/`, one fewer below `inbox/`. */
export async function registerLabelFile(
  inboxKey: string,
  labelFile: Uint8Array,
  digest: string,
): Promise<string> {
  const key = `labels/${digest}`;
  await labelStore().put(key, labelFile, { contentType: "text/csv" });
  await labelStore().remove(inboxKey);
  return key;
}

/** Effects: one row in `withheld.private_scores`; the web role can read none of them. */
export async function insertPrivateScores(tx: Tx, scores: typeof privateScores.$inferInsert): Promise<void> {
  await tx.insert(privateScores).values(scores);
}

function labelStore(): ObjectStore {
  const store = connections().labels;
  if (store === null) throw new Error("This process has no key to the withheld store.");
  return store;
}
