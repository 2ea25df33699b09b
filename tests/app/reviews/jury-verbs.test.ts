import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import type { Person } from "#app/accounts/actor.ts";
import { acceptInvitation, declineInvitation } from "#app/reviews/answer-invitation.server.ts";
import { applyAssignment } from "#app/reviews/apply-assignment.server.ts";
import { assignJuror, releaseAssignments, unassignJuror } from "#app/reviews/assign-juror.server.ts";
import { beginEvaluation } from "#app/reviews/begin-evaluation.server.ts";
import { changeLoads } from "#app/reviews/change-loads.server.ts";
import { declareInterests } from "#app/reviews/declare-interests.server.ts";
import { inviteJuror } from "#app/reviews/invite-juror.server.ts";
import { invitationPage } from "#app/reviews/jury-pages.server.ts";
import { interestsPage, reviewsPage } from "#app/reviews/reading-pages.server.ts";
import { reviewPage } from "#app/reviews/review-page.server.ts";
import { cancelAssignment, requestAssignment } from "#app/reviews/request-assignment.server.ts";
import { handInReview, saveReview } from "#app/reviews/save-review.server.ts";
import { solveAssignmentRun } from "#app/reviews/solve-assignment-run.server.ts";
import type { Database } from "#db/client.ts";
import { connect, connections } from "#db/connections.ts";
import { people } from "#db/schema/accounts.ts";
import { calls } from "#db/schema/calls.ts";
import { assignmentRuns, assignments, jurors } from "#db/schema/juries.ts";
import { reviewRevisions, reviews } from "#db/schema/reviews.ts";
import type { JurorId } from "#db/vocabulary.ts";
import {
  assign,
  callIdOf,
  judge,
  keyFor,
  makeClosedCall,
  makeJuror,
  makePersonAt,
  sweep,
} from "#tests/support/jury-world.ts";
import { refusedCode } from "#tests/support/refused.ts";
import { useWebWorld } from "#tests/support/web-world.ts";

// The verbs run with the web process's own rights, row-level security included; what they did is read by the owner.
let owner: Database;
useWebWorld((given) => {
  owner = given;
});

const files = [
  { title: "Alpha", lead: "CHU de Valmont", person: "Armand Tessereau" },
  { title: "Beta", lead: "Université du Ponant", person: "Noé Castelline", topics: ["lungs"] },
];
const profile = { organisation: "", expertise: [], languages: ["en" as const], minLoad: 0, maxLoad: 5 };

async function emailOf(person: Person): Promise<string> {
  const [row] = await owner.db.select().from(people).where(eq(people.id, person.id));
  return row?.email ?? "";
}

/** The jobs process's own rights for one piece of work. */
async function asJobs(work: () => Promise<void>): Promise<void> {
  const web = connections();
  connect({ ...web, database: owner });
  try {
    await work();
  } finally {
    connect(web);
  }
}

describe("an invitation", () => {
  test("opens nothing for another account, and is accepted once by its own", async () => {
    const call = await makeClosedCall(owner, "invite", []);
    const person = await makePersonAt("Maud Lescure", "own.test");
    const stranger = await makePersonAt("Ivan Thévenard", "other.test");
    const email = await emailOf(person);
    await inviteJuror(call.organiser, "invite", { ...profile, email, name: "Maud", locale: "en" });
    const key = await keyFor(owner, email);

    expect(await refusedCode(invitationPage(stranger, key, "en"))).toBe("invitation_not_yours");
    expect(await refusedCode(acceptInvitation(stranger, key))).toBe("invitation_not_yours");
    expect(await refusedCode(declineInvitation(stranger, key, { reason: "", suggestion: "" }))).toBe(
      "invitation_not_yours",
    );
    const answers = await Promise.all([
      refusedCode(acceptInvitation(person, key)),
      refusedCode(acceptInvitation(person, key)),
    ]);
    expect(answers.sort()).toEqual(["done", "invitation_answered"]);
    const [row] = await owner.db.select().from(jurors).where(eq(jurors.email, email));
    expect(row).toMatchObject({ state: "accepted", personId: person.id, charterVersion: 1 });
  });

  test("is refused twice to one address, without a charter, and to who does not organise", async () => {
    const call = await makeClosedCall(owner, "invite-again", []);
    const words = { ...profile, email: "x@y.test", name: "X", locale: "en" as const };
    const twice = await Promise.all([
      refusedCode(inviteJuror(call.organiser, "invite-again", words)),
      refusedCode(inviteJuror(call.organiser, "invite-again", words)),
    ]);
    expect(twice.sort()).toEqual(["already_juror", "done"]);
    const stranger = await makePersonAt("Nobody", "nobody.test");
    expect(await refusedCode(inviteJuror(stranger, "invite-again", words))).toBe("call_role_required");
    const crossed = { ...words, email: "z@y.test", minLoad: 6 };
    expect(await refusedCode(inviteJuror(call.organiser, "invite-again", crossed))).toBe("loads_crossed");
  });

  test("declined is kept, and its person is no juror", async () => {
    const call = await makeClosedCall(owner, "decline", []);
    const person = await makePersonAt("Lubin Fercoq", "decline.test");
    const email = await emailOf(person);
    await inviteJuror(call.organiser, "decline", { ...profile, email, name: "Lubin", locale: "fr" });
    await declineInvitation(person, await keyFor(owner, email), { reason: "No time", suggestion: "Maud" });

    const [row] = await owner.db.select().from(jurors).where(eq(jurors.email, email));
    expect(row).toMatchObject({ state: "declined", personId: null });
    expect(await refusedCode(reviewsPage(person, "decline", "fr"))).toBe("juror_required");
  });
});

describe("the list of names", () => {
  test("is closed before the evaluation, keeps partial answers, and opens applications at its end only", async () => {
    const call = await makeClosedCall(owner, "names", files);
    const { person, jurorId } = await makeJuror(owner, call, { name: "Salomé Kervadec" });
    expect(await refusedCode(interestsPage(person, "names", "en"))).toBe("evaluation_not_begun");
    await beginEvaluation(call.organiser, "names");
    expect(await refusedCode(beginEvaluation(call.organiser, "names"))).toBe("evaluation_begun");

    const { lines } = await interestsPage(person, "names", "en");
    // Two organisations and two people, in the order of the alphabet.
    expect(lines.map(({ label }) => label)).toEqual([
      "Armand Tessereau",
      "CHU de Valmont",
      "Noé Castelline",
      "Université du Ponant",
    ]);
    const [first] = lines;
    if (first === undefined) throw new Error("no line");
    expect(await declareInterests(person, "names", [{ key: first.key, hasTie: false, nature: "" }])).toBe(3);
    const [alpha = ""] = call.codes;
    expect(await refusedCode(assignJuror(call.organiser, "names", { code: alpha, jurorId }))).toBe(
      "juror_has_not_attested",
    );
    expect((await reviewsPage(person, "names", "en")).waitsFor).toBe("interests_not_declared");
    expect(await sweep(person, "names")).toBe(0);
    expect((await reviewsPage(person, "names", "en")).waitsFor).toBeNull();
  });

  test("takes no tie back: what was declared stays until an organiser looks at it", async () => {
    const call = await makeClosedCall(owner, "ties", files);
    const { person, jurorId } = await makeJuror(owner, call, { name: "Oriane Castaing" });
    await beginEvaluation(call.organiser, "ties");
    await sweep(person, "ties", ["CHU de Valmont"]);
    await sweep(person, "ties", []);
    const [alpha = ""] = call.codes;
    expect(await refusedCode(assignJuror(call.organiser, "ties", { code: alpha, jurorId }))).toBe(
      "juror_in_conflict",
    );
  });
});

describe("assignment", () => {
  test("by hand keeps loads and languages, and of two organisers at once only one pair is made", async () => {
    const call = await makeClosedCall(owner, "hand", files);
    const one = await makeJuror(owner, call, { name: "Élie Sauvageot", maxLoad: 1 });
    const french = await makeJuror(owner, call, { name: "Béatrix Ollagnier", languages: ["fr"] });
    await beginEvaluation(call.organiser, "hand");
    for (const { person } of [one, french]) await sweep(person, "hand");
    const [alpha = "", beta = ""] = call.codes;
    const pair = (code: string, jurorId: JurorId) =>
      refusedCode(assignJuror(call.organiser, "hand", { code, jurorId }));

    expect((await Promise.all([pair(alpha, one.jurorId), pair(alpha, one.jurorId)])).sort()).toEqual([
      "already_assigned",
      "done",
    ]);
    expect(await pair(beta, one.jurorId)).toBe("juror_fully_loaded");
    expect(await pair(alpha, french.jurorId)).toBe("language_not_read");
    // A proposal is nothing to its juror before it is released.
    expect((await reviewsPage(one.person, "hand", "en")).rows).toEqual([]);
    await releaseAssignments(call.organiser, "hand");
    expect((await reviewsPage(one.person, "hand", "en")).rows).toHaveLength(1);
    await judge(one.person, "hand", alpha, 3);
    const back = { code: alpha, jurorId: one.jurorId, reason: "" };
    expect(await refusedCode(unassignJuror(call.organiser, "hand", back))).toBe("review_submitted");
  });

  test("by the solver is found in the background, verified, proposed, and fair to loads", async () => {
    const call = await makeClosedCall(owner, "solver", files);
    for (const name of ["Tancrède Muzelle", "Isaure Montferrand", "Gaspard Noirmont"])
      await sweepAfter(call, await makeJuror(owner, call, { name, maxLoad: 2 }));
    const runId = await requestAssignment(call.organiser, "solver", { reviews: 2, fairness: 0.9 });
    expect(
      await refusedCode(requestAssignment(call.organiser, "solver", { reviews: 2, fairness: 0.9 })),
    ).toBe("run_active");
    expect(await refusedCode(applyAssignment(call.organiser, "solver"))).toBe("run_not_solved");
    await asJobs(() => solveAssignmentRun(runId));
    await applyAssignment(call.organiser, "solver");
    const made = await owner.db.select().from(assignments).where(eq(assignments.runId, runId));
    // Two applications by two readers each, nobody with more than two.
    expect(made).toHaveLength(4);
    expect(new Set(made.map(({ applicationId, jurorId }) => `${applicationId}/${jurorId}`)).size).toBe(4);
    expect(made.every(({ state }) => state === "proposed")).toBe(true);
  });

  test.each([
    ["one of two applications", 2],
    ["the only application", 1],
  ])("finds another reader when a juror of the least load loses %s to a tie", async (_, minLoad) => {
    const slug = `late-tie-${String(minLoad)}`;
    const call = await makeClosedCall(owner, slug, files);
    const least = await makeJuror(owner, call, { name: `Agathe Puymirol ${slug}`, minLoad });
    const second = await makeJuror(owner, call, { name: `Basile Courcelles ${slug}` });
    const third = await makeJuror(owner, call, { name: `Clothilde Marescot ${slug}` });
    for (const juror of [least, second, third]) await sweepAfter(call, juror);
    const [alpha = "", beta = ""] = call.codes;
    const other = minLoad === 2 ? least : third;
    await assign(call, [
      [alpha, least.jurorId],
      [alpha, second.jurorId],
      [beta, second.jurorId],
      [beta, other.jurorId],
    ]);
    await sweep(least.person, slug, ["CHU de Valmont"]);
    const runId = await requestAssignment(call.organiser, slug, { reviews: 2, fairness: 0.9 });
    await asJobs(() => solveAssignmentRun(runId));
    await applyAssignment(call.organiser, slug);

    const made = await owner.db.select().from(assignments).where(eq(assignments.runId, runId));
    expect(made.map(({ jurorId, state }) => ({ jurorId, state }))).toEqual([
      { jurorId: third.jurorId, state: "proposed" },
    ]);
  });

  test("that loads make impossible is possible once an organiser has changed them", async () => {
    const call = await makeClosedCall(owner, "loads", files);
    const { person, jurorId } = await makeJuror(owner, call, { name: "Hermine Vaucanson", maxLoad: 1 });
    await sweepAfter(call, { person });
    const find = async () => {
      const runId = await requestAssignment(call.organiser, "loads", { reviews: 1, fairness: 0.9 });
      await asJobs(() => solveAssignmentRun(runId));
      const [run] = await owner.db.select().from(assignmentRuns).where(eq(assignmentRuns.id, runId));
      return run?.state;
    };
    const change = (actor: Person, minLoad: number, maxLoad: number, slug = "loads") =>
      refusedCode(changeLoads(actor, slug, { jurorId, minLoad, maxLoad }));
    expect(await find()).toBe("infeasible");

    expect(await change(call.organiser, 3, 2)).toBe("loads_crossed");
    expect(await change(person, 0, 2)).toBe("call_role_required");
    const elsewhere = await makeClosedCall(owner, "loads-elsewhere", []);
    expect(await change(elsewhere.organiser, 0, 2, "loads-elsewhere")).toBe("juror_not_found");
    expect(await find()).toBe("infeasible");
    expect(await change(call.organiser, 0, 2)).toBe("done");
    expect(await find()).toBe("solved");

    // Lowered meanwhile, what was found is proposed no more; what is released stays.
    expect(await change(call.organiser, 0, 1)).toBe("done");
    expect(await refusedCode(applyAssignment(call.organiser, "loads"))).toBe("assignment_outdated");
    expect(await change(call.organiser, 0, 2)).toBe("done");
    await applyAssignment(call.organiser, "loads");
    await releaseAssignments(call.organiser, "loads");
    expect(await change(call.organiser, 0, 1)).toBe("done");
    expect(await find()).toBe("solved");
  });

  test("names who is at fault when it is impossible, and stops when it is asked to", async () => {
    const call = await makeClosedCall(owner, "impossible", files);
    await sweepAfter(call, await makeJuror(owner, call, { name: "Zéphyrine Hallier" }));
    const runId = await requestAssignment(call.organiser, "impossible", { reviews: 2, fairness: 0.9 });
    await asJobs(() => solveAssignmentRun(runId));
    const [row] = await owner.db.select().from(assignmentRuns).where(eq(assignmentRuns.id, runId));
    expect(row?.state).toBe("infeasible");
    expect(JSON.stringify(row?.report)).toContain("too_few_jurors");

    const again = await requestAssignment(call.organiser, "impossible", { reviews: 2, fairness: 0.9 });
    await cancelAssignment(call.organiser, "impossible");
    await asJobs(() => solveAssignmentRun(again));
    const [stopped] = await owner.db.select().from(assignmentRuns).where(eq(assignmentRuns.id, again));
    expect(stopped).toMatchObject({ state: "cancelled", report: null });
  });
});

async function sweepAfter(
  call: Awaited<ReturnType<typeof makeClosedCall>>,
  { person }: { person: Person },
): Promise<void> {
  if ((await refusedCode(interestsPage(person, call.slug, "en"))) === "evaluation_not_begun")
    await beginEvaluation(call.organiser, call.slug);
  await sweep(person, call.slug);
}

describe("a review", () => {
  test("that is begun when decisions are released stays to be read, and its juror is told that it is closed", async () => {
    const call = await makeClosedCall(owner, "released", files);
    const juror = await makeJuror(owner, call, { name: "Irène Castaing" });
    await sweepAfter(call, juror);
    const [alpha = ""] = call.codes;
    await assign(call, [[alpha, juror.jurorId]]);
    const place = { slug: "released", code: alpha };
    const save = (value: number) => saveReview(juror.person, place, [{ field: "mark:benefit", value }]);
    await save(3);
    expect((await reviewPage(juror.person, place, "en")).areClosed).toBe(false);
    await owner.db.update(calls).set({ state: "announced" }).where(eq(calls.slug, "released"));

    const page = await reviewPage(juror.person, place, "en");
    expect(page).toMatchObject({ areClosed: true, peers: null });
    expect(page.review.fields["mark:benefit"]).toBe(3);
    expect((await reviewsPage(juror.person, "released", "en")).areClosed).toBe(true);
    expect(await refusedCode(save(4))).toBe("reviews_closed");
    expect(await refusedCode(handInReview(juror.person, place))).toBe("reviews_closed");
  });

  test("keeps every save, refuses marks off the scale, and is handed in once however often one clicks", async () => {
    const call = await makeClosedCall(owner, "review", files);
    const juror = await makeJuror(owner, call, { name: "Alban Rochefeuille" });
    await sweepAfter(call, juror);
    const [alpha = ""] = call.codes;
    await assign(call, [[alpha, juror.jurorId]]);
    const place = { slug: "review", code: alpha };
    const save = (value: string | number) =>
      refusedCode(saveReview(juror.person, place, [{ field: "mark:benefit", value }]));

    // Looking at it is no beginning.
    expect(await saveReview(juror.person, place, [])).toMatchObject({ revision: 0, fields: {} });
    expect((await reviewsPage(juror.person, "review", "en")).rows[0]?.state).toBeNull();
    expect(await save(6)).toBe("mark_not_on_scale");
    expect(await save(2.5)).toBe("mark_not_on_scale");
    expect(await save("excellent")).toBe("invalid_input");
    expect(await refusedCode(handInReview(juror.person, place))).toBe("review_incomplete");
    await Promise.all([save(3), save("cannot_judge")]);
    expect(await Promise.all([hand(), hand()])).toEqual(["done", "done"]);
    expect(await save(1)).toBe("review_handed_in");

    const [row] = await owner.db.select().from(reviews).where(eq(reviews.jurorId, juror.jurorId));
    const history = await owner.db
      .select()
      .from(reviewRevisions)
      .where(eq(reviewRevisions.reviewId, row?.id ?? "review_"));
    expect(history.map(({ state }) => state).sort()).toEqual(["draft", "draft", "submitted"]);

    function hand() {
      return refusedCode(handInReview(juror.person, place));
    }
  });
});

test("a call that others organise is answered as one would expect", async () => {
  await makeClosedCall(owner, "others", files);
  const stranger = await makePersonAt("Stranger", "stranger.test");
  const visitor = { kind: "visitor" } as const;
  expect(await refusedCode(reviewsPage(stranger, "others", "en"))).toBe("juror_required");
  expect(await refusedCode(reviewsPage(visitor, "others", "en"))).toBe("sign_in_required");
  expect(await refusedCode(beginEvaluation(stranger, "others"))).toBe("call_role_required");
  expect(await refusedCode(requestAssignment(stranger, "others", { reviews: 1, fairness: 1 }))).toBe(
    "call_role_required",
  );
  expect(await callIdOf("others")).toMatch(/^call_/);
});
