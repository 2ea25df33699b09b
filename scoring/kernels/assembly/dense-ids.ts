import { areEightDigits, joinEight, lastBytes } from "./digits";
import { ABSENT } from "./hashed-ids";

/** Identifiers of one form: a common beginning of at most sixteen bytes, then a fixed number of digits, at most eight.
 * The number itself leads to the row. */

let prefix: v128 = i8x16.splat(0);
let prefixMask: v128 = i8x16.splat(0);
let idLength: usize = 0;
let digitMask: u64 = 0;
let smallest: u32 = 0;
let span: u32 = 0;
let rowOfNumber: usize = 0;

/** Describes the form.
 * @param form 52 bytes: prefix and mask, sixteen bytes each, zeros after the prefix; then, four bytes each, length of
 * the prefix, number of digits, smallest number, how many numbers may occur from there on, and where the row of each
 * number stands, or ABSENT (0 when number − smallest is the row) */
export function useDenseIds(form: usize): void {
  prefix = v128.load(form);
  prefixMask = v128.load(form, 16);
  const digitCount = load<u32>(form, 36);
  idLength = load<u32>(form, 32) + digitCount;
  digitMask = lastBytes(digitCount);
  smallest = load<u32>(form, 40);
  span = load<u32>(form, 44);
  rowOfNumber = load<u32>(form, 48);
}

/** Where an identifier ends, if it is one. */
@inline
export function denseIdEnd(start: usize): usize {
  return start + idLength;
}

/** The number of an identifier, counted from the smallest; ABSENT when the text has another form. */
@inline
export function denseNumber(start: usize): u32 {
  const difference = v128.xor(v128.and(v128.load(start), prefixMask), prefix);
  const values = (load<u64>(start + idLength - 8) ^ 0x3030303030303030) & digitMask;
  const number = <u32>joinEight(values) - smallest;
  return !v128.any_true(difference) && areEightDigits(values) && number < span ? number : ABSENT;
}

/** The row of a number; ABSENT when no identifier has it. */
@inline
export function rowOfDense(counted: u32): u32 {
  return rowOfNumber == 0 ? counted : load<u32>(rowOfNumber + (<usize>counted << 2));
}
