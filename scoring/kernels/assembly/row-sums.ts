import { columnCount, rowsRead, values } from "./rows";

/** What concerns the cells of a row together, once all rows are read. */

/** Checks that the class probabilities of each row sum to 1, added from left to right.
 * @param normalise divide the rows beyond the tolerance by their sum instead of refusing them
 * @returns false when a row must be refused */
export function settleRowSums(tolerance: f64, normalise: bool): bool {
  for (let row: usize = 0; row < rowsRead; row++) {
    const first = values + ((row * columnCount) << 3);
    const sum = sumOf(first);
    if (Math.abs(sum - 1) <= tolerance) continue;
    if (!normalise || sum <= 0) return false;
    divide(first, sum);
  }
  return true;
}

@inline
function sumOf(first: usize): f64 {
  let sum: f64 = 0;
  for (let column: usize = 0; column < columnCount; column++) sum += load<f64>(first + (column << 3));
  return sum;
}

function divide(first: usize, sum: f64): void {
  for (let column: usize = 0; column < columnCount; column++) {
    store<f64>(first + (column << 3), load<f64>(first + (column << 3)) / sum);
  }
}

/** Replaces each row of zeros and one single 1 by the place of the 1; the places then stand one after the other.
 * @returns false when a row is no such row */
export function settleOneHot(): bool {
  for (let row: usize = 0; row < rowsRead; row++) {
    const place = placeOfOne(values + ((row * columnCount) << 3));
    if (place < 0) return false;
    store<f64>(values + (row << 3), <f64>place);
  }
  return true;
}

/** @returns the place of the one 1 among zeros, or −1 */
@inline
function placeOfOne(first: usize): i32 {
  let place: i32 = -1;
  for (let column: i32 = 0; column < <i32>columnCount; column++) {
    const cell = load<f64>(first + (<usize>column << 3));
    if (cell == 0) continue;
    if (cell != 1 || place >= 0) return -1;
    place = column;
  }
  return place;
}
