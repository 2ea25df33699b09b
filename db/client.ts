import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { withPreparedStatements } from "./prepared-statements.ts";
import { serverSockets } from "./server-socket.ts";
import * as schema from "./schema/all.ts";

export type Db = PostgresJsDatabase<typeof schema>;
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];
/** What a query runs on: inside or outside a transaction. */
export type Reader = Db | Tx;

/** Both clients of one database. Drizzle changes the client that it is given, so LISTEN and plain SQL have their own. */
export type Database = {
  url: string;
  db: Db;
  sql: postgres.Sql;
  close: () => Promise<void>;
};

/** Opens a pool; nothing is connected before the first query.
 * @param url connection string; `?role=…` is sent as the startup parameter of that name
 * @param options `connections`: size of Drizzle's pool (default 10) */
export function openDatabase(url: string, options: { connections?: number } = {}): Database {
  const common = {
    onnotice: () => {},
    connect_timeout: 5,
    socket: serverSockets(),
    // The driver's own pauses grow to twenty seconds, which a page would wait for; ours end with the outage.
    backoff: (retries: number) => Math.min(0.05 * 2 ** retries, 0.5),
    // A lock held elsewhere must not hang a page; a job's long statement has its own limit.
    connection: { statement_timeout: 30_000, lock_timeout: 10_000, TimeZone: "UTC" },
  };
  const pooled = postgres(url, { ...common, max: options.connections ?? 10 });
  const sql = postgres(url, { ...common, max: 2 });
  return {
    url,
    db: drizzle(withPreparedStatements(pooled), { schema }),
    sql,
    close: async () => {
      await Promise.all([pooled.end({ timeout: 2 }), sql.end({ timeout: 2 })]);
    },
  };
}
