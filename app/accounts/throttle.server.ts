import { and, eq, gt, sql } from "drizzle-orm";
import { db } from "#db/connections.ts";
import { fingerprintOf } from "#db/fingerprint.ts";
import { throttles } from "#db/schema/accounts.ts";
import { networkOf } from "./network-of.ts";
import { refuse } from "./refusal.ts";

/** How many in a window of how many minutes. */
const limits = {
  /** Failures for an account from one address. */
  sign_in: { atMost: 10, minutes: 15 },
  /** Failures for an account from addresses where it has never been signed in to. */
  sign_in_account: { atMost: 50, minutes: 15 },
  /** Failures from an address, for whatever account, of those never signed in to from there. */
  sign_in_address: { atMost: 100, minutes: 15 },
  change_password: { atMost: 10, minutes: 15 },
  /** Accounts asked for from an address: a whole class may sign up from one room. */
  sign_up: { atMost: 60, minutes: 60 },
  /** Letters to an address in which somebody asks for an account: not counted with the resets, so that nobody can keep
   * an owner from theirs. */
  sign_up_letter: { atMost: 5, minutes: 60 },
  /** Resets asked for from an address. */
  reset: { atMost: 60, minutes: 60 },
  /** Letters that strangers can cause to one person. */
  letter: { atMost: 5, minutes: 60 },
} as const;

type Purpose = keyof typeof limits;

/** Hashed, so that the table names nobody. */
export function throttleKey(...parts: string[]): string {
  return fingerprintOf(parts.join("\n"));
}

/** The same for a network address, after what else names the counter: one visitor however many addresses they hold. */
export function addressKey(address: string, ...parts: string[]): string {
  return throttleKey(...parts, networkOf(address));
}

/** Whether so much has been counted lately that the next attempt must wait. */
export async function isThrottled(purpose: Purpose, keyHash: string): Promise<boolean> {
  const { minutes, atMost } = limits[purpose];
  const recent = gt(throttles.windowStartedAt, sql`clock_timestamp() - make_interval(mins => ${minutes})`);
  const rows = await db()
    .select({ count: throttles.count })
    .from(throttles)
    .where(and(eq(throttles.purpose, purpose), eq(throttles.keyHash, keyHash), recent));
  return (rows[0]?.count ?? 0) >= atMost;
}

/** Counts one, in the current window or as the first of a new one.
 * @returns how many the window holds now */
async function countFailure(purpose: Purpose, keyHash: string): Promise<number> {
  const { minutes } = limits[purpose];
  const isOld = sql`${throttles.windowStartedAt} < clock_timestamp() - make_interval(mins => ${minutes})`;
  const rows = await db()
    .insert(throttles)
    .values({ purpose, keyHash, windowStartedAt: sql`clock_timestamp()`, count: 1 })
    .onConflictDoUpdate({
      target: [throttles.purpose, throttles.keyHash],
      set: {
        count: sql`case when ${isOld} then 1 else ${throttles.count} + 1 end`,
        windowStartedAt: sql`case when ${isOld} then clock_timestamp() else ${throttles.windowStartedAt} end`,
      },
    })
    .returning({ count: throttles.count });
  return rows[0]?.count ?? 0;
}

/** Counts a failure.
 * @returns whether it is one too many: then it is answered like any attempt that must wait, right or wrong */
export async function isOneTooMany(purpose: Purpose, keyHash: string): Promise<boolean> {
  return (await countFailure(purpose, keyHash)) > limits[purpose].atMost;
}

/** Counts an attempt that is limited whether it succeeds or not.
 * @throws Refused `too_many_attempts`
 * Effects: one more in the current window. */
export async function spend(purpose: Purpose, keyHash: string): Promise<void> {
  if (await isOneTooMany(purpose, keyHash)) refuse("too_many_attempts");
}

/** How long an address counts as one where an account's owner comes from. */
const rememberedDays = 60;

/** Whether an account has been signed in to from an address before. */
export async function isKnownAddress(pairKey: string): Promise<boolean> {
  const recent = gt(
    throttles.windowStartedAt,
    sql`clock_timestamp() - make_interval(days => ${rememberedDays})`,
  );
  const rows = await db()
    .select({ count: throttles.count })
    .from(throttles)
    .where(and(eq(throttles.purpose, "known_address"), eq(throttles.keyHash, pairKey), recent));
  return rows.length > 0;
}

/** Effects: the address is remembered for the account. */
export async function rememberAddress(pairKey: string): Promise<void> {
  const windowStartedAt = sql`clock_timestamp()`;
  await db()
    .insert(throttles)
    .values({ purpose: "known_address", keyHash: pairKey, windowStartedAt, count: 1 })
    .onConflictDoUpdate({ target: [throttles.purpose, throttles.keyHash], set: { windowStartedAt } });
}
