import type postgres from "postgres";

/** What the functions that run with the owner's rights set, each for itself; ordinary connections have another one. */
export const definerSearchPath = "public, pg_temp";

/** Row-level security holds for the owner of the tables too, so that a process that works as the owner by mistake sees no
 * row. The owner sees rows in functions that run with the owner's rights, told by the search path that each must set, and on
 * connections of maintenance, which set `palmares.maintenance`. (Only a superuser may let a function set that.) The policy
 * is the owner's alone: anybody else gains nothing by setting either. Tables of later migrations are covered without a word
 * in them.
 * Effects: locks a table for a moment, and only where it is not so yet. */
export async function forceRowSecurity(sql: postgres.Sql): Promise<void> {
  const tables = await sql<{ name: string; owner: string; isForced: boolean; hasPolicy: boolean }[]>`
    select c.relname as name, pg_get_userbyid(c.relowner) as owner, c.relforcerowsecurity as "isForced",
      exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'maintenance'
        and p.polroles = array[c.relowner]) as "hasPolicy"
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relrowsecurity`;
  for (const { name, owner, isForced, hasPolicy } of tables) {
    if (isForced && hasPolicy) continue;
    const table = sql(`public.${name}`);
    await sql.begin(async (tx) => {
      await tx`drop policy if exists maintenance on ${table}`;
      await tx`create policy maintenance on ${table} to ${sql(owner)}
        using (current_setting('palmares.maintenance', true) = 'on'
          or current_setting('search_path') = ${tx.unsafe(`'${definerSearchPath}'`)})`;
      await tx`alter table ${table} force row level security`;
    });
  }
}
