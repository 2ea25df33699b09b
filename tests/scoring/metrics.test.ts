import { expect, test } from "vitest";
import type { MetricValue } from "#scoring/metric.ts";
import { catalogue } from "#scoring/registry.ts";
import { referenceCase, referenceMetrics, type ReferenceCase } from "#tests/reference/cases.ts";
import { computed } from "#tests/reference/compute.ts";
import { referenceValues } from "#tests/reference/python.ts";
import frozen from "#tests/reference/metrics.json" with { type: "json" };

/** Random cases per metric where the other implementation can be run; more by an environment variable. */
const liveCases = Number(process.env["REFERENCE_CASES"] ?? 200);

/** Why a value is not the reference; null when it is, to a relative 1e-12 of the larger of it and 1. */
function difference(result: MetricValue, reference: number | null): string | null {
  if (!("value" in result) || reference === null)
    return "value" in result === (reference !== null)
      ? null
      : `${JSON.stringify(result)} is not ${String(reference)}`;
  const gap = Math.abs(result.value - reference);
  return gap <= 1e-12 * Math.max(1, Math.abs(reference))
    ? null
    : `${String(result.value)} is not ${String(reference)}`;
}

function differences(cases: readonly ReferenceCase[], values: readonly (number | null | undefined)[]) {
  return cases.flatMap((one, index) => {
    const found = difference(computed(one), values[index] ?? null);
    return found === null ? [] : [{ found, one: JSON.stringify(one) }];
  });
}

test("every metric of the catalogue has a reference", () => {
  expect(
    catalogue()
      .map(({ name }) => name)
      .sort(),
  ).toEqual([...referenceMetrics].sort());
});

test.each(Object.entries(frozen.values))(
  "%s equals the frozen values of another implementation",
  (metric, values) => {
    const cases = values.map((_, index) => referenceCase(metric, index));

    expect(differences(cases, values)).toEqual([]);
  },
);

const cases = referenceMetrics.flatMap((metric) =>
  Array.from({ length: liveCases }, (_, index) => referenceCase(metric, 1000 + index)),
);
const live = referenceValues(cases);

// The definitions are those of one version: another one would say other things on the edges.
test.skipIf(live?.versions["sklearn"]?.startsWith("1.2.") !== true).each(referenceMetrics)(
  "%s equals scikit-learn, scipy or brute force on random cases",
  (metric) => {
    const values = (live?.values ?? []).filter((_, index) => cases[index]?.metric === metric);
    const own = cases.filter((one) => one.metric === metric);

    expect(values.length).toBe(liveCases);
    expect(differences(own, values).slice(0, 3)).toEqual([]);
  },
);
