/** Calendar days in a named time zone. */

/** Making a formatter costs more than using it a hundred times, and finding a midnight needs some thirty days. */
const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** `2026-11-24`: the calendar day of a moment. */
export function localDay(at: Date, timeZone: string): string {
  // Swedish writes dates as ISO does.
  const format =
    dayFormats.get(timeZone) ?? new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" });
  dayFormats.set(timeZone, format);
  return format.format(at);
}

/** The first instant of the next calendar day; days of 23 and 25 hours included. */
export function nextMidnight(now: Date, timeZone: string): Date {
  const today = localDay(now, timeZone);
  // Halving finds the change of day between now and 26 hours later to the millisecond, whatever the zone's rules.
  let before = now.getTime();
  let after = before + 26 * 3_600_000;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (localDay(new Date(middle), timeZone) === today) before = middle;
    else after = middle;
  }
  return new Date(after);
}

/** The last millisecond of a calendar day.
 * @param day such as `2026-11-24` */
export function endOfDay(day: string, timeZone: string): Date {
  // No zone is more than fourteen hours ahead: this moment lies before the day everywhere.
  let at = new Date(Date.parse(`${day}T00:00Z`) - 15 * 3_600_000);
  while (localDay(at, timeZone) < day) at = nextMidnight(at, timeZone);
  return new Date(nextMidnight(at, timeZone).getTime() - 1);
}
