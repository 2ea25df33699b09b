import { ZERO } from "./bytes";

/** Sixteen zeros, then sixteen bytes of ones: sixteen bytes read from place n keep only the last n of a block. */
const KEEP_LAST: usize = memory.data<u8>(
  [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255],
);

/** The values of the last `count` ≤ 16 digits before `end`; the other bytes are zero. What is no digit becomes more than 9. */
@inline
export function sixteenBefore(end: usize, count: usize): v128 {
  const values = i8x16.sub(v128.load(end - 16), i8x16.splat(ZERO));
  return v128.and(values, v128.load(KEEP_LAST + count));
}

@inline
export function areDigits(values: v128): bool {
  return !v128.any_true(i8x16.gt_u(values, i8x16.splat(9)));
}

/** The number that sixteen digit values spell, the first being the highest: neighbours are joined four times,
 * to numbers of 2, 4, 8 and 16 digits.
 * Source: Muła, "SIMD-ized parsing of unsigned integers", 2014. */
@inline
export function joinSixteen(values: v128): u64 {
  const tens = i16x8.mul(v128.and(values, i16x8.splat(0xff)), i16x8.splat(10));
  const pairs = i16x8.add(tens, i16x8.shr_u(values, 8));
  const fours = i32x4.dot_i16x8_s(pairs, i16x8(100, 1, 100, 1, 100, 1, 100, 1));
  const narrow = i16x8.narrow_i32x4_s(fours, fours);
  const eights = i32x4.dot_i16x8_s(narrow, i16x8(10000, 1, 10000, 1, 10000, 1, 10000, 1));
  const both = <u64>i64x2.extract_lane(eights, 0);
  return (both & 0xffffffff) * 100000000 + (both >> 32);
}

/** The values of the last `count` ≤ 8 digits before `end`, one a byte, the first digit lowest; the others are zero. */
@inline
export function eightBefore(end: usize, count: usize): u64 {
  return (load<u64>(end - 8) ^ 0x3030303030303030) & lastBytes(count);
}

/** A mask of the last `count` ≤ 8 bytes of a word. */
@inline
export function lastBytes(count: usize): u64 {
  return count == 0 ? 0 : (~(<u64>0)) << (64 - 8 * <u64>count);
}

/** Whether each byte is at most 9: adding 0x76 carries into the high bit of all others. */
@inline
export function areEightDigits(values: u64): bool {
  return ((((values & 0x7f7f7f7f7f7f7f7f) + 0x7676767676767676) | values) & 0x8080808080808080) == 0;
}

/** The number that eight digit values spell: neighbours are joined three times.
 * Source: Lemire, "Quickly parsing eight digits", 2018. */
@inline
export function joinEight(values: u64): u64 {
  const pairs = (values * 2561) >> 8;
  const fours = ((pairs & 0x00ff00ff00ff00ff) * 6553601) >> 16;
  return ((fours & 0x0000ffff0000ffff) * 42949672960001) >> 32;
}
