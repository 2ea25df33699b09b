import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Person } from "#app/accounts/actor.ts";
import { withdrawApplication } from "#app/applications/withdraw-application.server.ts";
import { computeRanking } from "#app/reviews/compute-ranking.server.ts";
import { rankingPage } from "#app/reviews/ranking-page.server.ts";
import { reviewsPage } from "#app/reviews/reading-pages.server.ts";
import { reviewPage } from "#app/reviews/review-page.server.ts";
import { declareLateTie } from "#app/reviews/rule-on-conflict.server.ts";
import { handInReview, saveReview } from "#app/reviews/save-review.server.ts";
import { files } from "#db/connections.ts";
import type { Database } from "#db/client.ts";
import { brokenInvariants } from "#db/queries/invariants.ts";
import { applications } from "#db/schema/applications.ts";
import { reviews } from "#db/schema/reviews.ts";
import { asOwner } from "#tests/support/call.ts";
import {
  assign,
  beginEvaluation,
  callIdOf,
  judge,
  makeClosedCall,
  makeJuror,
  sweep,
} from "#tests/support/jury-world.ts";
import { refusedCode } from "#tests/support/refused.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

const slug = "withdrawn";
const rounds = [1, 2, 3, 4];
const secret = "Beta the Secret";

let world: TestWorld;
let owner: Database;
let call: Awaited<ReturnType<typeof makeClosedCall>>;
let juror: Person;
let alpha: string;
let beta: string;
let contested: string[];

beforeAll(async () => {
  world = await freshWorld({ role: "palmares_web" });
  owner = asOwner(world.url);
  const contestedFiles = rounds.map((round) => ({
    ...{
      title: `Contested ${String(round)}`,
      lead: `Labo ${String(round)}`,
      person: `Person ${String(round)}`,
    },
  }));
  call = await makeClosedCall(owner, slug, [
    { title: "Alpha", lead: "CHU de Valmont", person: "Armand Tessereau" },
    { title: secret, lead: "Institut Ardant", person: "Noé Castelline" },
    ...contestedFiles,
  ]);
  [alpha = "", beta = "", ...contested] = call.codes;
  const made = await makeJuror(owner, call, { name: "Maud Lescure", organisation: "Brévannes" });
  juror = made.person;
  await beginEvaluation(call.organiser, slug);
  await sweep(juror, slug);
  await assign(
    call,
    call.codes.map((code) => [code, made.jurorId] as const),
  );
  await judge(juror, slug, alpha, 4);
}, 120_000);
afterAll(async () => {
  expect(await brokenInvariants(owner.db, files())).toEqual([]);
  await owner.close();
  await world.close();
});

test("an application that is withdrawn while it is judged is closed to its jurors and in no count", async () => {
  const [, applicant] = call.applicants;
  if (applicant === undefined) throw new Error("no applicant");
  await judge(juror, slug, beta, 1);
  const before = await reviewsPage(juror, slug, "en");
  expect([before.rows.length, JSON.stringify(before).includes(secret)]).toEqual([call.codes.length, true]);

  await withdrawApplication(applicant, beta);

  const place = { slug, code: beta };
  expect(await refusedCode(reviewPage(juror, place, "en"))).toBe("application_not_found");
  expect(await refusedCode(saveReview(juror, place, [{ field: "mark:benefit", value: 5 }]))).toBe(
    "application_not_found",
  );
  expect(await refusedCode(handInReview(juror, place))).toBe("application_not_found");
  const after = await reviewsPage(juror, slug, "en");
  expect([after.rows.length, after.handedIn]).toEqual([call.codes.length - 1, 1]);
  expect(JSON.stringify(after)).not.toContain(secret);
  await computeRanking({ callId: await callIdOf(slug), personId: call.organiser.id, places: 1 });
  const { ranking } = await rankingPage(call.organiser, slug, "en");
  expect(ranking?.rows.some(({ code }) => code === beta)).toBe(false);
  expect(ranking?.rows.some(({ code }) => code === alpha)).toBe(true);
});

test("a tie that is declared while the review is handed in leaves it set aside, whichever comes first", async () => {
  for (const [index, code] of contested.entries()) {
    const place = { slug, code };
    await saveReview(juror, place, [{ field: "mark:benefit", value: 3 }]);
    const handIn = () => refusedCode(handInReview(juror, place));
    const declare = () => refusedCode(declareLateTie(juror, slug, { code, nature: "a colleague" }));

    const [one, other] = index % 2 === 0 ? [handIn, declare] : [declare, handIn];
    const outcomes = await Promise.all([one(), other()]);

    expect(outcomes).toContain("done");
    expect(outcomes.every((outcome) => ["done", "application_not_found"].includes(outcome))).toBe(true);
    const [row] = await owner.db
      .select({ state: reviews.state })
      .from(reviews)
      .innerJoin(applications, eq(applications.id, reviews.applicationId))
      .where(eq(applications.code, code));
    expect(row?.state).toBe("set_aside");
  }
});
