import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import type { Address } from "./address.ts";
import { timeLimits } from "./limits.ts";
import { withPreparedStatements } from "./prepared-statements.ts";
import { serverSockets } from "./server-socket.ts";
import * as schema from "./schema/all.ts";

export type Db = PostgresJsDatabase<typeof schema>;
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];
/** What a query runs on: inside or outside a transaction. */
export type Reader = Db | Tx;

/** Both clients of one database. Drizzle changes the client that it is given, so LISTEN and plain SQL have their own. */
export type Database = {
  /** Where the queue connects: an address at which a session is one. */
  directUrl: string;
  db: Db;
  /** Connected to `directUrl`, for what needs a session, such as LISTEN. */
  sql: postgres.Sql;
  close: () => Promise<void>;
};

export type DatabaseOptions = {
  /** Size of Drizzle's pool. */
  connections?: number;
  /** What leads to PostgreSQL itself where `url` leads to a pooler; `url` when it is not given. */
  directUrl?: string;
  /** What stands at `url`; PostgreSQL itself when it is not given. */
  address?: Address;
  /** The owner of the tables sees the rows that row-level security guards: for maintenance only. */
  isMaintenance?: boolean;
};

/** Opens a pool; nothing is connected before the first query.
 * @param url connection string; `?role=…` is sent as the startup parameter of that name */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const { address = { isPooled: false, keepsStatements: true }, directUrl = url } = options;
  const common = {
    onnotice: () => {},
    connect_timeout: 5,
    socket: serverSockets(),
    // The driver's own pauses grow to twenty seconds, which a page would wait for; ours end with the outage.
    backoff: (retries: number) => Math.min(0.05 * 2 ** retries, 0.5),
    connection: {
      ...timeLimits,
      TimeZone: "UTC",
      ...(options.isMaintenance === true ? { "palmares.maintenance": "on" } : {}),
    },
  };
  // A pooler takes few parameters; there the limits are those of the role, and the start asks whether they are in force.
  const pooled = postgres(url, {
    ...common,
    ...(address.isPooled ? { connection: { TimeZone: "UTC" }, prepare: address.keepsStatements } : {}),
    max: options.connections ?? 10,
  });
  const sql = postgres(directUrl, { ...common, max: 2 });
  return {
    directUrl,
    db: drizzle(address.keepsStatements ? withPreparedStatements(pooled) : pooled, { schema }),
    sql,
    close: async () => {
      await Promise.all([pooled.end({ timeout: 2 }), sql.end({ timeout: 2 })]);
    },
  };
}
