import { sql } from "drizzle-orm";
import type { Examined } from "./examined.ts";
import { ok, wrong, type Finding } from "./finding.ts";

/** Whether every table with a policy is held by it, its owner too, and whether maintenance is for that owner alone. */
export async function examineRowSecurity({ database }: Pick<Examined, "database">): Promise<Finding> {
  const open = await database.db.execute<{ name: string }>(sql`
    select c.relname::text as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and (c.relrowsecurity or exists (select from pg_policy p where p.polrelid = c.oid))
      and not (c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy p
        where p.polrelid = c.oid and p.polname = 'maintenance' and p.polroles = array[c.relowner]))
    order by 1`);
  if (open.length > 0)
    return wrong(
      `Row-level security is not in force on ${open.map(({ name }) => name).join(", ")}: run \`npm run migrate\` as the owner of the tables (ENABLE ROW LEVEL SECURITY first where it was switched off).`,
    );
  return ok("row-level security is in force, for the owner too");
}
