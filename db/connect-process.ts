import { requireOwnBuckets } from "./buckets/require-own-buckets.ts";
import { openDatabase } from "./client.ts";
import { connect, type Connections } from "./connections.ts";
import { databaseUrl, environment, filesStore, labelStore } from "./environment.ts";
import { ObjectStore } from "./files.ts";
import type { ProcessKind } from "./vocabulary.ts";

/** Connects this process with the credentials of its kind, from the environment.
 * @throws Error with the name of what is missing; those of `requireOwnBuckets` */
export async function connectProcess(kind: ProcessKind): Promise<Connections> {
  const connections = connect({
    database: openDatabase(databaseUrl(kind)),
    files: new ObjectStore(filesStore(kind)),
    labels: labelsOf(kind),
  });
  await requireOwnBuckets(kind, connections);
  return connections;
}

function labelsOf(kind: ProcessKind): ObjectStore | null {
  if (kind === "jobs") return null;
  const settings = environment();
  const hasInboxKey = (settings.S3_INBOX_ACCESS_KEY_ID ?? settings.S3_ACCESS_KEY_ID) !== undefined;
  if (kind === "web" && !hasInboxKey) return null;
  return new ObjectStore(labelStore(kind === "worker" ? "worker" : "inbox"));
}
