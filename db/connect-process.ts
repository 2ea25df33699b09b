import { examineAddress } from "./address.ts";
import { requireOwnBuckets } from "./buckets/require-own-buckets.ts";
import { openDatabase } from "./client.ts";
import { connect, type Connections } from "./connections.ts";
import {
  databaseUrls,
  environment,
  filesStore,
  labelStore,
  ownerUrl,
  type Environment,
} from "./environment.ts";
import { processExaminations } from "./examinations/all.ts";
import type { Examined } from "./examinations/examined.ts";
import { ObjectStore } from "./files.ts";
import { isUnavailable } from "./unavailable.ts";
import type { ProcessKind } from "./vocabulary.ts";

/** A database that is being restarted is waited for. */
const patienceMs = 15_000;

/** Connects this process with the credentials of its kind, from the environment, and examines what it then has. Where
 * something is missing, cannot be reached, or is wrong, the process says so in a sentence and ends. */
export async function connectProcess(kind: ProcessKind): Promise<Connections> {
  try {
    return await connected(kind);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

async function connected(kind: ProcessKind): Promise<Connections> {
  const settings = environment();
  const stores = { files: new ObjectStore(filesStore(kind)), labels: labelsOf(kind, settings) };
  const examined = await openExamined(kind, settings);
  await refuseWhatIsWrong(examined);
  const connections = connect({ database: examined.database, ...stores });
  await requireOwnBuckets(kind, connections);
  return connections;
}

/** Connects a maintenance program as the owner of the tables, who sees every row, to participants' files with the key of the
 * web process, and to withheld labels: to their inbox with web's key, or to all with the worker's.
 * @throws Error with the name of what is missing */
export function connectOwner(settings: Environment, labels: "inbox" | "worker"): Connections {
  return connect({
    database: openDatabase(ownerUrl(settings), { isMaintenance: true }),
    files: new ObjectStore(filesStore("web", settings)),
    labels: labelsOf(labels === "worker" ? "worker" : "web", settings),
  });
}

/** Opens the database as a process of this kind does, to be examined.
 * @throws Error with a sentence when it cannot be reached */
export async function openExamined(kind: ProcessKind, settings: Environment): Promise<Examined> {
  const { url, directUrl } = databaseUrls(kind, settings);
  const address = await whenReachable(() => examineAddress(url));
  const connections = settings.DATABASE_CONNECTIONS;
  return { kind, settings, address, database: openDatabase(url, { directUrl, address, connections }) };
}

/** @throws Error with the sentence of the first examination that is not passed; the database is then closed */
async function refuseWhatIsWrong(examined: Examined): Promise<void> {
  for (const examine of Object.values(processExaminations)) {
    const { level, sentence } = await examine(examined);
    if (level !== "wrong") continue;
    await examined.database.close();
    throw new Error(sentence);
  }
}

async function whenReachable<Result>(ask: () => Promise<Result>): Promise<Result> {
  for (const deadline = Date.now() + patienceMs; ;) {
    try {
      return await ask();
    } catch (error) {
      if (!isUnavailable(error) || Date.now() > deadline) throw error;
      await new Promise((resume) => setTimeout(resume, 250));
    }
  }
}

function labelsOf(kind: ProcessKind, settings: Environment): ObjectStore | null {
  if (kind === "jobs") return null;
  const hasInboxKey = (settings.S3_INBOX_ACCESS_KEY_ID ?? settings.S3_ACCESS_KEY_ID) !== undefined;
  if (kind === "web" && !hasInboxKey) return null;
  return new ObjectStore(labelStore(kind === "worker" ? "worker" : "inbox", settings));
}
