import { sql } from "drizzle-orm";
import { processRoles } from "../rights/roles.ts";
import type { ProcessKind } from "../vocabulary.ts";
import type { Examined } from "./examined.ts";
import { ok, wrong, type Finding } from "./finding.ts";

type Rights = {
  role: string;
  login: string;
  isSuperuser: boolean;
  ignoresRows: boolean;
  makesRoles: boolean;
  roles: string[];
  owners: string[];
  powers: string[];
  entersWithheld: boolean;
  readsPeople: boolean;
  createsTables: boolean;
};

/** Asked of both names, for whoever has taken on a role can lay it down. */
const question = `
  select current_user::text as role, session_user::text as login,
    bool_or(r.rolsuper) as "isSuperuser", bool_or(r.rolbypassrls) as "ignoresRows", bool_or(r.rolcreaterole) as "makesRoles",
    array(select rolname::text from pg_roles where rolname in (${processRoles.map((role) => `'${role}'`).join(", ")})
      and pg_has_role(session_user, oid, 'member') order by 1) as roles,
    array(select distinct pg_get_userbyid(c.relowner)::text from pg_class c
      where c.relnamespace::regnamespace::text in ('public', 'withheld', 'graphile_worker', 'drizzle')
        and pg_has_role(session_user, c.relowner, 'member')
      union select pg_get_userbyid(datdba)::text from pg_database
      where datname = current_database() and pg_has_role(session_user, datdba, 'member')) as owners,
    array(select rolname::text from pg_roles where rolname in ('pg_read_all_data', 'pg_write_all_data',
      'pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files', 'pg_maintain')
      and pg_has_role(session_user, oid, 'member')) as powers,
    coalesce((select has_schema_privilege(oid, 'usage') from pg_namespace where nspname = 'withheld'), false)
      as "entersWithheld",
    coalesce((select has_table_privilege(oid, 'select') from pg_class where oid = to_regclass('public.people')), false)
      as "readsPeople",
    has_schema_privilege('public', 'create') or has_database_privilege(current_database(), 'create') as "createsTables"
  from pg_roles r where r.rolname in (current_user, session_user)`;

/** Whether a process has its own rights and no others, on both of its addresses. */
export async function examineRole({ kind, database }: Examined): Promise<Finding> {
  const pooled = await database.db.execute<Rights>(sql.raw(question));
  const direct = await database.sql.unsafe<Rights[]>(question);
  for (const rights of [pooled[0], direct[0]]) {
    const sentence = rights === undefined ? "The database does not say who this is." : excess(kind, rights);
    if (sentence !== null) return wrong(sentence);
  }
  return ok(`works as ${String(pooled[0]?.login)}, with the rights of palmares_${kind} and no others`);
}

/** In a sentence, the first right too many or too few; null when all is as meant. */
function excess(kind: ProcessKind, rights: Rights): string | null {
  const { role, login, roles, owners, powers } = rights;
  const own = `palmares_${kind}`;
  const others = [...roles.filter((one) => one !== own), ...powers];
  const remedy = `Give this process a login that is ${own} or a member of ${own} alone; see docs/installation.md.`;
  const as = (what: string) => `The ${kind} process works as ${login}, ${what}. ${remedy}`;
  const faults: [boolean, string][] = [
    [rights.isSuperuser, as("a superuser")],
    [rights.ignoresRows, as("which row-level security does not hold")],
    [owners.length > 0, as(`which owns tables or the database (as ${owners.join(", ")})`)],
    [role !== login, as(`and has taken on the role ${role}, which it can lay down`)],
    [!roles.includes(own), as(`which is not ${own}`)],
    [others.length > 0, as(`which is also ${others.join(", ")}`)],
    [rights.makesRoles, as("which may create roles")],
    ...grantedToo(kind, rights),
  ];
  return faults.find(([isSo]) => isSo)?.[1] ?? null;
}

/** What a grant to the login, or to everybody, has added to the role. */
function grantedToo(kind: ProcessKind, rights: Rights): [boolean, string][] {
  const who = `FROM PUBLIC, ${rights.login};`;
  return [
    [
      kind !== "worker" && rights.entersWithheld,
      `The ${kind} process may enter the schema withheld: REVOKE ALL ON SCHEMA withheld ${who}`,
    ],
    [
      kind === "worker" && rights.readsPeople,
      `The worker process may read people: REVOKE ALL ON people ${who}`,
    ],
    [
      rights.createsTables,
      `The ${kind} process may create tables: REVOKE CREATE ON SCHEMA public ${who} REVOKE CREATE ON DATABASE … ${who}`,
    ],
  ];
}
