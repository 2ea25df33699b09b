import { examplesOf, type ChosenRows, type Scoring } from "./examples.ts";
import type { MetricValue } from "./metric.ts";
import { meanOf } from "./numeric/sum.ts";
import type { ReadyMetric } from "./registry.ts";

/** A value per group of a column, in the order of the groups' names. For organisers: a group may be small. */
export type GroupValue = { group: string; rows: number; result: MetricValue };

/** Computes a metric for each group of a column of the labels, such as each centre or scanner.
 * @param column one of the specification's `groups` */
export function valuePerGroup(metric: ReadyMetric, column: string, scoring: Scoring): GroupValue[] {
  const names = scoring.labels.subgroups.get(column);
  if (names === undefined) throw new Error(`The labels have no groups by ${column}.`);
  const rowsOf = new Map<string, number[]>();
  for (const row of rowNumbers(scoring.rows, names.length)) {
    const name = names[row] ?? "";
    const known = rowsOf.get(name);
    if (known === undefined) rowsOf.set(name, [row]);
    else known.push(row);
  }
  return [...rowsOf.keys()].sort().map((group) => {
    const rows = Uint32Array.from(rowsOf.get(group) ?? []);
    return { group, rows: rows.length, result: finite(metric.compute(examplesOf({ ...scoring, rows }))) };
  });
}

/** The plain mean of a metric over the groups of a column; undefined as soon as one group has no value. */
export function meanOverGroups(metric: ReadyMetric, column: string, scoring: Scoring): MetricValue {
  const values = valuePerGroup(metric, column, scoring).map(({ result }) => result);
  const defined = values.filter((result) => "value" in result);
  if (defined.length < values.length) return { undefinedBecause: "a_group_is_undefined" };
  return { value: meanOf(defined.length, (index) => defined[index]?.value ?? 0) };
}

/** A value that left the range of doubles is none. */
export function finite(result: MetricValue): MetricValue {
  return "value" in result && !Number.isFinite(result.value) ? { undefinedBecause: "overflow" } : result;
}

/** The chosen rows as numbers. */
export function rowNumbers(rows: ChosenRows, count: number): Iterable<number> {
  return rows === "every" ? Array.from({ length: count }).keys() : rows;
}
