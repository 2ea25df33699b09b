import { createHash } from "node:crypto";
import { and, eq, gt, sql } from "drizzle-orm";
import { db } from "#db/connections.ts";
import { throttles } from "#db/schema/accounts.ts";

const windowMinutes = 15;
const failuresAtMost = 10;

/** Failures are counted for an account and an address together: a stranger's failures never lock out the account's
 * owner, who comes from elsewhere. Keys are hashed, so that the table names nobody. */
export function throttleKey(email: string, address: string): string {
  return createHash("sha256").update(`${email.toLowerCase()}\n${address}`).digest("hex");
}

/** Whether so many attempts have failed lately that the next one must wait. */
export async function isThrottled(purpose: string, keyHash: string): Promise<boolean> {
  const recent = gt(
    throttles.windowStartedAt,
    sql`clock_timestamp() - make_interval(mins => ${windowMinutes})`,
  );
  const rows = await db()
    .select({ count: throttles.count })
    .from(throttles)
    .where(and(eq(throttles.purpose, purpose), eq(throttles.keyHash, keyHash), recent));
  return (rows[0]?.count ?? 0) >= failuresAtMost;
}

/** Effects: one failure more in the current window, or the first of a new one. */
export async function countFailure(purpose: string, keyHash: string): Promise<void> {
  const isOld = sql`${throttles.windowStartedAt} < clock_timestamp() - make_interval(mins => ${windowMinutes})`;
  await db()
    .insert(throttles)
    .values({ purpose, keyHash, windowStartedAt: new Date(), count: 1 })
    .onConflictDoUpdate({
      target: [throttles.purpose, throttles.keyHash],
      set: {
        count: sql`case when ${isOld} then 1 else ${throttles.count} + 1 end`,
        windowStartedAt: sql`case when ${isOld} then clock_timestamp() else ${throttles.windowStartedAt} end`,
      },
    });
}
