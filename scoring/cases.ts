import type { Specification } from "./spec.ts";
import { at, columnOf, type Row, type Table } from "./table.ts";

/** The rows that speak of one identifier: one, or several for points and boxes. */
export type Case = { id: string; rows: [Row, ...Row[]] };

/** Gathers the rows of a label file by identifier, in the order in which identifiers first appear.
 * @throws Misconfigured on an empty identifier, and on a repeated one where a case has one row */
export function readCases(spec: Specification, table: Table): Case[] {
  const column = columnOf(table, spec.id);
  const mayRepeat = spec.target === "points" || spec.target === "boxes";
  const found = new Map<string, Case>();
  for (const row of table.rows) {
    const id = row.fields[column] ?? "";
    const known = found.get(id);
    if (id === "" || (known !== undefined && !mayRepeat))
      throw at(row, "has an empty or repeated identifier");
    if (known === undefined) found.set(id, { id, rows: [row] });
    else known.rows.push(row);
  }
  return [...found.values()];
}

/** A cell that all rows of a case must share.
 * @throws Misconfigured when they do not */
export function cellOfCase({ rows }: Case, column: number): string {
  const [first] = rows;
  const other = rows.find((row) => row.fields[column] !== first.fields[column]);
  if (other !== undefined) throw at(other, "disagrees with another row of the same identifier");
  return first.fields[column] ?? "";
}
