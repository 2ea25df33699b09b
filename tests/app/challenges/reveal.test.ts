import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { visitor } from "#app/accounts/actor.ts";
import { submissionAnswer } from "#app/api/reads.server.ts";
import { requestReveal } from "#app/challenges/request-reveal.server.ts";
import { revealPhase } from "#app/jobs/reveal-phase.ts";
import { standing } from "#app/leaderboards/standing.server.ts";
import { board } from "#app/leaderboards/pages.server.ts";
import { visibleSubmission } from "#app/submissions/pages.server.ts";
import { submitPredictions } from "#app/submissions/submit-predictions.server.ts";
import { db, files } from "#db/connections.ts";
import { brokenInvariants } from "#db/queries/invariants.ts";
import { phases } from "#db/schema/challenges.ts";
import { evaluations } from "#db/schema/submissions.ts";
import { score } from "#scoring/worker/score.ts";
import { fileOf, makeChallenge, makeCompetitor, plainDetails } from "#tests/support/challenge.ts";
import { refusedWith } from "#tests/support/refused.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

let world: TestWorld;
let challenge: Awaited<ReturnType<typeof makeChallenge>>;

beforeAll(async () => {
  world = await freshWorld();
  challenge = await makeChallenge();
});
afterAll(async () => {
  expect(await brokenInvariants(db(), files())).toEqual([]);
  await world.close();
});

/** Right about the public cases and wrong about the private ones: areas of 1 and 0. */
const overfitted = "id,truth\na,0.9\nb,0.1\nc,0.2\nd,0.8\n";
/** The other way round. */
const modest = "id,truth\na,0.1\nb,0.9\nc,0.8\nd,0.2\n";

/** Ends the phase now: what has been received stays within it. */
async function closePhase(): Promise<void> {
  await db().update(phases).set({ closesAt: new Date() }).where(eq(phases.id, challenge.phaseId));
  await new Promise((resume) => setTimeout(resume, 5));
}

async function evaluationOf(submissionId: string): Promise<typeof evaluations.$inferSelect> {
  const rows = await db().select().from(evaluations);
  const found = rows.find((row) => row.submissionId === submissionId);
  if (found === undefined) throw new Error("The submission has no evaluation.");
  return found;
}

test("the final order is sealed until the reveal, which waits for the end and for every score", async () => {
  const { slug, phaseId, organiser, competitor } = challenge;
  const other = await makeCompetitor(slug, "Modest");
  const reveal = (typed = slug) => requestReveal(organiser, slug, { phaseId, typed });
  const first = await submitPredictions(competitor, slug, {
    file: fileOf(overfitted),
    details: plainDetails,
  });
  const second = await submitPredictions(other, slug, { file: fileOf(modest), details: plainDetails });
  await score((await evaluationOf(first)).id, "test");

  await expect(reveal()).rejects.toEqual(refusedWith("phase_still_open"));
  await expect(revealPhase(phaseId)).rejects.toThrow();
  await closePhase();
  await expect(reveal("anything")).rejects.toEqual(refusedWith("not_confirmed"));
  await expect(requestReveal(competitor, slug, { phaseId, typed: slug })).rejects.toEqual(
    refusedWith("organiser_required"),
  );
  await expect(requestReveal(visitor, slug, { phaseId, typed: slug })).rejects.toEqual(
    refusedWith("sign_in_required"),
  );
  await reveal();
  // One file is not scored yet: the job fails and will be tried again.
  await expect(revealPhase(phaseId)).rejects.toThrow();
  const before = await board(slug, {}, new Date());
  expect(before.kind).toBe("public");
  expect((await submissionAnswer(competitor, first)).scores).toEqual({
    public: expect.objectContaining({ roc_auc: 1 }),
  });

  await score((await evaluationOf(second)).id, "test");
  await revealPhase(phaseId);
  await revealPhase(phaseId);

  const after = await board(slug, {}, new Date());
  expect(after.kind).toBe("private");
  expect(after.rows.map(({ name, rank, score: final }) => [name, rank, final])).toEqual([
    ["Modest", 1, 1],
    ["Team one", 2, 0],
  ]);
  expect((await submissionAnswer(competitor, first)).scores?.private).toMatchObject({ roc_auc: 0 });
  expect(await standing(await visibleSubmission(competitor, first))).toMatchObject({ rank: 2, isBest: true });
  await expect(reveal()).rejects.toEqual(refusedWith("already_revealed"));
});
