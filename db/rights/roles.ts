import type postgres from "postgres";
import { databaseErrorCode } from "../connections.ts";
import { timeLimits } from "../limits.ts";
import { processKinds } from "../vocabulary.ts";

/** The role of each kind of process. */
export const processRoles = processKinds.map((kind) => `palmares_${kind}`);

const insufficientPrivilege = "42501";
/** Roles belong to the whole server: another database's start may write the same one at this moment, or somebody drop it. */
const isSimultaneous = new Set(["42710", "23505", "XX000", "42704"]);

/** Makes the roles of the processes where they are missing. They are no part of a database, so no migration makes them: the
 * administrator of a server may have done so, for an owner that may not.
 * @throws Error with a sentence where a role is missing and this login may make none */
export async function ensureRoles(sql: postgres.Sql): Promise<void> {
  for (const role of processRoles) {
    const [found] = await sql`select from pg_roles where rolname = ${role}`;
    if (found !== undefined) continue;
    const code = await tried(sql`create role ${sql(role)} nologin`);
    if (code === insufficientPrivilege)
      throw new Error(
        `The role ${role} is missing and the owner of the database may not create it. Have it made: CREATE ROLE ${role} LOGIN PASSWORD '…'; see docs/installation.md.`,
      );
  }
}

/** Gives the roles, and the logins that are members of one, the time limits of a process: a pooler passes on none that a
 * process asks for. Where this login may not, whoever made the roles has to; a process asks at its start. */
export async function limitRoles(sql: postgres.Sql): Promise<void> {
  const roles = await sql<{ name: string; settings: string[] }[]>`
    select r.rolname as name, coalesce(s.setconfig, '{}') as settings
    from pg_roles r left join pg_db_role_setting s on s.setrole = r.oid and s.setdatabase = 0
    where r.rolname in ${sql(processRoles)} or exists (
      select from pg_auth_members m join pg_roles g on g.oid = m.roleid
      where m.member = r.oid and g.rolname in ${sql(processRoles)} and r.rolcanlogin
        and r.rolname <> current_user and not r.rolsuper)`;
  for (const { name, settings } of roles) {
    for (const [limit, ms] of Object.entries(timeLimits)) {
      if (settings.some((one) => one.startsWith(`${limit}=`))) continue;
      await tried(sql`alter role ${sql(name)} set ${sql(limit)} = ${sql.unsafe(String(ms))}`);
    }
  }
}

/** @returns the code of what was refused or somebody else is doing; null when it was done */
async function tried(statement: PromiseLike<unknown>): Promise<string | null> {
  try {
    await statement;
    return null;
  } catch (error) {
    const code = databaseErrorCode(error);
    if (code === insufficientPrivilege || (code !== null && isSimultaneous.has(code))) return code;
    throw error;
  }
}
