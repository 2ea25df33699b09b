import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { loginVariables } from "../environment.ts";
import type { Examined } from "./examined.ts";
import { ok, wrong, type Finding } from "./finding.ts";

const arrivesWithinMs = 5_000;

/** Whether what one connection tells arrives at one that listens: open pages and the queue rely on it, and a pooler that
 * lends a connection for a transaction loses it without a word. */
export async function examineNotifications({ kind, database }: Examined): Promise<Finding> {
  const channel = `examination_${randomBytes(8).toString("hex")}`;
  let arrive = (_hasArrived: boolean) => {};
  const arrival = new Promise<boolean>((resolve) => (arrive = resolve));
  const listening = await database.sql.listen(channel, () => {
    arrive(true);
  });
  const timer = setTimeout(() => {
    arrive(false);
  }, arrivesWithinMs);
  try {
    await database.db.execute(sql`select pg_notify(${channel}, '')`);
    if (await arrival) return ok("notifications arrive");
    const { direct } = loginVariables(kind);
    return wrong(
      `Notifications do not reach the ${kind} process: set ${direct} to the address of PostgreSQL itself, in the same database, beside the pooler.`,
    );
  } finally {
    clearTimeout(timer);
    await listening.unlisten();
  }
}
