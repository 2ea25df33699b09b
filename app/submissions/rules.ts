import { localDay, nextMidnight } from "#app/i18n/calendar.ts";

/** How often a team may submit in a phase; null = no limit. */
export type QuotaLimits = { dailyLimit: number | null; totalLimit: number | null };

/** A span in which submissions are counted, and how many it allows. */
export type QuotaWindow = { name: string; allowed: number };

/** The windows in which a submission received now is counted: the calendar day in the challenge's zone, and the whole
 * phase. Always in this order, so that two transactions never wait for each other. */
export function quotaWindows(limits: QuotaLimits, now: Date, timeZone: string): QuotaWindow[] {
  const windows: QuotaWindow[] = [];
  if (limits.dailyLimit !== null)
    windows.push({ name: dayWindow(now, timeZone), allowed: limits.dailyLimit });
  if (limits.totalLimit !== null) windows.push({ name: "total", allowed: limits.totalLimit });
  return windows;
}

/** Name of the window of a calendar day, such as `day:2026-11-24`. */
export function dayWindow(now: Date, timeZone: string): string {
  return `day:${localDay(now, timeZone)}`;
}

/** What remains, and from when the next submission is allowed. */
export type Quota = {
  limit: number | null;
  used: number;
  remaining: number | null;
  nextAllowedAt: Date | null;
};

/** The quota as a person sees it: of the day when there is a daily limit, else of the phase.
 * @param used by window name
 * `nextAllowedAt` is null while something remains, and when waiting does not help. */
export function quotaOf(
  limits: QuotaLimits,
  used: ReadonlyMap<string, number>,
  now: Date,
  timeZone: string,
): Quota {
  const usedToday = used.get(dayWindow(now, timeZone)) ?? 0;
  const usedInAll = used.get("total") ?? 0;
  const leftToday = limits.dailyLimit === null ? Infinity : Math.max(0, limits.dailyLimit - usedToday);
  const leftInAll = limits.totalLimit === null ? Infinity : Math.max(0, limits.totalLimit - usedInAll);
  const remaining = Math.min(leftToday, leftInAll);
  return {
    limit: limits.dailyLimit ?? limits.totalLimit,
    used: limits.dailyLimit === null ? usedInAll : usedToday,
    remaining: remaining === Infinity ? null : remaining,
    nextAllowedAt: remaining === 0 && leftInAll > 0 ? nextMidnight(now, timeZone) : null,
  };
}

/** Files from this size on go in parts straight to the object store; the site itself takes no larger ones. */
export const largeFromBytes = 64 * 2 ** 20 + 1;

const smallestPartBytes = 8 * 2 ** 20;
const partsAtMost = 1_000;

/** Size of the parts of a large upload: at least 8 MiB, and so that there are at most a thousand. */
export function partBytesFor(sizeBytes: number): number {
  return Math.max(smallestPartBytes, Math.ceil(sizeBytes / partsAtMost));
}

/** Sizes of the parts of a file, in order: all alike but the last. */
export function partSizes(sizeBytes: number, partBytes: number): number[] {
  const count = Math.max(1, Math.ceil(sizeBytes / partBytes));
  return Array.from({ length: count }, (_, index) => Math.min(partBytes, sizeBytes - index * partBytes));
}

/** The best score among a team's earlier submissions; null when there is none. */
export function bestBefore(
  history: readonly { number: number; score: number }[],
  number: number,
  better: "higher" | "lower",
): number | null {
  const earlier = history.filter((one) => one.number < number).map((one) => one.score);
  if (earlier.length === 0) return null;
  return better === "lower" ? Math.min(...earlier) : Math.max(...earlier);
}
