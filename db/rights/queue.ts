import type postgres from "postgres";

/** The queue enables row-level security on its tables without any policy, so both runners need one each. */
export async function grantQueueRights(sql: postgres.Sql): Promise<void> {
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
