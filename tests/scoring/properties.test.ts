import fc from "fast-check";
import { expect, test } from "vitest";
import type { Examples, ExamplesOf, MetricValue } from "#scoring/metric.ts";
import { catalogue, readyMetric } from "#scoring/registry.ts";
import { referenceCase, referenceMetrics } from "#tests/reference/cases.ts";
import { computed, examplesFrom, metricOf } from "#tests/reference/compute.ts";

const index = fc.nat({ max: 1_000_000 });
const runs = { numRuns: 150 };

/** Equal to a relative 1e-12, or undefined for the same reason. */
function expectSame(one: MetricValue, other: MetricValue): void {
  if ("value" in one && "value" in other)
    expect(Math.abs(one.value - other.value)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(one.value)));
  else expect(one).toEqual(other);
}

/** The examples with rows picked by their places: in another order, or several times. */
function picked(examples: Examples, rows: readonly number[]): Examples {
  const list = <Entry>(entries: readonly Entry[]) => rows.flatMap((row) => entries.slice(row, row + 1));
  const numbers = (values: Float64Array) => Float64Array.from(list([...values]));
  const whole = (values: Iterable<number>) => Int32Array.from(list([...values]));
  switch (examples.kind) {
    case "classes":
      return { ...examples, truth: whole(examples.truth), predicted: whole(examples.predicted) };
    case "probabilities": {
      const { columns, probabilities } = examples;
      const cells = rows.flatMap((row) => [...probabilities.subarray(row * columns, (row + 1) * columns)]);
      return { ...examples, truth: whole(examples.truth), probabilities: Float64Array.from(cells) };
    }
    case "numbers":
      return { ...examples, truth: numbers(examples.truth), predicted: numbers(examples.predicted) };
    case "survival": {
      const events = Uint8Array.from(list([...examples.events]));
      return { ...examples, times: numbers(examples.times), risks: numbers(examples.risks), events };
    }
    case "points": {
      const pixelSizes = numbers(examples.pixelSizes);
      return { ...examples, truth: list(examples.truth), predicted: list(examples.predicted), pixelSizes };
    }
    case "masks":
      return { ...examples, truth: list(examples.truth), predicted: list(examples.predicted) };
    case "boxes":
      return { ...examples, truth: list(examples.truth), predicted: list(examples.predicted) };
    case "label_maps":
      return { ...examples, truth: list(examples.truth), predicted: list(examples.predicted) };
  }
}

const rowsOf = (examples: Examples) =>
  Array.from(
    { length: (examples.kind === "survival" ? examples.times : examples.truth).length },
    (_, row) => row,
  );

test.each(referenceMetrics)("the order of rows does not matter to %s", (name) => {
  fc.assert(
    fc.property(index, index, (place, seed) => {
      const one = referenceCase(name, place);
      const examples = examplesFrom(one);
      const shuffled = rowsOf(examples).sort((a, b) => Math.sin(seed + a * 7.3) - Math.sin(seed + b * 7.3));
      const { compute } = metricOf(one);

      expectSame(compute(examples), compute(picked(examples, shuffled)));
    }),
    runs,
  );
});

test.each(referenceMetrics)("%s is never NaN, and lies in the range that its facts give", (name) => {
  const facts = catalogue().find((metric) => metric.name === name);
  const [low, high] = facts?.range ?? [NaN, NaN];
  fc.assert(
    fc.property(index, (place) => {
      const result = computed(referenceCase(name, place));
      if (!("value" in result)) return;
      expect(result.value).toBeGreaterThanOrEqual(name === "balanced_accuracy" ? -1 : low);
      expect(result.value).toBeLessThanOrEqual(high + 1e-12);
    }),
    runs,
  );
});

const means = catalogue()
  .filter(({ isMeanOverRows }) => isMeanOverRows)
  .map(({ name }) => name);

test.each(means)("%s is the mean of what its rows add, and doubling every row leaves it as it is", (name) => {
  fc.assert(
    fc.property(index, (place) => {
      const one = referenceCase(name, place);
      const examples = examplesFrom(one);
      const { compute, term } = metricOf(one);
      const rows = rowsOf(examples);
      const termOf = term?.(examples);
      if (termOf === undefined) throw new Error(`${name} has no terms.`);
      const mean = rows.reduce((sum, row) => sum + termOf(row), 0) / rows.length;

      expectSame(compute(examples), { value: mean });
      expectSame(compute(examples), compute(picked(examples, [...rows, ...rows])));
    }),
    runs,
  );
});

const binary = fc
  .array(fc.tuple(fc.nat({ max: 1 }), fc.nat({ max: 1024 })), { minLength: 1, maxLength: 60 })
  .map((rows): ExamplesOf<"probabilities"> => {
    const truth = Int32Array.from(rows, ([label]) => label);
    const probabilities = Float64Array.from(rows, ([, p]) => p / 1024);
    return { kind: "probabilities", truth, probabilities, columns: 1, classes: ["0", "1"], positive: 1 };
  });
const auc = readyMetric({ metric: "roc_auc" }, "probability");

test("an increasing map of the predictions leaves the area under the ROC curve as it is", () => {
  fc.assert(
    fc.property(binary, (examples) => {
      const mapped = examples.probabilities.map((p) => p ** 2 / 2 + 0.25);

      expect(auc.compute({ ...examples, probabilities: mapped })).toEqual(auc.compute(examples));
    }),
  );
});

test("swapping the classes maps the area under the ROC curve to one minus it", () => {
  fc.assert(
    fc.property(binary, (examples) => {
      const one = auc.compute(examples);
      const other = auc.compute({ ...examples, truth: examples.truth.map((label) => 1 - label) });

      expectSame(other, "value" in one ? { value: 1 - one.value } : one);
    }),
  );
});

test.each(["cohen_kappa", "matthews_corrcoef"])("%s does not care which side is the truth", (name) => {
  fc.assert(
    fc.property(index, (place) => {
      const one = referenceCase(name, place);
      const examples = examplesFrom(one);
      if (examples.kind !== "classes") return;
      const { compute } = metricOf(one);
      const swapped = { ...examples, truth: examples.predicted, predicted: examples.truth };

      expectSame(compute(examples), compute(swapped));
    }),
    runs,
  );
});

test("reversing the risks maps the concordance index to one minus it", () => {
  fc.assert(
    fc.property(index, (place) => {
      const one = referenceCase("concordance_index", place);
      const examples = examplesFrom(one);
      if (examples.kind !== "survival") throw new Error("Another kind.");
      const { compute } = metricOf(one);
      const result = compute(examples);
      const reversed = compute({ ...examples, risks: examples.risks.map((risk) => -risk) });

      expectSame(reversed, "value" in result ? { value: 1 - result.value } : result);
    }),
    runs,
  );
});

test("Dice and intersection over union say the same of every image: D = 2 I / (1 + I)", () => {
  fc.assert(
    fc.property(index, (place) => {
      const all = examplesFrom(referenceCase("dice", place));
      if (all.kind !== "masks") throw new Error("Another kind.");
      const one: Examples = {
        ...all,
        truth: all.truth.map((row) => row.slice(0, 1)),
        predicted: all.predicted,
      };
      const ofRow = (name: string) => readyMetric({ metric: name }, "rle").term?.(one) ?? (() => NaN);

      for (const row of one.truth.keys()) {
        const share = ofRow("iou")(row);
        expectSame({ value: ofRow("dice")(row) }, { value: (2 * share) / (1 + share) });
      }
    }),
    runs,
  );
});

test("an expected cost of one per error is one minus the accuracy", () => {
  const costs = [
    [0, 1],
    [1, 0],
  ];
  const cost = readyMetric({ metric: "expected_cost", params: { costs } }, "probability");
  const accuracy = readyMetric({ metric: "accuracy" }, "probability");
  fc.assert(
    fc.property(binary, (examples) => {
      const right = accuracy.compute(examples);

      expectSame(cost.compute(examples), "value" in right ? { value: 1 - right.value } : right);
    }),
  );
});
