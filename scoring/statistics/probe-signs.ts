import type { Predictions } from "../predictions.ts";
import { allowedRange, type Specification } from "../spec.ts";

/** Something in a file that may point to probing of the labels, with the number that says how much. It proves nothing:
 * people judge. */
export type ProbeSign = {
  sign: "few_distinct_values" | "few_rows_changed" | "values_at_bounds";
  /** Distinct values; rows changed; share of the values at a bound. */
  value: number;
};

/** A file of real predictions has more than three different numbers. */
const distinctAtLeast = 4;
/** Reading labels changes few rows at a time; of short files at most a tenth. */
const changedRowsAtLeast = 33;
const shareAtBoundsAtMost = 0.2;

/** Signs of probing in one file, from the predictions alone: no label is read.
 * @param previous the same team's file before; null when there is none
 * Source: the oracle attacks of Whitehill 2015 and 2017 and of Hardt 2015 move few rows, or use few and extreme values. */
export function probeSigns(
  spec: Specification,
  predictions: Predictions,
  previous: Predictions | null,
): ProbeSign[] {
  if (predictions.values.length === 0) return [];
  const signs: ProbeSign[] = [];
  const isContinuous =
    spec.target === "probability" || spec.target === "number" || spec.target === "survival";
  const distinct = isContinuous ? distinctUpTo(predictions.values, distinctAtLeast) : distinctAtLeast;
  if (distinct < distinctAtLeast) signs.push({ sign: "few_distinct_values", value: distinct });
  const changed = previous === null ? 0 : changedRows(predictions, previous);
  const few = Math.min(changedRowsAtLeast, Math.ceil(predictions.rows / 10));
  if (changed > 0 && changed < few) signs.push({ sign: "few_rows_changed", value: changed });
  const atBounds = isContinuous ? shareAtBounds(predictions.values, allowedRange(spec)) : 0;
  if (atBounds > shareAtBoundsAtMost) signs.push({ sign: "values_at_bounds", value: atBounds });
  return signs;
}

/** The number of different values, counted no further than the limit. */
function distinctUpTo(values: Predictions["values"], limit: number): number {
  const seen = new Set<number>();
  for (const value of values) {
    seen.add(value);
    if (seen.size >= limit) break;
  }
  return seen.size;
}

/** Rows that differ between two files; classes are compared by name, since each file numbers its own. */
function changedRows(one: Predictions, other: Predictions): number {
  const nameIn = ({ classes }: Predictions, value: number) => classes[value] ?? value;
  let changed = 0;
  for (let row = 0; row < one.rows; row++) {
    let isSame = true;
    for (let cell = row * one.columns; cell < (row + 1) * one.columns; cell++)
      isSame &&= nameIn(one, one.values[cell] ?? 0) === nameIn(other, other.values[cell] ?? 0);
    if (!isSame) changed += 1;
  }
  return changed;
}

function shareAtBounds(values: Predictions["values"], range: readonly [number, number] | null): number {
  if (range === null) return 0;
  const [low, high] = range;
  let atBound = 0;
  for (const value of values) atBound += Number(value <= low || value >= high);
  return atBound / values.length;
}
