import { readDecimal } from "./decimal";
import { beginMasks, NO_MASK, readMask } from "./masks";

/** What prediction cells are: numbers, eight bytes each; classes, a byte each; masks, of which eight bytes say where their
 * runs stand. */

const NUMBERS: i32 = 0;
const CLASSES: i32 = 1;
const MASKS: i32 = 2;

let kind: i32 = NUMBERS;
let lowest: f64 = 0;
let highest: f64 = 0;
let classOfByte: usize = 0;

export const NO_CLASS: u8 = 255;

/** Cells are numbers from `low` to `high`. */
export function useNumbers(low: f64, high: f64): void {
  kind = NUMBERS;
  lowest = low;
  highest = high;
}

/** Cells are classes of one byte.
 * @param table class of each of the 256 bytes, NO_CLASS = none */
export function useClasses(table: usize): void {
  kind = CLASSES;
  classOfByte = table;
}

/** Cells are masks; see beginMasks. */
export function useMasks(runArea: usize, lengthArea: usize): void {
  kind = MASKS;
  beginMasks(runArea, lengthArea);
}

@inline
export function areClasses(): bool {
  return kind == CLASSES;
}

/** Bytes of a cell as a power of two. */
@inline
export function cellShift(): usize {
  return areClasses() ? 0 : 3;
}

/** Reads a prediction into a place of the stage. @returns whether it is allowed */
@inline
export function noteCell(first: usize, end: usize, stage: usize, place: u32): bool {
  if (kind == NUMBERS) return noteNumber(first, end, stage + (<usize>place << 3));
  return kind == CLASSES ? noteClass(first, stage + place) : noteMask(first, end, stage + (<usize>place << 3));
}

@inline
function noteNumber(first: usize, end: usize, target: usize): bool {
  if (end <= first) return false;
  const value = readDecimal(first, end - first);
  store<f64>(target, value);
  // False for NaN too.
  return value >= lowest && value <= highest;
}

@inline
function noteClass(first: usize, target: usize): bool {
  const index = load<u8>(classOfByte + load<u8>(first));
  store<u8>(target, index);
  return index != NO_CLASS;
}

function noteMask(first: usize, end: usize, target: usize): bool {
  if (end < first) return false;
  const mask = readMask(first, end);
  store<u64>(target, mask);
  return mask != NO_MASK;
}
