import { sql } from "drizzle-orm";
import type { Reader } from "./client.ts";

/** Tells the moment that a decision counts from. */
export type Clock = (tx: Reader) => Promise<Date>;

/** The database's clock, to the millisecond: the only judge of deadlines, whatever the machines' clocks say. */
export const databaseClock: Clock = async (tx) => {
  const rows = await tx.execute<{ now: string }>(
    sql`select (extract(epoch from clock_timestamp()) * 1000)::bigint::text as now`,
  );
  return new Date(Number(rows[0]?.now));
};
