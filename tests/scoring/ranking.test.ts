import { expect, test } from "vitest";
import { rank } from "#scoring/ranking.ts";

const at = (day: number) => new Date(Date.UTC(2026, 0, day));
const entry = (name: string, score: number | null, day = 1, isBaseline = false) => ({
  name,
  score,
  receivedAt: at(day),
  isBaseline,
});
const shown = (entries: ReturnType<typeof entry>[], better: "higher" | "lower" = "higher") =>
  rank(entries, better).map((row) => [row.entry.name, row.rank, row.sharedBy]);

test("a tie shares the better rank and the next rank counts everybody before it", () => {
  const board = shown([entry("d", 0.7), entry("a", 0.9), entry("c", 0.8, 2), entry("b", 0.8, 1)]);

  expect(board).toEqual([
    ["a", 1, 1],
    ["b", 2, 2],
    ["c", 2, 2],
    ["d", 4, 1],
  ]);
});

test("lower is better where the metric says so", () => {
  expect(shown([entry("a", 0.9), entry("b", 0.1)], "lower")).toEqual([
    ["b", 1, 1],
    ["a", 2, 1],
  ]);
});

test("a baseline stands at its score, without a rank and without pushing others down", () => {
  const board = shown([entry("a", 0.9), entry("reference", 0.8, 1, true), entry("b", 0.7)]);

  expect(board).toEqual([
    ["a", 1, 1],
    ["reference", null, 0],
    ["b", 2, 1],
  ]);
});

test("what has no score is not ranked and comes last", () => {
  expect(shown([entry("a", null), entry("b", -1)])).toEqual([
    ["b", 1, 1],
    ["a", null, 0],
  ]);
});
