import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Person } from "#app/accounts/actor.ts";
import { assignJuror, releaseAssignments } from "#app/reviews/assign-juror.server.ts";
import { assignmentPage } from "#app/reviews/assignment-page.server.ts";
import { lookForConflicts } from "#app/reviews/begin-evaluation.server.ts";
import { computeRanking, noteDeparture } from "#app/reviews/compute-ranking.server.ts";
import { juryPage } from "#app/reviews/jury-pages.server.ts";
import { rankingPage } from "#app/reviews/ranking-page.server.ts";
import { reviewsPage } from "#app/reviews/reading-pages.server.ts";
import { reviewPage } from "#app/reviews/review-page.server.ts";
import { remindJurors } from "#app/reviews/remind-jurors.server.ts";
import { declareLateTie, ruleOnConflict } from "#app/reviews/rule-on-conflict.server.ts";
import { handInReview, saveReview } from "#app/reviews/save-review.server.ts";
import type { Database } from "#db/client.ts";
import { applications } from "#db/schema/applications.ts";
import { callMembers } from "#db/schema/calls.ts";
import { rankingDepartures } from "#db/schema/decisions.ts";
import { conflictChanges, conflicts } from "#db/schema/juries.ts";
import { letters } from "#db/schema/platform.ts";
import { reviewRevisions, reviews } from "#db/schema/reviews.ts";
import type { JurorId } from "#db/vocabulary.ts";
import { asOwner } from "#tests/support/call.ts";
import {
  assign,
  beginEvaluation,
  callIdOf,
  judge,
  makeClosedCall,
  makeJuror,
  makePersonAt,
  sweep,
} from "#tests/support/jury-world.ts";
import { refusedCode } from "#tests/support/refused.ts";
import { freshWorld, type TestWorld } from "#tests/support/world.ts";

// The verbs run with the web process's own rights, row-level security included; what they did is read by the owner.
let world: TestWorld;
let owner: Database;

const slug = "guards";
const secret = "Beta the Secret";
let codes: [alpha: string, beta: string];
let call: Awaited<ReturnType<typeof makeClosedCall>>;
let one: { person: Person; jurorId: JurorId };
let two: { person: Person; jurorId: JurorId };
let conflicted: { person: Person; jurorId: JurorId };

beforeAll(async () => {
  world = await freshWorld({ role: "palmares_web" });
  owner = asOwner(world.url);
  call = await makeClosedCall(owner, slug, [
    { title: "Alpha", lead: "CHU de Valmont", person: "Armand Tessereau" },
    { title: secret, lead: "Institut Ardant", person: "Noé Castelline" },
  ]);
  const [alpha = "", beta = ""] = call.codes;
  codes = [alpha, beta];
  one = await makeJuror(owner, call, { name: "Maud Lescure", organisation: "Brévannes" });
  two = await makeJuror(owner, call, { name: "Ivan Thévenard", organisation: "Labo Sérac" });
  // Known to belong to Beta's lead before anybody declares anything.
  conflicted = await makeJuror(owner, call, { name: "Oriane Castaing", organisation: "INSTITUT ARDANT" });
  await beginEvaluation(call.organiser, slug);
  for (const { person } of [one, two, conflicted]) await sweep(person, slug);
  await assign(call, [
    [alpha, one.jurorId],
    [beta, one.jurorId],
    [alpha, two.jurorId],
    [beta, two.jurorId],
    [alpha, conflicted.jurorId],
  ]);
  await judge(one.person, slug, alpha, 4);
  await judge(one.person, slug, beta, 1);
  await judge(two.person, slug, beta, 2);
}, 60_000);
afterAll(async () => {
  await owner.close();
  await world.close();
});

async function stateOf(person: Person, code: string) {
  const rows = await owner.db
    .select({ state: conflicts.state })
    .from(conflicts)
    .innerJoin(applications, eq(applications.id, conflicts.applicationId))
    .where(eq(applications.code, code));
  const own = await owner.db.select().from(conflicts).where(eq(conflicts.personId, person.id));
  return rows.length === 0 ? null : own.map(({ state }) => state).sort();
}

describe("a juror in conflict", () => {
  test("stays suspected whatever they declare, and cannot be assigned", async () => {
    expect(await stateOf(conflicted.person, codes[1])).toEqual(["none_declared", "suspected"]);
    const code = codes[1];
    expect(await refusedCode(assignJuror(call.organiser, slug, { code, jurorId: conflicted.jurorId }))).toBe(
      "juror_in_conflict",
    );
  });

  test("reads, writes and hands in nothing of it: it is answered as if it did not exist", async () => {
    const place = { slug, code: codes[1] };
    const changes = [{ field: "mark:benefit", value: 5 }];
    expect(await refusedCode(reviewPage(conflicted.person, place, "en"))).toBe("application_not_found");
    expect(await refusedCode(saveReview(conflicted.person, place, changes))).toBe("application_not_found");
    expect(await refusedCode(handInReview(conflicted.person, place))).toBe("application_not_found");
    const nowhere = { slug, code: "ZZZZZ-ZZZZZ" };
    expect(await refusedCode(reviewPage(conflicted.person, nowhere, "en"))).toBe("application_not_found");
  });

  test("has no title, code, count or mark of it anywhere", async () => {
    await judge(conflicted.person, slug, codes[0], 3);
    const list = JSON.stringify(await reviewsPage(conflicted.person, slug, "en"));
    const page = JSON.stringify(await reviewPage(conflicted.person, { slug, code: codes[0] }, "en"));
    for (const text of [list, page]) {
      expect(text).not.toContain(codes[1]);
      expect(text).not.toContain(secret);
    }
    // One of one: the application that is closed is in no count.
    expect(await reviewsPage(conflicted.person, slug, "en")).toMatchObject({ handedIn: 1, closed: 0 });
  });
});

test("a chair in conflict sees a ranking that is computed without the application, to the last digit", async () => {
  const chair = await makePersonAt("Béatrix Ollagnier", "chairs.test");
  await owner.db
    .insert(callMembers)
    .values({ callId: await callIdOf(slug), personId: conflicted.person.id, role: "chair" });
  const callId = await callIdOf(slug);
  await computeRanking({ callId, personId: call.organiser.id, places: 1 });
  expect((await rankingPage(call.organiser, slug, "en")).ranking?.rows).toHaveLength(2);

  // The full ranking that exists is not shown to the chair, nor how many applications there are.
  const before = await rankingPage(conflicted.person, slug, "en");
  expect(before).toMatchObject({ applications: 1, ranking: null });

  await computeRanking({ callId, personId: conflicted.person.id, places: 1 });
  const { ranking, reviews: count } = await rankingPage(conflicted.person, slug, "en");
  expect(ranking?.rows.map(({ code, rank }) => [code, rank])).toEqual([[codes[0], 1]]);
  expect(count).toBe(2);
  expect(JSON.stringify(ranking)).not.toContain(secret);
  expect(await refusedCode(rankingPage(chair, slug, "en"))).toBe("jury_role_required");
});

test("an organiser in conflict is shut out of the application too: pages, counts, rulings, assignments", async () => {
  const [, beta] = codes;
  const [row] = await owner.db.select().from(applications).where(eq(applications.code, beta));
  const other = await makePersonAt("Paul Guillerey", "organisers.test");
  const callId = await callIdOf(slug);
  await owner.db.insert(callMembers).values({ callId, personId: other.id, role: "organiser" });
  if (row === undefined) throw new Error("no application");
  const pair = { applicationId: row.id, personId: other.id, callId };
  await owner.db.insert(conflicts).values({ ...pair, state: "confirmed", source: "organiser", evidence: [] });

  const jury = await juryPage(other, slug, "en");
  const pages = [jury, await assignmentPage(other, slug, "en"), await rankingPage(other, slug, "en")];
  for (const page of pages) {
    expect(JSON.stringify(page)).not.toContain(beta);
    expect(JSON.stringify(page)).not.toContain(secret);
  }
  // Two has one active review in Alpha and one handed in for Beta: only the first counts here.
  const line = jury.jurors.find(({ name }) => name === "Ivan Thévenard");
  expect(line).toMatchObject({ assigned: 1, handedIn: 0 });
  const ruling = { kind: "dismiss", reason: "It is certainly somebody else." } as const;
  const suspected = { code: beta, personId: conflicted.person.id };
  expect(await refusedCode(ruleOnConflict(other, slug, suspected, ruling))).toBe("application_not_found");
  // Nobody clears themselves either.
  expect(await refusedCode(ruleOnConflict(other, slug, { code: beta, personId: other.id }, ruling))).toBe(
    "application_not_found",
  );
  const byHand = { code: beta, jurorId: two.jurorId };
  expect(await refusedCode(assignJuror(other, slug, byHand))).toBe("application_not_found");
});

test("a juror who has not handed in reads no other review, and those who have read no application's others", async () => {
  const page = await reviewPage(two.person, { slug, code: codes[0] }, "en");
  expect(page.peers).toBeNull();
  expect(JSON.stringify(page)).not.toContain("Reason of Maud Lescure");
});

test("a dismissal needs a reason, is kept through the next look, and opens the application once", async () => {
  const suspected = { code: codes[1], personId: conflicted.person.id };
  expect(
    await refusedCode(ruleOnConflict(call.organiser, slug, suspected, { kind: "dismiss", reason: "no" })),
  ).toBe("conflict_reason_required");

  const reason = "The institute of the same name in another town.";
  await ruleOnConflict(call.organiser, slug, suspected, { kind: "dismiss", reason });
  await lookForConflicts(call.organiser, slug);

  expect(await stateOf(conflicted.person, codes[1])).toEqual(["dismissed", "none_declared"]);
  const kept = await owner.db
    .select()
    .from(conflictChanges)
    .where(eq(conflictChanges.personId, conflicted.person.id));
  expect(kept.map(({ state }) => state)).toContain("suspected");
  expect(kept.find(({ state }) => state === "dismissed")?.reason).toBe(reason);
});

test("a tie that turns up late sets the review aside: kept, counted nowhere, closed to its writer", async () => {
  const place = { slug, code: codes[1] };
  await declareLateTie(two.person, slug, { code: codes[1], nature: "A thesis together" });

  const [row] = await owner.db.select().from(reviews).where(eq(reviews.jurorId, two.jurorId));
  expect(row).toMatchObject({ state: "set_aside" });
  const history = await owner.db
    .select()
    .from(reviewRevisions)
    .where(eq(reviewRevisions.reviewId, row?.id ?? "review_"));
  expect(history.some(({ state, marks }) => state === "submitted" && marks["benefit"]?.mark === 2)).toBe(
    true,
  );
  expect(await refusedCode(reviewPage(two.person, place, "en"))).toBe("application_not_found");
  expect((await reviewsPage(two.person, slug, "en")).closed).toBe(1);
  const ranking = await rankingPage(call.organiser, slug, "en");
  // Two marks of Alpha and one of Beta are left.
  expect(ranking.reviews).toBe(3);
  expect(await refusedCode(releaseAssignments(two.person, slug))).toBe("call_role_required");
});

test("reminders name no application, and come once a day", async () => {
  await remindJurors(call.organiser, slug);
  await remindJurors(call.organiser, slug);

  const sent = await owner.db.select().from(letters).where(eq(letters.kind, "juror_reminder"));
  expect(sent.map(({ personId }) => personId)).toEqual([two.person.id]);
  expect(sent[0]?.body).not.toContain(codes[0]);
  expect(sent[0]?.body).not.toContain("Alpha");
});

test("an organiser in conflict learns nothing from reminders of who judges the application", async () => {
  const apart = "reminders";
  const small = await makeClosedCall(owner, apart, [
    { title: "Gamma", lead: "CHU de Valmont", person: "Aline Bressand" },
  ]);
  const [code = ""] = small.codes;
  const reader = await makeJuror(owner, small, { name: "Jeanne Morvan" });
  await beginEvaluation(small.organiser, apart);
  await sweep(reader.person, apart);
  await assign(small, [[code, reader.jurorId]]);
  const other = await makePersonAt("Other Organiser", "other-organiser.test");
  const callId = await callIdOf(apart);
  await owner.db.insert(callMembers).values({ callId, personId: other.id, role: "organiser" });
  const [file] = await owner.db.select().from(applications).where(eq(applications.code, code));
  const pair = { applicationId: file?.id ?? "application_", personId: other.id, callId };
  const found = { state: "confirmed" as const, source: "detection" as const, evidence: [] };
  await owner.db.insert(conflicts).values({ ...pair, ...found, changedAt: new Date() });

  expect(await refusedCode(remindJurors(other, apart))).toBe("nothing_to_remind");
  expect(await remindJurors(small.organiser, apart)).toBe(1);
});

test("departures that are noted at once are all noted", async () => {
  const reasons = [
    "Wanted by the ministry",
    "Judged apart by the board",
    "A budget that the ministry cut",
    "A letter that came after all",
  ];
  const noted = reasons.map((reason) => noteDeparture(call.organiser, slug, { code: codes[0], reason }));

  await Promise.all(noted);

  const kept = (await owner.db.select().from(rankingDepartures)).map(({ reason }) => reason);
  expect(kept.sort()).toEqual([...reasons].sort());
});
