import { cellOfCase, type Case } from "./cases.ts";
import type { Specification } from "./spec.ts";
import { at, columnOf, type Table } from "./table.ts";

export const usages = ["public", "private", "ignored"] as const;
export type Usage = (typeof usages)[number];

/** Which group each case of a label set belongs to. */
export type Grouping = {
  /** Null when the file has no usage column: all rows count, in one group. */
  usage: readonly Usage[] | null;
  /** What the specification's `groups` columns say of each case, by column. */
  subgroups: ReadonlyMap<string, readonly string[]>;
};

/** Which group each case belongs to: its usage, and the organiser's own columns.
 * @throws Misconfigured when rows of one case disagree */
export function readGrouping(spec: Specification, cases: readonly Case[], table: Table): Grouping {
  const usageColumn = spec.usage == null ? null : columnOf(table, spec.usage);
  const usage = usageColumn === null ? null : cases.map((one) => readUsage(one, usageColumn));
  const subgroups = (spec.groups ?? []).map((name) => {
    const column = columnOf(table, name);
    return [name, cases.map((one) => cellOfCase(one, column))] as const;
  });
  return { usage, subgroups: new Map(subgroups) };
}

function readUsage(one: Case, column: number): Usage {
  const cell = cellOfCase(one, column);
  const usage = usages.find((candidate) => candidate === cell);
  if (usage === undefined) throw at(one.rows[0], "must say public, private or ignored in its usage column");
  return usage;
}
