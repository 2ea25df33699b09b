import { expect, test } from "vitest";
import { rankSumP } from "./rank-sum.ts";

test("two samples that are apart are told apart, and one sample is not from itself", () => {
  // Ranks of the first are 1 to 5, sum 15; mean 27.5, deviation sqrt(25 * 11 / 12) = 4.787; z = 12 / 4.787 = 2.5067.
  expect(rankSumP([1, 2, 3, 4, 5], [6, 7, 8, 9, 10])).toBeCloseTo(0.01219, 4);
  expect(rankSumP([1, 2, 3], [1, 2, 3])).toBeCloseTo(1, 6);
  expect(rankSumP([1, 1, 1], [1, 1, 1])).toBe(1);
});

test("ties share their rank", () => {
  // Values 1 1 | 1 2: three ones share rank 2, so the sum is 4; mean 5, ties 3^3 - 3 = 24,
  // deviation sqrt(4 / 12 * (5 - 24 / 12)) = 1; z = (1 - 0.5) / 1 = 0.5; p = 2 * 0.30854.
  expect(rankSumP([1, 1], [1, 2])).toBeCloseTo(0.61708, 4);
});
