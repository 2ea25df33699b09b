import { drizzle } from "drizzle-orm/postgres-js";
import { PgDialect, type PgSession } from "drizzle-orm/pg-core";
import type { MigrationMeta } from "drizzle-orm/migrator";
import { Logger as QueueLogger, runMigrations as migrateQueue } from "graphile-worker";
import postgres from "postgres";
import { examineAddress } from "./address.ts";
import { grantQueueRights } from "./rights/queue.ts";
import { ensureRoles, limitRoles } from "./rights/roles.ts";
import { forceRowSecurity } from "./rights/row-security.ts";
import {
  databaseVersion,
  grantVersion,
  knownMigrations,
  migrationsFolder,
  programVersion,
} from "./schema-version.ts";

/** Brings a database to the newest schema: the roles, the queue's own tables, ours, then the rights on them.
 * Safe to call from several machines at once: all but one wait.
 * @param ownerUrl connection of the role that owns the tables, which need be no superuser
 * @throws Error with a sentence when a role is missing that this login may not create, when a pooler stands in between, or
 *   when the tables are newer than this program
 * Effects: creates the roles `palmares_web`, `palmares_jobs` and `palmares_worker` where they are missing. */
export async function migrate(ownerUrl: string): Promise<void> {
  if ((await examineAddress(ownerUrl)).isPooled)
    throw new Error(
      "DATABASE_URL leads through a pooler, which cannot hold the lock under which the tables are migrated: set DATABASE_URL_DIRECT to the address of PostgreSQL itself.",
    );
  // What a migration changes in rows it must also see.
  const connection = { "palmares.maintenance": "on" };
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {}, connection });
  try {
    // Drizzle's migrator takes no lock of its own: four first starts at once gave one success and three errors.
    await sql`select pg_advisory_lock(7303001)`;
    await refuseNewerTables(sql);
    await ensureRoles(sql);
    await migrateQueue({ connectionString: ownerUrl, logger: silentLogger() });
    const session = drizzle(sql)._.session as unknown as PgSession;
    await new PgDialect().migrate(ownMigrations(), session, { migrationsFolder: migrationsFolder() });
    await grantQueueRights(sql);
    await grantVersion(sql);
    await forceRowSecurity(sql);
    await limitRoles(sql);
  } finally {
    await sql.end();
  }
}

/** An older program would write into tables, and set rights on functions, that it does not know. */
async function refuseNewerTables(sql: postgres.Sql): Promise<void> {
  const version = await databaseVersion(sql);
  if (version !== null && version > programVersion())
    throw new Error(
      "The tables are newer than this program: start the version of Palmarès that has migrated them, or a later one.",
    );
}

/** The migrations without the statement that makes the roles: it needs CREATEROLE even where there is nothing to make, and
 * `ensureRoles` has come before it. */
function ownMigrations(): MigrationMeta[] {
  const makesRoles = (statement: string) => statement.includes("EXECUTE format('CREATE ROLE %I NOLOGIN'");
  return knownMigrations().map((one) => ({
    ...one,
    sql: one.sql.filter((statement) => !makesRoles(statement)),
  }));
}

function silentLogger() {
  return new QueueLogger(() => () => {});
}
