import type { Database, Db, Reader, Tx } from "./client.ts";
import type { ObjectStore } from "./files.ts";
import { asTransaction } from "./outside-transaction.ts";

/** What a process is connected to; one per process. */
export type Connections = {
  database: Database;
  /** Participants' files, seen with this process's own key. */
  files: ObjectStore;
  /** The bucket of withheld labels: web can only put into its inbox, the scoring worker can read. */
  labels: ObjectStore | null;
};

declare global {
  // The server bundle and Remix's build are two copies of this module in one process: they share through the global.
  var palmaresConnections: Connections | undefined;
}

/** Makes these the connections of the process; called once, where it starts. */
export function connect(connections: Connections): Connections {
  globalThis.palmaresConnections = connections;
  return connections;
}

/** The connections of the process.
 * @throws Error when `connect` has not been called */
export function connections(): Connections {
  const current = globalThis.palmaresConnections;
  if (current === undefined) throw new Error("This process has not been connected to its database.");
  return current;
}

/** The database outside any transaction, for reads. */
export function db(): Db {
  return connections().database.db;
}

/** Participants' files. */
export function files(): ObjectStore {
  return connections().files;
}

/** How often a transaction is tried that was stopped by what will not stop it again: a serialization failure, a deadlock,
 * and a statement kept from before a migration, which each of the pool's ten connections forgets when it meets it. */
const attempts: Record<string, number> = { "40001": 3, "40P01": 3, "0A000": 11 };

/** Runs the work in one transaction, again where that helps. The work calls nobody over the network but the database: see
 * `requireNoTransaction`. */
export async function inTransaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db().transaction((tx) => asTransaction(() => work(tx)));
    } catch (error) {
      if (attempt >= (attempts[databaseErrorCode(error) ?? ""] ?? 1)) throw error;
      await new Promise((resume) => setTimeout(resume, attempt * 20 + Math.random() * 20));
    }
  }
}

/** PostgreSQL's five-letter code of an error, through Drizzle's wrapping; null when it is something else. */
export function databaseErrorCode(error: unknown): string | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && typeof cause.code === "string") return cause.code;
  }
  return null;
}

/** Name of the constraint that a write broke; null when it is another error. */
export function brokenConstraint(error: unknown): string | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("constraint_name" in cause && typeof cause.constraint_name === "string") return cause.constraint_name;
  }
  return null;
}

export type { Reader, Tx };
