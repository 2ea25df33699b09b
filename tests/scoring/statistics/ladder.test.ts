import { expect, test } from "vitest";
import { examplesOf, type Scoring } from "#scoring/examples.ts";
import { SeededDraws } from "#scoring/numeric/random.ts";
import { displayStep, labelsReadable } from "#scoring/statistics/label-leak.ts";
import { climb, roundedTo } from "#scoring/statistics/ladder.ts";
import { probabilityMetric, scoringOf, simulatedTeams } from "#tests/support/simulated-teams.ts";

const accuracy = probabilityMetric("accuracy");

function coins(n: number, draws: SeededDraws): Float64Array {
  return Float64Array.from({ length: n }, () => draws.integer(0, 1));
}

function scoreOf(file: Scoring): number {
  const result = accuracy.compute(examplesOf(file));
  if (!("value" in result)) throw new Error("Accuracy is always defined.");
  return result.value;
}

/** A board that answers each file; `told` is +1 for better than chance, −1 for worse, 0 when nothing was learnt. */
type Board = (file: Scoring) => -1 | 0 | 1;

/** Random-vector boosting (Hardt 2015): random files, turned round where the board called them worse than chance, and the
 * majority of those on which it said anything.
 * @returns the apparent accuracy of that majority; the truth of a vote without knowledge is 0.5 */
function boosted({ n, k, seed }: { n: number; k: number; seed: string }, board: Board): number {
  const draws = new SeededDraws(seed);
  const truth = coins(n, draws);
  const file = (predicted: Float64Array) => scoringOf(truth, predicted);
  const votes = new Float64Array(n);
  for (let attempt = 0; attempt < k; attempt++) {
    const predicted = coins(n, draws);
    const told = board(file(predicted));
    for (const [row, one] of predicted.entries())
      votes[row] = (votes[row] ?? 0) + told * (one === 1 ? 1 : -1);
  }
  return scoreOf(file(votes.map((vote) => Number(vote > 0))));
}

const plainBoard: Board = (file) => (scoreOf(file) > 0.5 ? 1 : -1);

/** Under the Ladder only a new best tells anything. */
function ladderBoard(n: number): Board {
  let shown: { score: number; file: Scoring } | null = null;
  return (file) => {
    const rung = climb(shown, file, accuracy, displayStep({ metric: "accuracy" }, [0, 1], n));
    if (rung.isImprovement && rung.shown !== null) shown = { score: rung.shown, file };
    return rung.isImprovement ? ((rung.shown ?? 0) > 0.5 ? 1 : -1) : 0;
  };
}

function meanOver(runs: number, one: (run: number) => number): number {
  return Array.from({ length: runs }, (_, run) => one(run)).reduce((a, b) => a + b) / runs;
}

test("500 random vectors on 1,000 rows fool a plain board, and gain next to nothing under the Ladder", () => {
  const attack = (run: number) => ({ n: 1000, k: 500, seed: `run ${String(run)}` });
  const plain = meanOver(6, (run) => boosted(attack(run), plainBoard));
  const ladder = meanOver(6, (run) => boosted(attack(run), ladderBoard(1000)));
  // Measured independently before: 0.716 and 0.523.
  expect(Math.abs(plain - 0.716)).toBeLessThan(0.02);
  expect(ladder).toBeLessThan(0.56);
  for (let run = 0; run < 6; run++) expect(boosted(attack(run), ladderBoard(1000))).toBeLessThan(0.56);
});

test.each([
  [500, 50, 0.596, 0.535],
  [1000, 200, 0.646, 0.528],
  [4000, 200, 0.571, 0.509],
])("the gain of boosting on %i rows with %i files stays as it was measured", (n, k, plain, ladder) => {
  const attack = (run: number) => ({ n, k, seed: `table ${String(run)}` });
  const runs = n > 1000 ? 3 : 8;
  expect(Math.abs(meanOver(runs, (run) => boosted(attack(run), plainBoard)) - plain)).toBeLessThan(0.025);
  expect(Math.abs(meanOver(runs, (run) => boosted(attack(run), ladderBoard(n))) - ladder)).toBeLessThan(
    0.025,
  );
});

test("a file that changes one row, or the same file again, changes nothing of what is shown", () => {
  const draws = new SeededDraws("one row");
  const truth = coins(100, draws);
  const predicted = coins(100, draws);
  const wrong = predicted.findIndex((one, row) => one !== truth[row]);
  const file = (values: Float64Array) => scoringOf(truth, values);
  const better = predicted.map((one, row) => (row === wrong ? (truth[row] ?? 0) : one));
  const shown = { score: scoreOf(file(predicted)), file: file(predicted) };
  expect(climb(shown, file(better), accuracy, 0.01)).toEqual({ shown: shown.score, isImprovement: false });
  expect(climb(shown, shown.file, accuracy, 0.01)).toEqual({ shown: shown.score, isImprovement: false });
  expect(climb(shown, file(truth), accuracy, 0.01)).toEqual({ shown: 1, isImprovement: true });
});

test("a real improvement is shown, rounded, for areas and losses alike", () => {
  const [good, bad] = simulatedTeams({ teams: 2, rows: 1000, step: 2, seed: "climb" });
  if (good === undefined || bad === undefined) throw new Error("No teams.");
  for (const name of ["roc_auc", "log_loss"]) {
    const metric = probabilityMetric(name);
    const first = climb(null, bad, metric, 0.001);
    expect(first.isImprovement).toBe(true);
    const shown = { score: first.shown ?? 0, file: bad };
    const second = climb(shown, good, metric, 0.001);
    expect(second.isImprovement).toBe(true);
    expect(second.shown).toBe(roundedTo(0.001, second.shown ?? 0));
    const back = climb({ score: second.shown ?? 0, file: good }, bad, metric, 0.001);
    expect(back).toEqual({ shown: second.shown, isImprovement: false });
  }
});

// Recovered exactly, per submission, in the table of the log-loss oracle.
test.each([
  [200, 1e-15, [5, 8, 11, 14, 17]],
  [1000, 1e-15, [2, 6, 9, 12, 15]],
  [1000, 1e-6, [1, 4, 8, 11, 14]],
  [5000, 1e-15, [0, 3, 7, 10, 13]],
  [20_000, 1e-15, [0, 1, 5, 8, 11]],
  [20_000, 1e-6, [0, 0, 3, 7, 10]],
])("labels that one file reads from the log loss of %i rows clipped at %f", (rows, eps, expected) => {
  const use = { metric: "log_loss", params: { eps } };
  const bounds = [2, 3, 4, 5, 6].map((decimals) => labelsReadable(use, rows, decimals) ?? NaN);
  // A bound: the code that was tried lost at most one label to its rounding.
  for (const [index, bound] of bounds.entries()) expect([0, 1]).toContain(bound - (expected[index] ?? NaN));
});

test("the step of the Ladder hides what one row can do", () => {
  expect(displayStep({ metric: "accuracy" }, [0, 1], 1000)).toBe(0.001);
  expect(displayStep({ metric: "log_loss" }, [0, Infinity], 1000)).toBeCloseTo(0.0345, 4);
  expect(labelsReadable({ metric: "accuracy" }, 1000, 4)).toBe(1);
  expect(labelsReadable({ metric: "accuracy" }, 1000, 2)).toBe(0);
});
