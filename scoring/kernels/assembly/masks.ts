import { ZERO } from "./bytes";
import { eightBefore, joinEight, joinSixteen, sixteenBefore } from "./digits";

/** Masks written as run lengths: pairs of a start, counted from 1, and a length, with one blank between two numbers;
 * sorted, not overlapping. Source: the run-length encoding of Kaggle's HuBMAP challenge. */

/** Not a mask, or one that is not read here. */
export const NO_MASK: u64 = ~(<u64>0);

const BLANK: u8 = 0x20;
const NO_NUMBER: u64 = 0;
/** So few that the sum of two numbers is exact as a double. */
const MOST_DIGITS: usize = 15;

let runs: usize = 0;
let lengths: usize = 0;

/** Says where the next masks go.
 * @param runArea where all runs go: of each mask the starts, counted from 0, then the lengths, as doubles
 * @param lengthArea room for the lengths of one mask */
export function beginMasks(runArea: usize, lengthArea: usize): void {
  runs = runArea;
  lengths = lengthArea;
}

/** Where the runs of the next mask would go. */
export function runsEnd(): usize {
  return runs;
}

/** Reads the mask between two places; an empty text is an empty mask. What follows it is no digit.
 * @returns where its runs stand, in units of eight bytes, and above 32 bits how many they are; or NO_MASK */
@inline
export function readMask(first: usize, end: usize): u64 {
  let count: usize = 0;
  let covered: u64 = 0;
  let at = first;
  while (at < end) {
    const startEnd = at + digitsAt(at);
    const start = wholeNumber(at, startEnd);
    if (start <= covered || load<u8>(startEnd) != BLANK) return NO_MASK;
    const lengthEnd = startEnd + 1 + digitsAt(startEnd + 1);
    const length = wholeNumber(startEnd + 1, lengthEnd);
    if (length == NO_NUMBER) return NO_MASK;
    store<f64>(runs + (count << 3), <f64>(<i64>(start - 1)));
    store<f64>(lengths + (count << 3), <f64>(<i64>length));
    covered = start - 1 + length;
    count += 1;
    at = lengthEnd + 1;
    // Only a blank before another number may follow.
    if (lengthEnd != end && (load<u8>(lengthEnd) != BLANK || at >= end)) return NO_MASK;
  }
  return keepRuns(count);
}

/** Puts the lengths behind the starts. */
@inline
function keepRuns(count: usize): u64 {
  const place = <u64>(runs >> 3);
  memory.copy(runs + (count << 3), lengths, count << 3);
  runs += count << 4;
  return (<u64>count << 32) | place;
}

/** How many digits stand at a place; 16 when they are more. */
@inline
function digitsAt(start: usize): usize {
  const values = i8x16.sub(v128.load(start), i8x16.splat(ZERO));
  return ctz<u32>(<u32>i8x16.bitmask(i8x16.gt_u(values, i8x16.splat(9))) | 0x10000);
}

/** The positive number that digits spell, without zeros in front; NO_NUMBER when they are none, or too many. */
@inline
function wholeNumber(start: usize, end: usize): u64 {
  const size = end - start;
  if (size - 1 >= MOST_DIGITS || load<u8>(start) == ZERO) return NO_NUMBER;
  return size <= 8 ? joinEight(eightBefore(end, size)) : joinSixteen(sixteenBefore(end, size));
}
