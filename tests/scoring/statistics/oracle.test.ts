import { expect, test } from "vitest";
import { examplesOf } from "#scoring/examples.ts";
import { displayStep } from "#scoring/statistics/label-leak.ts";
import { climb } from "#scoring/statistics/ladder.ts";
import { probabilityMetric, scoringOf } from "#tests/support/simulated-teams.ts";

const rows = 200;
/** Labels that the attacker wants to read. */
const wanted = 6;
const logLoss = probabilityMetric("log_loss");
const step = displayStep({ metric: "log_loss" }, [0, Infinity], rows);

/** Labels of which the first six spell a number in binary; the others alternate. */
const truthOf = (spelled: number) =>
  Float64Array.from({ length: rows }, (_, row) => (row < wanted ? (spelled >> row) & 1 : row % 2));

/** The odds double from row to row, so that each set of labels has a log loss of its own (Whitehill 2017). */
const spelling = Float64Array.from({ length: rows }, (_, row) =>
  row < wanted ? 1 / (1 + Math.exp(-0.5 * 2 ** row)) : 0.5,
);
const undecided = new Float64Array(rows).fill(0.5);
const everySpelling = Array.from({ length: 2 ** wanted }, (_, spelled) => spelled);

test("a file whose log loss spells labels spells none of them under the Ladder", () => {
  const exact = everySpelling.map((spelled) => {
    const result = logLoss.compute(examplesOf(scoringOf(truthOf(spelled), spelling)));
    return "value" in result ? result.value.toFixed(9) : "none";
  });
  const shown = everySpelling.map((spelled) => {
    const truth = truthOf(spelled);
    const first = scoringOf(truth, undecided);
    const before = { score: climb(null, first, logLoss, step).shown ?? NaN, file: first };
    return climb(before, scoringOf(truth, spelling), logLoss, step);
  });

  // A plain board would give all six labels away at once.
  expect(new Set(exact).size).toBe(64);
  expect(new Set(shown.map((rung) => JSON.stringify(rung))).size).toBe(1);
});
