import { describe, expect, test } from "vitest";
import { conflictStates } from "#db/vocabulary.ts";
import { describeAssignmentFault } from "#app/reviews/describe-assignment-fault.ts";
import {
  refusalOfPair,
  refusalToAssign,
  refusalToUnassign,
  refusalToWrite,
  type HandFacts,
} from "#app/reviews/policy.ts";
import { problemOfCall, type CallForAssignment } from "#app/reviews/problem-of-call.ts";
import {
  failedCriteria,
  faultsOfMarks,
  missingCriteria,
  readingOrder,
  totalOf,
  type Criterion,
  type CriterionMark,
} from "#app/reviews/rules.ts";

const scale = { lowest: 0, highest: 5, step: 0.5, threshold: 3, mayAbstain: true };
const criteria: Criterion[] = [
  { id: "quality", weight: 2, ...scale },
  { id: "impact", weight: 1, ...scale, mayAbstain: false },
  { id: "team", weight: 1, ...scale, lowest: 1, step: 1, threshold: null },
];
const marks = (given: Record<string, CriterionMark>) => new Map(Object.entries(given));

describe("the arithmetic of a review", () => {
  test("the total weighs each mark as a share of its scale", () => {
    // (2 · 4/5 + 1 · 2.5/5 + 1 · (3 − 1)/(5 − 1)) / 4 = (1.6 + 0.5 + 0.5) / 4 = 0.65
    expect(totalOf(criteria, marks({ quality: 4, impact: 2.5, team: 3 }))).toBeCloseTo(65, 12);
  });

  test("what cannot be judged is left out with its weight", () => {
    // (1 · 2.5/5 + 1 · 2/4) / 2 = 0.5
    expect(totalOf(criteria, marks({ quality: "cannot_judge", impact: 2.5, team: 3 }))).toBeCloseTo(50, 12);
  });

  test("there is no total until every criterion is marked", () => {
    expect(totalOf(criteria, marks({ quality: 4, impact: 2.5 }))).toBeNull();
    expect(missingCriteria(criteria, marks({ quality: 4, impact: 2.5 }))).toEqual(["team"]);
  });

  test("a mark off the scale or between steps, and a refused abstention, are named", () => {
    const given = marks({ quality: 5.5, impact: "cannot_judge", team: 2.5, other: 1 });

    expect(faultsOfMarks(criteria, given)).toEqual([
      { criterion: "quality", code: "off_scale" },
      { criterion: "impact", code: "must_be_judged" },
      { criterion: "team", code: "between_steps" },
      { criterion: "other", code: "unknown_criterion" },
    ]);
    expect(faultsOfMarks(criteria, marks({ quality: NaN }))).toEqual([
      { criterion: "quality", code: "off_scale" },
    ]);
    expect(totalOf(criteria, given)).toBeNull();
  });

  test("a criterion fails below its threshold, not at it, and not by an abstention", () => {
    expect(failedCriteria(criteria, marks({ quality: 2.5, impact: 3, team: 1 }))).toEqual(["quality"]);
    expect(failedCriteria(criteria, marks({ quality: "cannot_judge", impact: 3, team: 1 }))).toEqual([]);
  });

  test("each juror reads in an own order, which a new application does not disturb", () => {
    const files = Array.from({ length: 20 }, (_, index) => `application_${String(index)}`);

    const own = readingOrder(files, "juror_1");

    expect([...own].sort()).toEqual([...files].sort());
    expect(readingOrder(files, "juror_2")).not.toEqual(own);
    expect(
      readingOrder([...files, "application_new"], "juror_1").filter((id) => id !== "application_new"),
    ).toEqual(own);
  });
});

test("a review is written on while the call is evaluated, and by nobody once decisions are released", () => {
  expect(refusalToWrite("draft", "evaluating")).toBeNull();
  expect(refusalToWrite("submitted", "evaluating")).toEqual({ code: "review_handed_in" });
  expect(refusalToWrite("draft", "closed")).toEqual({ code: "evaluation_not_begun" });
  expect(refusalToWrite("reopened", "announced")).toEqual({ code: "reviews_closed" });
});

describe("assigning by hand", () => {
  const facts: HandFacts = {
    conflict: "none_declared",
    isAvailable: true,
    readsLanguage: true,
    isAssigned: false,
    load: 2,
    maxLoad: 3,
    reviews: 1,
    wanted: 3,
  };

  test("a juror without conflict and with room left may be assigned", () => {
    expect(refusalToAssign(facts)).toBeNull();
  });

  test("no juror is assigned whose conflict is open, declared, suspected or confirmed", () => {
    expect(
      conflictStates.map((conflict) => refusalToAssign({ ...facts, conflict })?.code ?? "allowed"),
    ).toEqual([
      "juror_has_not_attested",
      "allowed",
      "juror_in_conflict",
      "juror_in_conflict",
      "juror_in_conflict",
      "allowed",
    ]);
  });

  test("every other guard has its reason", () => {
    const code = (change: Partial<HandFacts>) => refusalToAssign({ ...facts, ...change })?.code;

    expect(code({ isAssigned: true })).toBe("already_assigned");
    expect(code({ isAvailable: false })).toBe("juror_unavailable");
    expect(code({ readsLanguage: false })).toBe("language_not_read");
    expect(code({ load: 3 })).toBe("juror_fully_loaded");
    expect(code({ reviews: 3 })).toBe("application_fully_assigned");
  });

  test("a submitted review is never taken away, one that was begun only with a reason", () => {
    const unassign = (review: "none" | "draft" | "submitted", reason = "") =>
      refusalToUnassign(review, reason)?.code ?? "allowed";

    expect(unassign("none")).toBe("allowed");
    expect(unassign("draft")).toBe("assignment_reason_required");
    expect(unassign("draft", "The juror is ill until the end of the month.")).toBe("allowed");
    expect(unassign("submitted", "The juror is ill until the end of the month.")).toBe("review_submitted");
  });

  test("the solver is forbidden exactly the pairs that a hand is refused", () => {
    const call: CallForAssignment = {
      jurors: [
        { id: "p", topics: ["imaging"], languages: ["fr"], isAvailable: true, minLoad: 1, maxLoad: 2 },
        { id: "q", topics: [], languages: ["fr", "en"], isAvailable: false, minLoad: 1, maxLoad: 2 },
      ],
      applications: [
        { id: "a", topics: ["imaging", "sleep"], language: "fr", reviews: 1 },
        { id: "b", topics: [], language: "en", reviews: 1 },
      ],
      conflictOf: (juror, application) =>
        juror === "p" && application === "a" ? "none_declared" : "unknown",
      locked: [{ application: "a", juror: "p" }],
    };

    const problem = problemOfCall(call);

    expect([...problem.isForbidden]).toEqual([0, 1, 1, 1]);
    expect([...problem.isLocked]).toEqual([1, 0, 0, 0]);
    expect([...problem.affinity]).toEqual([0.5, 0, 0.5, 0.5]);
    expect(problem.jurors.map(({ minLoad }) => minLoad)).toEqual([1, 0]);
    expect(refusalOfPair({ conflict: "dismissed", isAvailable: true, readsLanguage: true })).toBeNull();
  });

  test("what makes an assignment impossible is said with names", () => {
    const names: Record<string, string> = { a: "AAP-01", p: "Zoé Bœuf" };
    const nameOf = (id: string) => names[id] ?? id;

    expect(
      describeAssignmentFault({ code: "too_few_jurors", application: "a", possible: 1, wanted: 3 }, nameOf),
    ).toEqual({
      en: "AAP-01 needs 3 jurors; only 1 may read it.",
      fr: "AAP-01 a besoin de 3 jurés\u202f; nombre de ceux qui peuvent le lire\u00a0: 1.",
    });
    expect(
      describeAssignmentFault(
        { code: "jurors_overbooked", applications: ["a"], jurors: ["p"], wanted: 2, capacity: 1 },
        nameOf,
      ).en,
    ).toContain("Zoé Bœuf");
  });
});
