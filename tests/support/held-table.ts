import type postgres from "postgres";
import { until } from "./installation.ts";

/** A table that nobody can write until it is let go: whoever is in the middle of a verb stays there. */
export class HeldTable {
  readonly #sql: postgres.Sql;
  readonly #holder: postgres.ReservedSql;
  readonly #table: string;

  private constructor(sql: postgres.Sql, holder: postgres.ReservedSql, table: string) {
    this.#sql = sql;
    this.#holder = holder;
    this.#table = table;
  }

  /** @param sql connection of the owner, with room for two at once */
  static async hold(sql: postgres.Sql, table: string): Promise<HeldTable> {
    const holder = await sql.reserve();
    await holder`begin`;
    // Readers go on; writers, and readers who lock rows, wait.
    try {
      await holder`lock table ${sql(table)} in exclusive mode`;
    } catch (error) {
      holder.release();
      throw error;
    }
    return new HeldTable(sql, holder, table);
  }

  /** Who of this role has come as far as this table: their connections, by process id of the server. */
  async waiting(role: "palmares_web" | "palmares_jobs"): Promise<number[]> {
    const rows = await this.#sql<{ pid: number }[]>`
      select l.pid from pg_locks l join pg_stat_activity a using (pid)
      where l.relation = ${this.#table}::regclass and not l.granted and a.usename = ${role}`;
    return rows.map(({ pid }) => pid);
  }

  /** Lets the table go, and waits until connections whose process is dead have ended with what they were doing. */
  async letGo(dead: readonly number[]): Promise<void> {
    await this.#holder`rollback`;
    this.#holder.release();
    await until(async () => {
      const left = await this.#sql`select pid from pg_stat_activity where pid = any(${[...dead]}::int[])`;
      return left.length === 0;
    }, 15_000);
  }
}
