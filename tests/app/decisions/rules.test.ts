import { describe, expect, test } from "vitest";
import { departuresFrom, refusalOfDepartures, type RankedOutcome } from "#app/decisions/departures.ts";
import { balancesOf, refusalOfGrants } from "#app/decisions/envelopes.ts";
import {
  afterDecisionEvent,
  lettersOf,
  proposedDecision,
  refusalToRelease,
  type Decision,
  type DecisionActor,
  type DecisionEvent,
} from "#app/decisions/rules.ts";
import { decisionOutcomes, type DecisionOutcome } from "#db/vocabulary.ts";
import { promoteNext, refusalOfWaitingList, waitingList } from "#app/decisions/waiting-list.ts";

const chair: DecisionActor = { person: "chair", isChair: true, isAuthority: false };
const authority: DecisionActor = {
  person: "authority",
  isChair: false,
  isAuthority: true,
};
const both: DecisionActor = { person: "both", isChair: true, isAuthority: true };

function proposed(
  application: string,
  outcome: DecisionOutcome = "laureate",
  position: number | null = null,
): Decision {
  return proposedDecision({ application, round: 1 }, { outcome, position }, chair);
}

function after(decision: Decision, event: DecisionEvent, actor: DecisionActor): Decision {
  const outcome = afterDecisionEvent(decision, event, actor);
  if ("refusal" in outcome) throw new Error(outcome.refusal.code);
  return outcome.decision;
}

const codeOf = (decision: Decision, event: DecisionEvent, actor: DecisionActor) => {
  const outcome = afterDecisionEvent(decision, event, actor);
  return "refusal" in outcome ? outcome.refusal.code : outcome.decision.state;
};

describe("a decision", () => {
  const approved = after(proposed("a"), { kind: "approve" }, authority);
  const released = after(approved, { kind: "release" }, authority);

  test("goes from proposed by the chair to released, by two people", () => {
    expect(released).toEqual({ ...proposed("a"), state: "released", approvedBy: "authority" });
  });

  test("is not approved by who proposed it, even with the authority", () => {
    const own = proposedDecision(
      { application: "a", round: 1 },
      { outcome: "rejected", position: null },
      both,
    );

    expect(codeOf(own, { kind: "approve" }, both)).toBe("decision_same_person");
    expect(codeOf(own, { kind: "approve" }, authority)).toBe("approved");
  });

  test("that is changed needs a new approval", () => {
    const changed = after(approved, { kind: "propose", outcome: "rejected", position: null }, chair);

    expect(changed).toMatchObject({ state: "proposed", approvedBy: null, outcome: "rejected" });
    expect(codeOf(changed, { kind: "release" }, authority)).toBe("decision_not_approved");
  });

  test("that is released no longer changes, whoever asks", () => {
    for (const outcome of decisionOutcomes) {
      expect(codeOf(released, { kind: "propose", outcome, position: null }, both)).toBe(
        "decision_already_released",
      );
    }
    expect(codeOf(released, { kind: "approve" }, authority)).toBe("decision_already_released");
    expect(codeOf(released, { kind: "release" }, authority)).toBe("decision_already_released");
  });

  test("is refused to those without the role", () => {
    expect(codeOf(proposed("a"), { kind: "propose", outcome: "rejected", position: null }, authority)).toBe(
      "decision_chair_only",
    );
    expect(codeOf(proposed("a"), { kind: "approve" }, { ...chair, person: "another chair" })).toBe(
      "decision_authority_only",
    );
  });
});

describe("the letters of a release", () => {
  test("are one per application, of the kind of its decision, whatever was proposed before", () => {
    const changes: DecisionEvent[] = [
      { kind: "propose", outcome: "rejected", position: null },
      { kind: "approve" },
      { kind: "propose", outcome: "laureate", position: null },
      { kind: "approve" },
    ];
    const decision = changes.reduce(
      (one, event) => after(one, event, event.kind === "approve" ? authority : chair),
      proposed("a"),
    );

    expect(lettersOf([decision])).toEqual([{ key: "decision/a/1", application: "a", kind: "laureate" }]);
  });

  test("do not exist for two decisions about one application, nor for one that is not approved", () => {
    const approved = after(proposed("a"), { kind: "approve" }, authority);
    const contrary = after(proposed("a", "rejected"), { kind: "approve" }, authority);

    expect(lettersOf([approved, contrary])).toMatchObject({ refusal: { code: "decision_twice" } });
    expect(lettersOf([proposed("a")])).toMatchObject({ refusal: { code: "decision_not_approved" } });
  });

  test("go out only in the number that was confirmed", () => {
    expect(refusalToRelease(1, 1)).toBeNull();
    expect(refusalToRelease(1, 2)).toEqual({
      code: "letter_count_changed",
      details: { confirmed: 2, now: 1 },
    });
  });

  test("keep their key at every attempt, and another round has another one", () => {
    const waiting = { ...proposed("a", "waiting_list", 1), state: "released" as const };
    const promotion = promoteNext([waiting], "b", chair);
    if (promotion === null) throw new Error("nobody waits");
    const promoted = after(promotion.promoted, { kind: "approve" }, authority);
    const keyOf = (decision: Decision) => {
      const letters = lettersOf([decision]);
      return Array.isArray(letters) ? letters[0]?.key : null;
    };

    expect(lettersOf([promoted])).toMatchObject([{ kind: "promoted" }]);
    expect(keyOf(promoted)).not.toBe(keyOf(waiting));
    expect(keyOf(promoted)).toBe(keyOf(after(promoted, { kind: "release" }, authority)));
  });
});

describe("the waiting list", () => {
  const list = [proposed("c", "waiting_list", 2), proposed("a"), proposed("b", "waiting_list", 1)];

  test("promotes the first, as a proposal that another person approves", () => {
    expect(waitingList(list).map(({ application }) => application)).toEqual(["b", "c"]);
    expect(promoteNext(list, "a", chair)).toEqual({
      promoted: { ...proposed("b"), round: 2 },
      because: "a",
    });
    expect(promoteNext([proposed("a")], "a", chair)).toBeNull();
  });

  test("is refused when a place is shared or left out", () => {
    expect(refusalOfWaitingList(list)).toBeNull();
    expect(refusalOfWaitingList([...list, proposed("d", "waiting_list", 2)])?.code).toBe(
      "waiting_position_invalid",
    );
    expect(refusalOfWaitingList([proposed("d", "waiting_list", 2)])?.code).toBe("waiting_position_invalid");
    expect(codeOf(proposed("a"), { kind: "propose", outcome: "waiting_list", position: 0 }, chair)).toBe(
      "waiting_position_invalid",
    );
    expect(codeOf(proposed("a"), { kind: "propose", outcome: "laureate", position: 1 }, chair)).toBe(
      "waiting_position_invalid",
    );
  });
});

describe("envelopes", () => {
  const envelopes = [
    { id: "state", amountCents: 100_000 },
    { id: "region", amountCents: 50_000 },
  ];
  const grant = (application: string, envelope: string, grantedCents: number) => ({
    application,
    envelope,
    askedCents: 60_000,
    grantedCents,
  });

  test("say what they have left, each for itself", () => {
    expect(balancesOf(envelopes, [grant("a", "state", 60_000), grant("b", "state", 40_000)])).toEqual([
      { envelope: "state", amountCents: 100_000, grantedCents: 100_000, remainingCents: 0 },
      { envelope: "region", amountCents: 50_000, grantedCents: 0, remainingCents: 50_000 },
    ]);
  });

  test("refuse one cent too many, and more than was asked for", () => {
    expect(refusalOfGrants(envelopes, [grant("a", "state", 60_000), grant("b", "state", 40_001)])).toEqual({
      code: "envelope_overspent",
      details: { envelope: "state", cents: 1 },
    });
    expect(refusalOfGrants(envelopes, [grant("a", "state", 60_001)])?.code).toBe("granted_more_than_asked");
  });
});

describe("departures from the order", () => {
  const line = (application: string, rank: number, outcome: DecisionOutcome, reason = ""): RankedOutcome => ({
    application,
    rank,
    outcome,
    reason,
  });

  test("are those passed over and those preferred, not equal ranks", () => {
    const inOrder = [
      line("a", 1, "laureate"),
      line("b", 2, "laureate"),
      line("c", 2, "rejected"),
      line("d", 4, "waiting_list"),
    ];
    const turned = [
      line("a", 1, "laureate"),
      line("b", 2, "rejected"),
      line("c", 3, "laureate"),
      line("d", 4, "rejected"),
    ];

    expect(departuresFrom(inOrder)).toEqual([]);
    expect(departuresFrom(turned).map(({ application }) => application)).toEqual(["b", "c"]);
  });

  test("each need a reason", () => {
    const reason = "Overlaps with a project that runs already.";
    const turned = [line("a", 1, "rejected", reason), line("b", 2, "laureate", "better")];

    expect(refusalOfDepartures(turned)?.details).toMatchObject({ application: "b" });
    expect(refusalOfDepartures(turned.map((one) => ({ ...one, reason })))).toBeNull();
    expect(refusalOfDepartures([line("a", 1, "rejected"), line("b", 2, "rejected")])).toBeNull();
  });
});
