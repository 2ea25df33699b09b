import { expect, test } from "vitest";
import { SeededDraws } from "#scoring/numeric/random.ts";
import { nearCopies } from "#scoring/statistics/near-copies.ts";
import { probeSigns } from "#scoring/statistics/probe-signs.ts";
import { scoringOf, simulatedTeams } from "#tests/support/simulated-teams.ts";

const [honest] = simulatedTeams({ teams: 1, rows: 1000, step: 0, seed: "probing" });
if (honest === undefined) throw new Error("No team.");
const { spec, predictions, labels } = honest;
type Values = typeof predictions.values;
const fileOf = (values: Values) => scoringOf(labels.truth, values).predictions;
const signsOf = (values: Values, before: Values | null = null) =>
  probeSigns(spec, fileOf(values), before === null ? null : fileOf(before));

test("an honest file, and an honest one after it, carry no sign", () => {
  const draws = new SeededDraws("next");
  const next = predictions.values.map((p) => Math.min(0.999, Math.max(0.001, p + 0.02 * draws.normal())));
  expect(signsOf(predictions.values)).toEqual([]);
  expect(signsOf(next, predictions.values)).toEqual([]);
  expect(signsOf(predictions.values, predictions.values)).toEqual([]);
});

test("the files of the known attacks carry their signs", () => {
  // One row at 1, the rest at 0: the area says that row's label.
  const oneRow = predictions.values.map((_, row) => Number(row === 7));
  expect(signsOf(oneRow)).toEqual([
    { sign: "few_distinct_values", value: 2 },
    { sign: "values_at_bounds", value: 1 },
  ]);
  // A file that moves twelve rows of the one before.
  const moved = predictions.values.map((p, row) => (row < 12 ? 1 - p / 2 : p));
  expect(signsOf(moved, predictions.values)).toEqual([{ sign: "few_rows_changed", value: 12 }]);
});

test("near copies are found, whatever increasing map hides them, and independent teams are not", () => {
  const teams = simulatedTeams({ teams: 3, rows: 500, step: 0.2, seed: "copies" }).map(
    (one) => one.predictions.values,
  );
  const copy = (teams[1] ?? new Float64Array()).map((p, row) => Math.sqrt(p) + (row % 100 === 0 ? 1e-3 : 0));
  const found = nearCopies([...teams, copy]);
  expect(found.map(({ first, second }) => [first, second])).toEqual([[1, 3]]);
  expect(found[0]?.correlation).toBeGreaterThan(0.999);
  expect(nearCopies(teams)).toEqual([]);
});
