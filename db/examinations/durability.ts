import { sql } from "drizzle-orm";
import type { Examined } from "./examined.ts";
import { ok, wrong, type Finding } from "./finding.ts";

/** Whether what is committed is written, and stays: on a primary that waits for its disk. */
export async function examineDurability({ database, settings }: Examined): Promise<Finding> {
  const [row] = await database.db.execute<{ isReplica: boolean; careless: string[] }>(sql`
    select pg_is_in_recovery() as "isReplica",
      array(select name from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit')
        and setting = 'off' order by 1) as careless`);
  if (row?.isReplica === true)
    return wrong("This database is a replica, which takes no writes: set the address of its primary.");
  const careless = row?.careless ?? [];
  if (careless.length > 0 && settings.NODE_ENV === "production")
    return wrong(
      `This database loses what it has confirmed when its machine fails: turn on ${careless.join(", ")} in PostgreSQL's configuration.`,
    );
  return ok("this is a primary that keeps what it confirms");
}
