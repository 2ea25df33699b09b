import { expect, test } from "vitest";
import { examplesOf, type Scoring } from "#scoring/examples.ts";
import { replicatesPerDraw } from "#scoring/kernels/kernels.ts";
import { PoissonDistribution } from "#scoring/numeric/poisson-distribution.ts";
import { SeededDraws } from "#scoring/numeric/random.ts";
import { expectedIds } from "#scoring/predictions.ts";
import { readyMetric } from "#scoring/registry.ts";
import { specificationSchema, type MetricUse } from "#scoring/spec.ts";
import { bootstrap, type Replicates } from "#scoring/statistics/bootstrap.ts";
import { contenderOf } from "#scoring/statistics/contender.ts";
import { jointCells } from "#scoring/statistics/joint-cells.ts";
import { PoissonWeights } from "#scoring/statistics/weights.ts";
import { kernelKinds } from "#tests/support/fast-reader.ts";

const rows = 200;

/** Grades of which the predictions name one more than the labels, rarely. */
function graded(): Scoring {
  const draws = new SeededDraws("grades");
  const truth = Float64Array.from({ length: rows }, () => draws.integer(0, 3));
  const values = truth.map((grade) =>
    draws.uniform() < 0.01 ? 4 : Math.min(3, grade + draws.integer(0, 1)),
  );
  const classes = ["1", "2", "10", "3"];
  const expected = expectedIds(Array.from(truth.keys(), String));
  const spec = specificationSchema.parse({
    id: "id",
    labels: ["y"],
    predictions: ["y"],
    target: "class",
    metrics: [{ metric: "f1", params: { average: "macro" } }],
  });
  return {
    spec,
    labels: { expected, truth, classes, events: null, shapes: null, usage: null, subgroups: new Map() },
    predictions: { rows, columns: 1, values, classes: [...classes, "7"], shapes: null },
    rows: "every",
  };
}

const uses: MetricUse[] = [
  ...["balanced_accuracy", "matthews_corrcoef", "cohen_kappa"].map((metric) => ({ metric })),
  { metric: "cohen_kappa", params: { weights: "quadratic" } },
  ...["precision", "recall", "f1", "fbeta"].flatMap((metric) =>
    ["micro", "macro", "weighted"].map((average) => ({
      metric,
      params: metric === "fbeta" ? { average, beta: 2 } : { average },
    })),
  ),
];

test.each(uses)(
  "$metric $params of a replicate is the metric on its rows, each as often as it counts",
  (use) => {
    const scoring = graded();
    const metric = readyMetric(use, "class");
    const contender = contenderOf(scoring, metric);
    for (const kind of ["compiled", "twin"] as const) {
      const weights = new PoissonWeights("cells", rows, null, kernelKinds[kind]());
      const scores = new Float64Array(replicatesPerDraw);
      for (let draw = 0; draw < 2; draw++) {
        weights.draw();
        contender?.scorer.onRows(weights, scores);
      }
      const bytes = weights.bytes();
      for (let r = 0; r < replicatesPerDraw; r++) {
        const drawn = Uint32Array.from(
          Array.from({ length: rows }, (_, row) =>
            Array<number>(bytes[row * replicatesPerDraw + r] ?? 0).fill(row),
          ).flat(),
        );
        const direct = metric.compute(examplesOf({ ...scoring, rows: drawn }));
        expect(scores[r]).toBe("value" in direct ? direct.value : NaN);
      }
    }
  },
);

/** Grades of three teams on the same cases: two that differ in few rows, and a third. */
function threeTeams(cases: number): Scoring[] {
  const draws = new SeededDraws("three teams");
  const truth = Uint8Array.from({ length: cases }, () => draws.integer(0, 3));
  const guess = (grade: number) => Math.min(3, Math.max(0, grade + draws.integer(-1, 1)));
  const first = truth.map(guess);
  const second = first.map((grade) => (draws.uniform() < 0.1 ? guess(grade) : grade));
  const given = graded();
  const expected = expectedIds(Array.from(truth.keys(), String));
  const labels = { ...given.labels, truth, expected };
  return [first, second, truth.map(guess)].map((values) => ({
    ...given,
    labels,
    predictions: { rows: cases, columns: 1, values, classes: labels.classes, shapes: null },
  }));
}

test("drawing for kinds of rows gives the spread of scores, and of their differences, that drawing rows gives", () => {
  const metric = readyMetric({ metric: "cohen_kappa", params: { weights: "quadratic" } }, "class");
  const cases = 5000;
  const scorers = threeTeams(cases).flatMap((team) => contenderOf(team, metric)?.scorer ?? []);
  const plan = { seed: "kinds", replicates: 2000, rows: cases, groupOf: null };

  const byKinds = bootstrap(scorers, plan);
  const byRows = bootstrap(
    scorers.map((scorer) => ({ ...scorer, byCells: null })),
    plan,
  );

  expect([byKinds.count, byRows.count]).toEqual([2000, 2000]);
  const contrasts = [
    [1, 0, 0],
    [0, 0, 1],
    [1, -1, 0],
    [1, 0, -1],
  ];
  for (const contrast of contrasts) {
    const [a, b] = [momentsOf(byKinds, contrast), momentsOf(byRows, contrast)];
    // The standard error of a standard deviation of 2000 numbers is 1.6 % of it, that of their mean 2.2 %.
    expect(Math.abs(a.deviation / b.deviation - 1)).toBeLessThan(0.08);
    expect(Math.abs(a.mean - b.mean)).toBeLessThan(0.1 * b.deviation);
  }
  // Paired: the first two agree in nine rows of ten, so that their difference spreads less than each of them.
  expect(momentsOf(byKinds, [1, -1, 0]).deviation).toBeLessThan(momentsOf(byKinds, [1, 0, 0]).deviation / 2);
  expect(bootstrap(scorers, plan)).toEqual(byKinds);
});

function momentsOf({ scores, submissions, count }: Replicates, contrast: readonly number[]) {
  const values = Array.from({ length: count }, (_, r) =>
    contrast.reduce((sum, weight, team) => sum + weight * (scores[r * submissions + team] ?? NaN), 0),
  );
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count;
  return { mean, deviation: Math.sqrt(variance) };
}

test("submissions that tell many kinds of rows apart are drawn for row by row", () => {
  const cells = Uint32Array.from({ length: 160 }, (_, row) => row % 11);
  const scorer = (ofRows: Uint32Array) => ({
    cells: ofRows,
    counts: new Float64Array(11),
    score: () => null,
  });

  expect(jointCells([scorer(cells)], 160)).toBeNull();
  const halves = jointCells([scorer(cells.map((_, row) => row % 2))], 160);
  expect(halves).toEqual({ sizes: Uint32Array.of(80, 80), cellsOf: [Uint32Array.of(0, 1)] });
});

test("kinds that would need more memory than drawing rows are not looked for", () => {
  const rows = 2_000_000;
  const scorer = (step: number) => ({
    cells: Uint32Array.from({ length: rows }, (_, row) => (row * step) % 9_999),
    counts: new Float64Array(10_000),
    score: () => null,
  });
  const scorers = [scorer(1), scorer(7)];
  const before = process.memoryUsage().arrayBuffers;

  expect(jointCells(scorers, rows)).toBeNull();
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100e6);
});

test.each([1, 3, 40, 2500])(
  "draws of the Poisson distribution of mean %d have its mean and variance",
  (mean) => {
    const distribution = new PoissonDistribution(mean);
    const draws = 100_000;
    let sum = 0;
    let squares = 0;
    for (let draw = 0; draw < draws; draw++) {
      const deviation = distribution.at((draw + 0.5) / draws) - mean;
      sum += deviation;
      squares += deviation * deviation;
    }

    // At evenly spread places of its quantile function, so that only the far tails lack.
    expect(Math.abs(sum / draws)).toBeLessThan(1e-3 * Math.sqrt(mean));
    expect(Math.abs(squares / draws / mean - 1)).toBeLessThan(2e-3);
    expect(distribution.at(0)).toBeLessThan(mean);
  },
);
