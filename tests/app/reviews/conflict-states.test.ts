import { conflictStates } from "#db/vocabulary.ts";
import { describe, expect, test } from "vitest";
import {
  afterConflictEvent,
  mayOpenContent,
  type ConflictActor,
  type ConflictEvent,
} from "#app/reviews/conflict-states.ts";
import {
  openLines,
  sweepList,
  sweepOutcomes,
  tickedBeforehand,
  type SweepSource,
} from "#app/reviews/conflict-sweep.ts";

const juror: ConflictActor = { kind: "juror", isSamePerson: true };
const organiser: ConflictActor = { kind: "organiser" };
const reason = "Same town, other hospital: checked by phone.";
const stateAfter = (state: (typeof conflictStates)[number], event: ConflictEvent, actor: ConflictActor) => {
  const outcome = afterConflictEvent(state, event, actor);
  return "state" in outcome ? outcome.state : outcome.refusal.code;
};

describe("where a juror stands with an application", () => {
  test("only a declaration of none or a dismissal opens the content", () => {
    expect(conflictStates.filter(mayOpenContent)).toEqual(["none_declared", "dismissed"]);
  });

  test("a juror's word does not clear what was declared, suspected or confirmed", () => {
    for (const state of ["declared", "suspected", "confirmed"] as const) {
      const outcome = afterConflictEvent(state, { kind: "declare_none" }, juror);

      expect("state" in outcome && mayOpenContent(outcome.state)).toBe(false);
    }
  });

  test("no event by anybody but an organiser opens what a conflict has closed", () => {
    const events: ConflictEvent[] = [
      { kind: "declare_none" },
      { kind: "declare" },
      { kind: "suspect" },
      { kind: "reopen" },
      { kind: "confirm" },
      { kind: "dismiss", reason },
    ];
    const actors: ConflictActor[] = [juror, { kind: "juror", isSamePerson: false }, { kind: "detection" }];
    for (const state of conflictStates.filter((one) => !mayOpenContent(one) && one !== "unknown")) {
      for (const event of events) {
        for (const actor of actors) {
          const outcome = afterConflictEvent(state, event, actor);

          expect("state" in outcome && mayOpenContent(outcome.state)).toBe(false);
        }
      }
    }
  });

  test("an organiser lifts a confirmed conflict with a reason, and not without", () => {
    expect(stateAfter("confirmed", { kind: "dismiss", reason }, organiser)).toBe("dismissed");
    expect(stateAfter("confirmed", { kind: "dismiss", reason: "  fine  " }, organiser)).toBe(
      "conflict_reason_required",
    );
  });

  test("a juror declares for nobody else, and neither confirms nor dismisses", () => {
    expect(stateAfter("unknown", { kind: "declare_none" }, { kind: "juror", isSamePerson: false })).toBe(
      "conflict_not_yours",
    );
    expect(stateAfter("unknown", { kind: "declare_none" }, organiser)).toBe("conflict_not_yours");
    expect(stateAfter("suspected", { kind: "confirm" }, juror)).toBe("conflict_organisers_only");
    expect(stateAfter("suspected", { kind: "dismiss", reason }, juror)).toBe("conflict_organisers_only");
  });

  test("there is nothing to dismiss where nothing was found", () => {
    expect(stateAfter("none_declared", { kind: "dismiss", reason }, organiser)).toBe(
      "conflict_transition_unknown",
    );
    expect(stateAfter("unknown", { kind: "dismiss", reason }, organiser)).toBe("conflict_transition_unknown");
  });

  test("a late addition closes again what was open, and a late declaration too", () => {
    expect(stateAfter("none_declared", { kind: "reopen" }, { kind: "detection" })).toBe("unknown");
    expect(stateAfter("dismissed", { kind: "reopen" }, { kind: "detection" })).toBe("unknown");
    expect(stateAfter("none_declared", { kind: "declare" }, juror)).toBe("declared");
  });
});

describe("the list that a juror goes through", () => {
  const sources: SweepSource[] = [
    { application: "one", organisations: ["CHU de Brénod", "Nephrodata"], people: ["Zoé Bœuf"] },
    { application: "two", organisations: ["CHU de Brenod"], people: ["Noël Duchêne"] },
    { application: "three", organisations: ["Fondation Œil"], people: ["Zoé Bœuf", "Anne Leroux"] },
  ];
  const list = sweepList(sources);
  const keyOf = (label: string) => list.find((line) => line.label === label)?.key ?? "";

  test("names everybody once, in alphabetical order, whatever the order of the applications", () => {
    expect(list.map(({ label }) => label)).toEqual([
      "Anne Leroux",
      "CHU de Brenod",
      "Fondation Œil",
      "Nephrodata",
      "Noël Duchêne",
      "Zoé Bœuf",
    ]);
    expect(sweepList([...sources].reverse())).toEqual(list);
  });

  test("does not change when another application names the same people", () => {
    const copied = {
      ...sources[0],
      application: "four",
      organisations: ["Nephrodata"],
      people: ["Zoé Bœuf"],
    };

    expect(sweepList([...sources, copied])).toEqual(list);
  });

  test("a tick closes every application that it concerns, and the others are declared free", () => {
    const answers = { seen: new Set(list.map(({ key }) => key)), ticked: new Set([keyOf("CHU de Brenod")]) };

    expect([...sweepOutcomes(sources, answers)]).toEqual([
      ["one", "declared"],
      ["two", "declared"],
      ["three", "none_declared"],
    ]);
  });

  test("a late addition asks for the new lines alone, and closes only its own application until they are seen", () => {
    const answers = { seen: new Set(list.map(({ key }) => key)), ticked: new Set<string>() };
    const grown = sources.map((source) =>
      source.application === "two"
        ? { ...source, organisations: [...source.organisations, "Quantifia"] }
        : source,
    );

    expect(openLines(sweepList(grown), answers).map(({ label }) => label)).toEqual(["Quantifia"]);
    expect([...sweepOutcomes(grown, answers).values()]).toEqual([
      "none_declared",
      "unknown",
      "none_declared",
    ]);
  });

  test("before anything is seen nothing is free", () => {
    const nothing = { seen: new Set<string>(), ticked: new Set<string>() };

    expect([...sweepOutcomes(sources, nothing).values()]).toEqual(["unknown", "unknown", "unknown"]);
  });

  test("what the detection found is ticked beforehand", () => {
    const matched = { ofJuror: "CHU Brénod", ofApplication: "CHU de Brénod" };
    const finding = {
      juror: "j",
      application: "one",
      rule: "similar_organisation",
      basis: "name",
      matched,
    } as const;

    expect(tickedBeforehand(list, [finding]).map(({ label }) => label)).toEqual(["CHU de Brenod"]);
  });
});
