import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { quotaOf, quotaWindows } from "#app/submissions/rules.ts";
import { submitPredictions } from "#app/submissions/submit-predictions.server.ts";
import { db } from "#db/connections.ts";
import { phases } from "#db/schema/challenges.ts";
import { quotaCounters } from "#db/schema/submissions.ts";
import { fileOf, makeChallenge, perfectFile, plainDetails } from "#tests/support/challenge.ts";
import { refusedCode } from "#tests/support/refused.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

let world: TestWorld;

beforeAll(async () => {
  world = await freshWorld();
});
afterAll(() => world.close());

const limits = { dailyLimit: 1, totalLimit: null };

// Paris is at UTC+1, and at UTC+2 from 28 March to 31 October 2027.
test.each([
  ["the last millisecond of a winter day", "2027-01-15T22:59:59.999Z", "2027-01-15", "2027-01-15T23:00Z"],
  ["the first of the next", "2027-01-15T23:00:00.000Z", "2027-01-16", "2027-01-16T23:00Z"],
  ["the beginning of a day of 23 hours", "2027-03-27T23:00:00.000Z", "2027-03-28", "2027-03-28T22:00Z"],
  ["its end", "2027-03-28T21:59:59.999Z", "2027-03-28", "2027-03-28T22:00Z"],
  ["the beginning of a day of 25 hours", "2027-10-30T22:00:00.000Z", "2027-10-31", "2027-10-31T23:00Z"],
  ["the hour that comes twice, again", "2027-10-31T01:30:00.000Z", "2027-10-31", "2027-10-31T23:00Z"],
  ["its end", "2027-10-31T22:59:59.999Z", "2027-10-31", "2027-10-31T23:00Z"],
  ["a leap day", "2028-02-29T12:00:00.000Z", "2028-02-29", "2028-02-29T23:00Z"],
  ["the new year", "2027-12-31T23:00:00.000Z", "2028-01-01", "2028-01-01T23:00Z"],
])("the day of a quota is the calendar's, in the challenge's zone: %s", (_, instant, day, next) => {
  const now = new Date(instant);
  const [window] = quotaWindows(limits, now, "Europe/Paris");

  expect(window?.name).toBe(`day:${day}`);
  const used = new Map([[`day:${day}`, 1]]);
  expect(quotaOf(limits, used, now, "Europe/Paris").nextAllowedAt).toEqual(new Date(next));
});

test("uploads at once on both sides of midnight count in the day in which each was received", async () => {
  const { slug, phaseId, competitor } = await makeChallenge({ slug: "midnight", dailyLimit: 2 });
  const dates = { opensAt: new Date("2027-01-01T00:00Z"), closesAt: new Date("2028-01-01T00:00Z") };
  await db().update(phases).set(dates).where(eq(phases.id, phaseId));
  const at = (instant: string) =>
    refusedCode(
      submitPredictions(competitor, slug, { file: fileOf(perfectFile), details: plainDetails }, () =>
        Promise.resolve(new Date(instant)),
      ),
    );
  // The night after a day of 25 hours.
  const before = Array.from({ length: 4 }, () => at("2027-10-31T22:59:59.999Z"));
  const after = Array.from({ length: 4 }, () => at("2027-10-31T23:00:00.000Z"));

  const twice = ["done", "done", "quota_exhausted", "quota_exhausted"];
  expect((await Promise.all(before)).sort()).toEqual(twice);
  expect((await Promise.all(after)).sort()).toEqual(twice);
  const counters = await db().select().from(quotaCounters).where(eq(quotaCounters.phaseId, phaseId));
  expect(counters.map(({ window, used }) => [window, used]).sort()).toEqual([
    ["day:2027-10-31", 2],
    ["day:2027-11-01", 2],
  ]);
});
