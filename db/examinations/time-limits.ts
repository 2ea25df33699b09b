import { sql } from "drizzle-orm";
import { timeLimits } from "../limits.ts";
import type { Examined } from "./examined.ts";
import { ok, wrong, type Finding } from "./finding.ts";

type Setting = { name: string; ms: string };

/** Whether statements and waits for locks end: a pooler passes on no limit that a process asks for. */
export async function examineTimeLimits({ kind, database, address }: Examined): Promise<Finding> {
  const settings = await database.db.execute<Setting>(
    sql`select name, setting as ms from pg_settings where name in ('statement_timeout', 'lock_timeout')`,
  );
  const [who] = await database.db.execute<{ login: string }>(sql`select session_user::text as login`);
  const missing = settings.filter(({ ms }) => Number(ms) === 0).map(({ name }) => name);
  if (missing.length === 0) return ok(settings.map(({ name, ms }) => `${name} is ${ms} ms`).join(", "));
  const remedies = Object.entries(timeLimits).map(
    ([name, ms]) => `ALTER ROLE ${String(who?.login)} SET ${name} = ${String(ms)};`,
  );
  return wrong(
    `Nothing ends a statement of the ${kind} process (${missing.join(", ")} is off). ` +
      (address.isPooled
        ? `Say once, as who made the login: ${remedies.join(" ")} Then let the pooler connect anew (RECONNECT).`
        : `Take ${missing.join(" and ")} out of the address of the database.`),
  );
}
