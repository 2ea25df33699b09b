import { expect, test } from "vitest";
import { endOfDay, localDay, nextMidnight } from "#app/i18n/calendar.ts";
import { formatRelative } from "#app/i18n/format.ts";

test("a day ends a millisecond before the next one begins, on days of 23 and 25 hours too", () => {
  // Paris is at UTC+1 in winter and UTC+2 in summer; the clocks change on 29 March and 25 October 2026.
  expect(endOfDay("2026-03-29", "Europe/Paris").toISOString()).toBe("2026-03-29T21:59:59.999Z");
  expect(endOfDay("2026-10-25", "Europe/Paris").toISOString()).toBe("2026-10-25T22:59:59.999Z");
  expect(nextMidnight(new Date("2026-10-25T12:00Z"), "Europe/Paris").toISOString()).toBe(
    "2026-10-25T23:00:00.000Z",
  );
});

test("days end in their own zone, fourteen hours ahead or eleven behind", () => {
  expect(endOfDay("2026-11-25", "Pacific/Kiritimati").toISOString()).toBe("2026-11-25T09:59:59.999Z");
  expect(endOfDay("2026-11-25", "Pacific/Pago_Pago").toISOString()).toBe("2026-11-26T10:59:59.999Z");
  expect(localDay(new Date("2026-11-25T10:00Z"), "Pacific/Kiritimati")).toBe("2026-11-26");
});

test("spans are told in the unit that says most", () => {
  const now = new Date("2026-11-25T12:00Z");
  const ago = (ms: number) => formatRelative("fr", new Date(now.getTime() - ms), now);

  expect(ago(40 * 86_400_000)).toBe("il y a 40 jours");
  expect(ago(59_000)).toBe("à l’instant");
  expect(ago(160_000)).toBe("il y a 3 minutes");
  expect(ago(-365 * 86_400_000)).toBe("dans 12 mois");
});
