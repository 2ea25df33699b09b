import { expect, test } from "vitest";
import { normalAbove } from "#scoring/numeric/normal.ts";
import { delongGreater, placementsOf } from "#scoring/statistics/delong.ts";
import { holm } from "#scoring/statistics/holm.ts";
import { kendallTauB } from "#scoring/statistics/kendall.ts";
import { wilcoxonGreater } from "#scoring/statistics/wilcoxon.ts";
import { pairIndex, tieGroups } from "#scoring/statistics/tie-groups.ts";
// What scipy and numpy say, written by reference.py beside it.
import reference from "./reference.json" with { type: "json" };

const numbers = (values: number[]) => Float64Array.from(values);
const closeTo = (value: number, expected: number) => {
  expect(Math.abs(value / expected - 1)).toBeLessThan(1e-10);
};

test("the tail of the normal distribution agrees with scipy from −8 to 30", () => {
  for (const { z, p } of reference.normal) closeTo(normalAbove(z), p);
});

test("Wilcoxon's signed-rank test agrees with scipy, with ties and zeros", () => {
  for (const { differences, p } of reference.wilcoxon) closeTo(wilcoxonGreater(numbers(differences)), p);
  expect(wilcoxonGreater(numbers([0, 0, 0]))).toBe(0.5);
});

test("DeLong's test agrees with the definition over all pairs, and is symmetric", () => {
  for (const { truth, a, b, p } of reference.delong) {
    const [one, other] = [placementsOf(truth, numbers(a)), placementsOf(truth, numbers(b))];
    closeTo(delongGreater(one, other), p);
    closeTo(delongGreater(other, one), 1 - p);
    expect(delongGreater(one, one)).toBe(0.5);
  }
});

test("Kendall's tau-b agrees with scipy and is undefined on a constant list", () => {
  for (const { x, y, tau } of reference.kendall) closeTo(kendallTauB(numbers(x), numbers(y)) ?? 0, tau);
  expect(kendallTauB(numbers([1, 1, 1]), numbers([1, 2, 3]))).toBeNull();
});

test("Holm multiplies the smallest by the number of tests, the next by one fewer, and never falls", () => {
  expect([...holm([0.01, 0.04, 0.03, 0.005])]).toEqual([0.03, 0.06, 0.06, 0.02]);
  expect([...holm([0.6, 0.9])]).toEqual([1, 1]);
});

test("a tied group holds everybody not significantly worse than its best", () => {
  const pValues = new Float64Array(6).fill(1);
  pValues[pairIndex(0, 2)] = 0.01;
  pValues[pairIndex(0, 3)] = 0.02;
  pValues[pairIndex(2, 3)] = 0.04;
  expect(tieGroups({ places: 4, pValues })).toEqual([0, 0, 1, 2]);
  expect(tieGroups({ places: 4, pValues: new Float64Array(6).fill(1) })).toEqual([0, 0, 0, 0]);
});
