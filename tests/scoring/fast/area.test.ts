import fc from "fast-check";
import { expect, test } from "vitest";
import { bucketBytes, type Kernels } from "#scoring/kernels/kernels.ts";
import { installKernels } from "#scoring/kernels/installed.ts";
import { Layout } from "#scoring/kernels/memory.ts";
import { haveRoomBeside, takeMetricRoom } from "#scoring/kernels/score-table.ts";
import { compiledKernels } from "#scoring/local/compile-kernels.ts";
import { areaAgainstRest, areaUnderRoc } from "#scoring/numeric/area.ts";
import { sumOfLogs, sumOfShareLogs } from "#scoring/numeric/log-sum.ts";
import { ascendingOrder } from "#scoring/numeric/order.ts";
import { kernelKinds } from "#tests/support/fast-reader.ts";

type Column = { scores: Float64Array; labels: Uint8Array };

/** Twice the pairs in the right order, counted pair by pair. */
function pairsOneByOne({ scores, labels }: Column): number {
  let twice = 0;
  for (const [i, positive] of scores.entries()) {
    if (labels[i] !== 1) continue;
    for (const [j, negative] of scores.entries())
      if (labels[j] === 0) twice += positive > negative ? 2 : positive === negative ? 1 : 0;
  }
  return twice;
}

/** What kernels compute of a column, when they may sort so many keys at a time. */
function inKernels(kind: "compiled" | "twin", { scores, labels }: Column, keysAtOnce = scores.length) {
  const kernels = kernelKinds[kind]();
  const layout = new Layout(kernels);
  const count = scores.length;
  const places = { scores: layout.take(count * 8), labels: layout.take(count) };
  const room = { keys: layout.take((keysAtOnce + 1) * 8), spare: layout.take(keysAtOnce * 8) };
  kernels.useSortRoom(room.keys, room.spare, keysAtOnce, layout.take(bucketBytes));
  new Float64Array(kernels.memory.buffer, places.scores).set(scores);
  new Uint8Array(kernels.memory.buffer, places.labels).set(labels);
  kernels.useTable(places.scores, 1, places.labels, count);
  return {
    twicePairs: kernels.countPairs(0, 1),
    counts: [kernels.positiveCount(), kernels.negativeCount()],
    logs: logsIn(kernels),
  };
}

/** The sum of the logarithms of the shares of the true classes. */
function logsIn(kernels: Kernels): number {
  const [even = 0, odd = 0, evenError = 0, oddError = 0, scalings = 0] = new Float64Array(
    kernels.memory.buffer,
    kernels.multiplyShares(1e-15),
    5,
  );
  return Math.log(even) + Math.log(odd) + evenError / even + oddError / odd - scalings * 500 * Math.LN2;
}

const score = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.constantFrom(0, -0, 0.5, 1, 5e-324, 1 - 2 ** -53),
);
const column = fc
  .array(fc.tuple(score, fc.boolean()), { minLength: 1, maxLength: 300 })
  .map((rows): Column => ({
    scores: Float64Array.from(rows, ([value]) => value),
    labels: Uint8Array.from(rows, ([, isPositive]) => Number(isPositive)),
  }));

test("the kernels, their twin and the plain way count the pairs that one counts pair by pair", () => {
  fc.assert(
    fc.property(column, (given) => {
      const expected = pairsOneByOne(given);
      const positives = given.labels.filter((label) => label === 1).length;
      const negatives = given.labels.length - positives;
      for (const kind of ["compiled", "twin"] as const) {
        const { twicePairs, counts } = inKernels(kind, given);
        expect([twicePairs, ...counts]).toEqual([expected, positives, negatives]);
      }
      const area = positives * negatives === 0 ? null : expected / (2 * positives * negatives);
      expect(areaUnderRoc(given.labels, given.scores)).toBe(area);
    }),
    { numRuns: 300 },
  );
});

test("keys that do not all have room are counted slice by slice, ties never divided", () => {
  fc.assert(
    fc.property(column, fc.integer({ min: 1, max: 20 }), (given, keysAtOnce) => {
      const whole = inKernels("compiled", given);

      expect(inKernels("compiled", given, keysAtOnce)).toEqual(whole);
    }),
    { numRuns: 300 },
  );
});

test.each([
  ["spread evenly", (row: number) => (row * 0.618_033_988_749_894_9) % 1],
  ["of two values", (row: number) => Number(row % 3 === 0)],
  ["all equal", () => 0.25],
  ["next to 1", (row: number) => 1 - ((row * 7919) % 1000) * 2 ** -53],
  ["falling", (row: number) => 1 - row / 1e5],
  ["of all sizes", (row: number) => 10 ** -((row * 37) % 300)],
])("a hundred thousand scores %s: kernels and twin agree", (_, scoreOf) => {
  const rows = Array.from({ length: 100_000 }, (_row, row) => row);
  const scores = Float64Array.from(rows, scoreOf);
  const labels = Uint8Array.from(rows, (row) => Number((row * 2_654_435_761) % 97 < 40));

  const compiled = inKernels("compiled", { scores, labels });
  const sliced = inKernels("compiled", { scores, labels }, 5000);
  const twin = inKernels("twin", { scores, labels });

  expect(sliced).toEqual(compiled);
  expect({ ...compiled, logs: 0 }).toEqual({ ...twin, logs: 0 });
  expect(Math.abs(compiled.logs - twin.logs)).toBeLessThanOrEqual(1e-13 * Math.abs(twin.logs));
});

test("a negative score is left to the plain way", () => {
  const given = { scores: Float64Array.of(-1, 2), labels: Uint8Array.of(0, 1) };

  expect(inKernels("compiled", given).twicePairs).toBeNaN();
  expect(inKernels("compiled", given, 1).twicePairs).toBeNaN();
  expect(inKernels("twin", given).twicePairs).toBeNaN();
  expect(areaUnderRoc(given.labels, given.scores)).toBe(1);
});

test("numbers are put in order as the platform's sort does, whatever their sign and number", () => {
  const numbers = fc.double({ noNaN: true });
  fc.assert(
    fc.property(
      fc.array(numbers, { minLength: 1, maxLength: 50 }),
      fc.constantFrom(1, 500),
      (some, times) => {
        const values = Float64Array.from(
          { length: some.length * times },
          (_, place) => some[place % some.length] ?? 0,
        );

        const order = ascendingOrder(values);

        const byPlatform = [...values.keys()].sort((a, b) => {
          const [x = 0, y = 0] = [values[a], values[b]];
          return x < y ? -1 : x > y ? 1 : a - b;
        });
        expect([...order]).toEqual(byPlatform);
      },
    ),
    { numRuns: 40 },
  );
});

test.each([
  ["in their last bits only", (row: number) => 1 - ((row * 7919) % 5003) * 2 ** -53],
  ["in a few last bits, below zero", (row: number) => -1 - ((row * 7919) % 7) * 2 ** -52],
  ["not at all", () => 0.1],
])("ten thousand numbers that differ %s are put in order", (_, numberOf) => {
  const values = Float64Array.from({ length: 10_000 }, (_row, row) => numberOf(row));

  const order = ascendingOrder(values);

  expect([...order]).toEqual([...values.keys()].sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0) || a - b));
});

test.each([
  ["next to 1", (row: number) => (row % 1000) * 1e-13],
  ["of all sizes", (row: number) => 1 - 10 ** -((row * 37) % 15)],
  ["evenly spread", (row: number) => (row * 0.618_033_988_749_894_9) % 1],
])("logarithms of products of shares %s are as exact as the sum of single ones", (_, missing) => {
  const lacks = Float64Array.from({ length: 50_001 }, (_row, row) => 1 - (1 - missing(row)));

  const sum = sumOfLogs(lacks.length, (row) => 1 - (lacks[row] ?? 0));

  // The lacks are exact differences from 1, so that log1p gives each term to the last digit; the terms have one sign.
  const terms = Float64Array.from(lacks, (lack) => Math.log1p(-lack)).sort();
  const expected = terms.reduce((total, term) => total + term, 0);
  expect(Math.abs(sum - expected)).toBeLessThanOrEqual(1e-12 * Math.abs(expected));
});

test("a perfect prediction costs what clipping leaves", () => {
  const probabilities = Float64Array.of(1, 0, 1);
  const loss = -sumOfShareLogs({ truth: Uint8Array.of(1, 0, 1), probabilities, columns: 1 }, 1e-15) / 3;

  // sklearn.metrics.log_loss([1, 0, 1], [1, 0, 1], eps=1e-15) of scikit-learn 1.2.1.
  expect(Math.abs(loss - 9.992007221626415e-16)).toBeLessThanOrEqual(1e-12 * loss);
});

/** Rows of five class probabilities. */
const classRows = fc.array(fc.tuple(fc.array(score, { minLength: 5, maxLength: 5 }), fc.nat(4)), {
  minLength: 1,
  maxLength: 101,
});

test("several classes: kernels, twin and the plain way agree where the table stands in the kernels", () => {
  installKernels(compiledKernels());
  fc.assert(
    fc.property(classRows, (rows) => {
      const cells = rows.flatMap(([probabilities]) => probabilities);
      const truth = Uint8Array.from(rows, ([, actual]) => actual);
      const plain = { truth: Int32Array.from(truth), probabilities: Float64Array.from(cells), columns: 5 };
      const logs = sumOfShareLogs(plain, 1e-15);
      const areas = [0, 1, 2, 3, 4].map((one) => areaAgainstRest(plain, one, one));
      for (const kind of ["compiled", "twin"] as const) {
        const held = { ...plain, truth, probabilities: inMemoryOf(kernelKinds[kind](), cells) };
        expect([0, 1, 2, 3, 4].map((one) => areaAgainstRest(held, one, one))).toEqual(areas);
        expect(Math.abs(sumOfShareLogs(held, 1e-15) - logs)).toBeLessThanOrEqual(1e-12 * Math.abs(logs));
      }
      const copied = { ...plain, truth };
      expect([0, 1, 2, 3, 4].map((one) => areaAgainstRest(copied, one, one))).toEqual(areas);
    }),
    { numRuns: 200 },
  );
});

/** Cells in the memory of kernels that have room beside them, as readers keep them. */
function inMemoryOf(kernels: Kernels, cells: readonly number[]): Float64Array {
  const layout = new Layout(kernels);
  const place = layout.take(cells.length * 8);
  const room = takeMetricRoom(kernels, layout, cells.length / 5);
  const held = new Float64Array(kernels.memory.buffer, place, cells.length);
  held.set(cells);
  haveRoomBeside(held, room);
  return held;
}

test.each(["compiled", "twin"] as const)(
  "%s: an area that was refused for its size leaves room for smaller ones",
  (kind) => {
    const layout = new Layout(kernelKinds[kind]());
    const place = layout.take(1000);

    expect(() => {
      layout.extendTo(place + 5e9);
    }).toThrow(RangeError);
    layout.extendTo(place + 2000);
    expect(layout.sizeBytes).toBeLessThan(1e7);
  },
);
