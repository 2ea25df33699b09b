import fc from "fast-check";
import { expect, test } from "vitest";
import { replicatesPerDraw } from "#scoring/kernels/kernels.ts";
import { areaScorer, meanScorer, type ReplicateScorer } from "#scoring/statistics/replicate-scorers.ts";
import { PoissonWeights } from "#scoring/statistics/weights.ts";
import { kernelKinds } from "#tests/support/fast-reader.ts";

type Kind = keyof typeof kernelKinds;
const kinds = ["compiled", "twin"] as const;

function drawn(kind: Kind, seed: string, rows: number): PoissonWeights {
  const weights = new PoissonWeights(seed, rows, null, kernelKinds[kind]());
  weights.draw();
  return weights;
}

function scored(scorer: ReplicateScorer, weights: PoissonWeights): Float64Array {
  const scores = new Float64Array(replicatesPerDraw);
  scorer.onRows(weights, scores);
  return scores;
}

test("kernels and twin draw the same weights, draw after draw", () => {
  const compiled = drawn("compiled", "same", 4321);
  const twin = drawn("twin", "same", 4321);

  for (let draw = 0; draw < 3; draw++) {
    expect(Buffer.compare(compiled.bytes(), twin.bytes())).toBe(0);
    compiled.draw();
    twin.draw();
  }
});

test("a weight is 0, 1, … 8 as often as the Poisson distribution of mean 1 says", () => {
  const bytes = drawn("compiled", "poisson", 100_000).bytes();

  // Of 1,600,000 weights; exp(−1) / k!, within five standard errors.
  for (const [weight, chance] of [0.367879, 0.367879, 0.18394, 0.061313, 0.015328, 0.003066].entries()) {
    const share = bytes.filter((byte) => byte === weight).length / bytes.length;
    expect(Math.abs(share - chance)).toBeLessThan(5 * Math.sqrt((chance * (1 - chance)) / bytes.length));
  }
  expect(Math.max(...bytes.subarray(0, 100_000))).toBeLessThanOrEqual(8);
});

test("kernels and twin give the same weighted means and areas, bit for bit", () => {
  const row = fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.boolean());
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 400 }), fc.string(), (given, seed) => {
      const values = Float64Array.from(given, ([value]) => value);
      const kindsOfRows = Uint8Array.from(given, ([, isPositive]) => Number(isPositive));
      for (const scorer of [meanScorer(values), areaScorer(kindsOfRows, values)]) {
        const [compiled, twin] = kinds.map((kind) => scored(scorer, drawn(kind, seed, values.length)));
        expect(compiled).toEqual(twin);
      }
    }),
    { numRuns: 200 },
  );
});

test.each([
  ["by kind", (row: number) => Number(row >= 5000)],
  ["in turns", (row: number) => row % 2],
])(
  "ten thousand rows, each with the largest weight, ordered %s, are counted without overflow",
  (order, kindOf) => {
    const rows = 10_000;
    const places = Uint32Array.from({ length: rows }, (_row, row) => 2 * row + kindOf(row));
    const tallies = kinds.map((compiledOrTwin) => {
      const weights = new PoissonWeights("full", rows, null, kernelKinds[compiledOrTwin]());
      weights.bytes().fill(8);
      weights.columnOfWords().set(places);
      weights.kernels.countWeightedPairs(weights.place, weights.column, rows, weights.tally);
      return ([0, 1, 2] as const).map((kind) => weights.tallied(kind).slice());
    });

    const pairs = order === "by kind" ? 5000 * 5000 : (5000 * 5001) / 2;
    for (const tally of tallies)
      expect(tally).toEqual([64 * pairs, 40_000, 40_000].map((count) => new Float64Array(16).fill(count)));
  },
);
