import { CASE_BIT, LOWER_E, MINUS, PLUS, POINT, ZERO } from "./bytes";
import { areDigits, areEightDigits, eightBefore, joinEight, joinSixteen, sixteenBefore } from "./digits";
import { nearestDouble } from "./round";

/** What is spelled unusually, or is not decided here, the host reads: the number, or NaN when it is none. */
@external("host", "readNumber")
declare function askHost(start: usize, length: usize): f64;

const WHOLE_POWERS: StaticArray<u64> = [
  1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000, 100000000000, 1000000000000,
  10000000000000, 100000000000000, 1000000000000000, 10000000000000000, 100000000000000000, 1000000000000000000,
  10000000000000000000,
];
const MOST_DIGITS: usize = 19;
const NO_NUMBER: u64 = ~(<u64>0);

/** The number that `length` ≥ 1 bytes spell as `[+-]?(digits[.digits] | .digits)([eE][+-]?digits)?`, correctly rounded;
 * NaN when they do not, or when it is not finite. Sixteen bytes before and 32 after may be read.
 * Ordinary spellings, up to eight digits and up to nineteen decimals, are read in whole blocks. */
@inline
export function readDecimal(start: usize, length: usize): f64 {
  const isNegative = load<u8>(start) == MINUS;
  const first = start + <usize>isNegative;
  const size = length - <usize>isNegative;
  const point = min(size, pointWithin(first));
  const decimals = size - point - <usize>(point < size);
  const whole = wholePart(first, point);
  if (whole != NO_NUMBER && decimals <= MOST_DIGITS && (decimals > 0 || point == size) && fits(whole, point, decimals)) {
    const fraction = fractionPart(start + length, decimals);
    const digits = whole * load<u64>(changetype<usize>(WHOLE_POWERS) + (decimals << 3)) + fraction;
    const value = fraction == NO_NUMBER ? NaN : nearestDouble(digits, -<i32>decimals);
    if (value == value) return isNegative ? -value : value;
  }
  return readSpelling(start, length);
}

/** Place of the point among the first sixteen bytes; 16 when there is none. */
@inline
function pointWithin(start: usize): usize {
  return ctz<u32>(<u32>i8x16.bitmask(i8x16.eq(v128.load(start), i8x16.splat(POINT))) | 0x10000);
}

/** The number of one to eight digits; NO_NUMBER when they are more, fewer, or not digits. */
@inline
function wholePart(start: usize, length: usize): u64 {
  if (length == 1) {
    const digit = load<u8>(start) - ZERO;
    return digit <= 9 ? digit : NO_NUMBER;
  }
  if (length - 2 > 6) return NO_NUMBER;
  const values = eightBefore(start + length, length);
  return areEightDigits(values) ? joinEight(values) : NO_NUMBER;
}

/** The number of the last `length` ≤ 19 digits before `end`, 0 when there are none; NO_NUMBER when they are not digits. */
@inline
function fractionPart(end: usize, length: usize): u64 {
  const low = sixteenBefore(end, min(length, 16));
  const high = eightBefore(end - 16, length > 16 ? length - 16 : 0);
  if (!areDigits(low) || !areEightDigits(high)) return NO_NUMBER;
  return joinEight(high) * 10000000000000000 + joinSixteen(low);
}

/** Whether all digits make a number below 10^19, which 64 bits hold; zeros in front do not count. */
@inline
function fits(whole: u64, point: usize, decimals: usize): bool {
  return whole == 0 || point + decimals <= MOST_DIGITS;
}

let cursor: usize = 0;
let digits: u64 = 0;
let digitCount: usize = 0;

/** The whole grammar, byte by byte: signs, a leading point, exponents. */
function readSpelling(start: usize, length: usize): f64 {
  const end = start + length;
  cursor = start;
  digits = 0;
  digitCount = 0;
  const isNegative = skipSign();
  const wholeDigits = takeDigits(end);
  let decimals: usize = 0;
  if (cursor < end && load<u8>(cursor) == POINT) {
    cursor += 1;
    decimals = takeDigits(end);
    if (decimals == 0) return askHost(start, length);
  }
  const exponent = takeExponent(end);
  if (cursor != end || wholeDigits + decimals == 0 || digitCount > MOST_DIGITS) return askHost(start, length);
  const value = nearestDouble(digits, exponent - <i32>decimals);
  if (value != value) return askHost(start, length);
  return isNegative ? -value : value;
}

/** Passes a sign. @returns whether it was a minus */
function skipSign(): bool {
  const sign = load<u8>(cursor);
  if (sign == MINUS || sign == PLUS) cursor += 1;
  return sign == MINUS;
}

/** Appends a run of digits to `digits`. @returns how many there were, zeros in front included */
function takeDigits(end: usize): usize {
  const start = cursor;
  for (; cursor < end; cursor++) {
    const digit = load<u8>(cursor) - ZERO;
    if (digit > 9) break;
    digits = digits * 10 + digit;
    if (digits != 0) digitCount += 1;
  }
  return cursor - start;
}

/** Passes an exponent of at most three digits; any other spelling is left, so that the end is not reached. */
function takeExponent(end: usize): i32 {
  if (cursor >= end || (load<u8>(cursor) | CASE_BIT) != LOWER_E) return 0;
  const letter = cursor;
  cursor += 1;
  const isNegative = skipSign();
  const first = cursor;
  let exponent: i32 = 0;
  for (; cursor < end && cursor < first + 3 && <u8>(load<u8>(cursor) - ZERO) <= 9; cursor++) {
    exponent = exponent * 10 + (load<u8>(cursor) - ZERO);
  }
  if (cursor == first) cursor = letter;
  return isNegative ? -exponent : exponent;
}
