/** The moment that a clock on a wall in a zone shows as `2027-03-28T18:00`.
 * @returns null when the text is none, or when that hour does not exist there because clocks go forward; of an hour that
 *   comes twice, the later one, which is in favour of whoever must be in time */
export function instantIn(timeZone: string, local: string): Date | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/.exec(local);
  if (match === null) return null;
  const asUtc = Date.parse(`${local}:00Z`);
  if (Number.isNaN(asUtc)) return null;
  // The offset before and after a change of clocks: one of both holds at the moment itself.
  const offsets = [asUtc - 86_400_000, asUtc + 86_400_000].map((at) => offsetMs(timeZone, new Date(at)));
  const candidates = offsets
    .map((offset) => new Date(asUtc - offset))
    .filter((at) => localIn(timeZone, at) === local)
    .sort((a, b) => b.getTime() - a.getTime());
  return candidates[0] ?? null;
}

/** What a clock on a wall in a zone shows, as `2027-03-28T18:00`; seconds are cut. */
export function localIn(timeZone: string, at: Date): string {
  const parts = partsIn(timeZone, at);
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

function offsetMs(timeZone: string, at: Date): number {
  return Date.parse(`${localIn(timeZone, at)}:00Z`) - Math.floor(at.getTime() / 60_000) * 60_000;
}

function partsIn(timeZone: string, at: Date) {
  const options = {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  } as const;
  const parts = new Intl.DateTimeFormat("en-GB", { ...options, hourCycle: "h23", timeZone }).formatToParts(
    at,
  );
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  return {
    year: part("year").padStart(4, "0"),
    month: part("month"),
    day: part("day"),
    hour: part("hour"),
    minute: part("minute"),
  };
}

/** Whether a text is the name of a time zone. */
export function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone !== "";
  } catch {
    // Intl says so by a RangeError and in no other way.
    return false;
  }
}
