import { and, asc, eq, inArray } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { submitApplication } from "#app/applications/submit-application.server.ts";
import { moveDeadline } from "#app/calls/move-deadline.server.ts";
import { db } from "#db/connections.ts";
import { applications } from "#db/schema/applications.ts";
import { cutoffs } from "#db/schema/calls.ts";
import { auditEvents } from "#db/schema/platform.ts";
import { both, makeCall, makeDraft } from "#tests/support/call.ts";
import { refusedCode } from "#tests/support/refused.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

let world: TestWorld;

beforeAll(async () => {
  world = await freshWorld();
});
afterAll(() => world.close());

test("who submits while the deadline moves is judged by the one in force, and the journal shows which", async () => {
  const closesAt = new Date(Date.now() - 3_600_000);
  const { slug, organiser, callId } = await makeCall({ slug: "moving-deadline", closesAt });
  const inTime = new Date(closesAt.getTime() - 60_000);
  const late = () => Promise.resolve(new Date(closesAt.getTime() + 60_000));
  const drafts = await Promise.all(
    Array.from({ length: 12 }, (_, index) => makeDraft(slug, `Late ${String(index)}`, inTime)),
  );
  const [cutoff] = await db().select().from(cutoffs).where(eq(cutoffs.callId, callId));
  if (cutoff === undefined) throw new Error("no cut-off");
  const change = {
    cutoffId: cutoff.id,
    closesAt: new Date(closesAt.getTime() + 120_000),
    reason: both("Late"),
  };

  const attempts = drafts.map(({ person, code }) => refusedCode(submitApplication(person, code, late)));
  const [moved, ...outcomes] = await Promise.all([moveDeadline(organiser, slug, change, late), ...attempts]);

  expect(moved).toBeUndefined();
  expect(outcomes.every((code) => code === "done" || code === "application_closed")).toBe(true);
  // Whoever was refused is taken in now.
  for (const { person, code } of drafts) await submitApplication(person, code, late);
  const ids = db().select({ id: applications.id }).from(applications).where(eq(applications.callId, callId));
  const lines = await db()
    .select()
    .from(auditEvents)
    .where(
      and(
        inArray(auditEvents.verb, ["move_deadline", "submit_application"]),
        inArray(auditEvents.subject, [cutoff.id, ...(await ids).map(({ id }) => id)]),
      ),
    )
    .orderBy(asc(auditEvents.position));
  expect(lines.map(({ verb }) => verb)).toEqual(["move_deadline", ...drafts.map(() => "submit_application")]);
});
