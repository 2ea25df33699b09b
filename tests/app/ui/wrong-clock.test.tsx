import { renderToString } from "react-dom/server";
import { afterEach, expect, test, vi } from "vitest";
import { DeadlineLine } from "#app/applications/deadline-line.tsx";
import { Deadlines } from "#app/ui/deadlines.tsx";

afterEach(() => {
  vi.useRealTimers();
});

const now = new Date("2027-03-27T22:00:00Z");
const closesAt = new Date("2027-03-28T10:00:00Z");
const timeZone = "Europe/Paris";

/** Both ways in which a deadline is shown, on a machine whose clock says this. */
function shownAt(clock: Date): string {
  vi.useFakeTimers({ now: clock, toFake: ["Date"] });
  return renderToString(
    <>
      <DeadlineLine closesAt={closesAt} timeZone={timeZone} isComplement={false} now={now} />
      <Deadlines title="" deadlines={[{ key: "a", title: "", at: closesAt, timeZone }]} now={now} />
    </>,
  );
}

test("a deadline and what is left of it follow the server's clock, not the browser's", () => {
  const right = shownAt(now);

  // Twelve hours are left; noon in Paris, where the clocks have gone forward that night.
  expect(right).toContain("12 heures");
  expect(right).toMatch(/28 mars 2027, 12\sh\s00, heure de Paris/);
  for (const hours of [-30, -5, 5, 30, 24 * 365])
    expect(shownAt(new Date(now.getTime() + hours * 3_600_000))).toBe(right);
});
