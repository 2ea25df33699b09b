import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readMigrationFiles, type MigrationMeta } from "drizzle-orm/migrator";
import type postgres from "postgres";

/** Beside this file in the source tree; below the working directory when bundled. */
export function migrationsFolder(): string {
  const beside = join(dirname(fileURLToPath(import.meta.url)), "migrations");
  return existsSync(beside) ? beside : join(process.cwd(), "db", "migrations");
}

/** The migrations that this program knows, oldest first. */
export function knownMigrations(): MigrationMeta[] {
  return readMigrationFiles({ migrationsFolder: migrationsFolder() });
}

/** The moment of the newest migration that this program knows, in milliseconds: the version of its schema. */
export function programVersion(): number {
  return Math.max(...knownMigrations().map(({ folderMillis }) => folderMillis));
}

/** The version of a database's schema; null when it has none, or none that this login may read.
 * @throws what the driver throws when nothing can be reached */
export async function databaseVersion(sql: postgres.Sql): Promise<number | null> {
  const [readable] = await sql<{ isReadable: boolean | null }[]>`
    select has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select') as "isReadable"
    from pg_namespace n join pg_class c on c.relnamespace = n.oid and c.relname = '__drizzle_migrations'
    where n.nspname = 'drizzle'`;
  if (readable?.isReadable !== true) return null;
  const [row] = await sql<{ version: string | null }[]>`
    select max(created_at) as version from drizzle.__drizzle_migrations`;
  return row?.version == null ? null : Number(row.version);
}

/** Lets processes read the version, so that they can refuse tables that they do not know. */
export async function grantVersion(sql: postgres.Sql): Promise<void> {
  await sql`grant usage on schema drizzle to palmares_web, palmares_jobs, palmares_worker`;
  await sql`grant select on drizzle.__drizzle_migrations to palmares_web, palmares_jobs, palmares_worker`;
}
