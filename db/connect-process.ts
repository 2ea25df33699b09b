import { openDatabase } from "./client.ts";
import { connect, type Connections } from "./connections.ts";
import { databaseUrl, environment, filesStore, labelStore } from "./environment.ts";
import { ObjectStore } from "./files.ts";
import type { ProcessKind } from "./vocabulary.ts";

/** Connects this process with the credentials of its kind, from the environment.
 * @throws Error with the name of what is missing */
export function connectProcess(kind: ProcessKind): Connections {
  return connect({
    database: openDatabase(databaseUrl(kind)),
    files: new ObjectStore(filesStore(kind)),
    labels: labelsOf(kind),
  });
}

function labelsOf(kind: ProcessKind): ObjectStore | null {
  if (kind === "jobs") return null;
  const settings = environment();
  const hasInboxKey = (settings.S3_INBOX_ACCESS_KEY_ID ?? settings.S3_ACCESS_KEY_ID) !== undefined;
  if (kind === "web" && !hasInboxKey) return null;
  return new ObjectStore(labelStore(kind === "worker" ? "worker" : "inbox"));
}
