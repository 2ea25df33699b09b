import { setTimeout as pause } from "node:timers/promises";
import { filesBucket, ForeignBucket, requireOwnBucket, withheldBucket } from "./belonging.ts";
import type { Connections } from "../connections.ts";
import { errorFacts, log } from "../log.ts";
import { requireLastSweep, SweptByAnother } from "./sweep-mark.ts";
import { isUnavailable } from "../unavailable.ts";
import type { ProcessKind } from "../vocabulary.ts";

const againAfterMs = 5_000;

/** Refuses to work on buckets that are not this installation's. While database or store cannot be reached the process
 * starts all the same, and finds out when they can: then it ends with the same sentence.
 * @throws ForeignBucket, SweptByAnother with what is wrong and what to do
 * Effects: at the first start, the marks of the buckets. */
export async function requireOwnBuckets(kind: ProcessKind, connections: Connections): Promise<void> {
  try {
    await examine(kind, connections);
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    log.warn(errorFacts(error), "whose the buckets are is not known yet");
    void examineLater(kind, connections);
  }
}

async function examine(kind: ProcessKind, { database, files, labels }: Connections): Promise<void> {
  // The scoring worker only reads participants' files; web only leaves label files in the inbox.
  await requireOwnBucket(database.db, filesBucket(files), { mayMark: kind !== "worker" });
  if (kind === "worker" && labels !== null)
    await requireOwnBucket(database.db, withheldBucket(labels), { mayMark: true });
  if (kind === "jobs") await requireLastSweep(database.db, files);
}

async function examineLater(kind: ProcessKind, connections: Connections): Promise<void> {
  for (;;) {
    await pause(againAfterMs, undefined, { ref: false });
    try {
      return await examine(kind, connections);
    } catch (error) {
      if (isUnavailable(error)) continue;
      const isRefusal = error instanceof ForeignBucket || error instanceof SweptByAnother;
      console.error(isRefusal ? error.message : errorFacts(error));
      process.exit(1);
    }
  }
}
