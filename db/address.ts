import postgres from "postgres";

/** What stands at an address of the database. */
export type Address = {
  /** A pooler, such as PgBouncer: the next transaction may be on another connection of PostgreSQL's. */
  isPooled: boolean;
  /** Statements may be kept by their name. */
  keepsStatements: boolean;
};

/** Asks what stands at an address. A pooler greets with a process number of its own; one that knows kept statements, as
 * PgBouncer does from 1.21 on, gives them names of its own.
 * @throws what the driver throws when nothing can be reached there */
export async function examineAddress(url: string): Promise<Address> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 5, fetch_types: false });
  try {
    return await sql.begin(async (tx) => {
      const server = await tx<
        { pid: number }[]
      >`select pg_backend_pid() as pid, ${"palmares"}::text as asked`;
      if (server.state.pid === server[0]?.pid) return { isPooled: false, keepsStatements: true };
      const names = await tx<{ name: string }[]>`
        select name from pg_prepared_statements where statement like 'select pg_backend_pid() as pid, %as asked'`;
      const isRenamed = names.length > 0 && names.every(({ name }) => name.startsWith("PGBOUNCER_"));
      return { isPooled: true, keepsStatements: isRenamed };
    });
  } finally {
    await sql.end({ timeout: 2 });
  }
}
