import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import { Logger as QueueLogger, runMigrations as migrateQueue } from "graphile-worker";
import postgres from "postgres";

/** Brings a database to the newest schema: the queue's own tables, then ours, then the rights on the queue.
 * Safe to call from several machines at once: all but one wait.
 * @param ownerUrl connection of the role that owns the tables
 * Effects: creates the roles `palmares_web`, `palmares_jobs` and `palmares_worker` where they are missing. */
export async function migrate(ownerUrl: string): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    // Drizzle's migrator takes no lock of its own: four first starts at once gave one success and three errors.
    await sql`select pg_advisory_lock(7303001)`;
    await migrateQueue({ connectionString: ownerUrl, logger: silentLogger() });
    await applyMigrations(drizzle(sql), { migrationsFolder: migrationsFolder() });
    await grantQueueRights(sql);
  } finally {
    await sql.end();
  }
}

/** The queue enables row-level security on its tables without any policy, so both runners need one each. */
async function grantQueueRights(sql: postgres.Sql): Promise<void> {
  const tables = await sql<{ name: string }[]>`
    select tablename as name from pg_tables where schemaname = 'graphile_worker'`;
  for (const role of ["palmares_worker", "palmares_jobs"]) {
    await sql`grant usage on schema graphile_worker to ${sql(role)}`;
    await sql`grant select, insert, update, delete on all tables in schema graphile_worker to ${sql(role)}`;
    await sql`grant usage on all sequences in schema graphile_worker to ${sql(role)}`;
    await sql`grant execute on all functions in schema graphile_worker to ${sql(role)}`;
  }
  for (const { name } of tables) {
    const table = sql(`graphile_worker.${name}`);
    await sql`drop policy if exists palmares on ${table}`;
    await sql`create policy palmares on ${table} to palmares_worker, palmares_jobs using (true) with check (true)`;
  }
  // The web process answers "is everything alive?" and shows the place in the queue.
  await sql`grant usage on schema graphile_worker to palmares_web`;
}

/** Beside this file in the source tree; below the working directory when bundled. */
function migrationsFolder(): string {
  const beside = join(dirname(fileURLToPath(import.meta.url)), "migrations");
  return existsSync(beside) ? beside : join(process.cwd(), "db", "migrations");
}

function silentLogger() {
  return new QueueLogger(() => () => {});
}
