import { expect, test } from "vitest";
import { examplesOf, type Scoring } from "#scoring/examples.ts";
import { replicatesPerDraw } from "#scoring/kernels/kernels.ts";
import { SeededDraws } from "#scoring/numeric/random.ts";
import { expectedIds } from "#scoring/predictions.ts";
import { readyMetric } from "#scoring/registry.ts";
import { specificationSchema, type MetricUse } from "#scoring/spec.ts";
import { contenderOf } from "#scoring/statistics/contender.ts";
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
        contender?.scorer(weights, scores);
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
