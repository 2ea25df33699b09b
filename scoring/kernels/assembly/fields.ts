import { CARRIAGE_RETURN, COMMA, LINE_FEED, QUOTE } from "./bytes";

/** Where fields end. Source: RFC 4180, section 2. */

/** No field is there, or none that is read here. */
export const NOWHERE: usize = 0;

@inline
function fieldEnds(block: v128): v128 {
  const lineEnds = v128.or(i8x16.eq(block, i8x16.splat(LINE_FEED)), i8x16.eq(block, i8x16.splat(CARRIAGE_RETURN)));
  return v128.or(lineEnds, i8x16.eq(block, i8x16.splat(COMMA)));
}

/** Place of the comma or line end that closes an unquoted field. The rows end with a line end, so that there is one. */
@inline
export function plainEnd(start: usize): usize {
  const low = <u32>i8x16.bitmask(fieldEnds(v128.load(start)));
  const high = <u32>i8x16.bitmask(fieldEnds(v128.load(start, 16)));
  const ends = low | (high << 16);
  return ends != 0 ? start + ctz(ends) : longPlainEnd(start + 32);
}

function longPlainEnd(start: usize): usize {
  let at = start;
  while (true) {
    const ends = <u32>i8x16.bitmask(fieldEnds(v128.load(at)));
    if (ends != 0) return at + ctz(ends);
    at += 16;
  }
}

/** Place of the next quotation mark before `limit`; NOWHERE when there is none. */
export function quotedEnd(start: usize, limit: usize): usize {
  for (let at = start; at < limit; at += 16) {
    const quotes = <u32>i8x16.bitmask(i8x16.eq(v128.load(at), i8x16.splat(QUOTE)));
    if (quotes == 0) continue;
    const end = at + ctz(quotes);
    return end < limit ? end : NOWHERE;
  }
  return NOWHERE;
}

/** Number of line ends between two places: what any reader must at least do. */
export function countLineEnds(start: usize, end: usize): u32 {
  let count: u32 = 0;
  let at = start;
  for (; at + 16 <= end; at += 16) {
    count += popcnt<u32>(<u32>i8x16.bitmask(i8x16.eq(v128.load(at), i8x16.splat(LINE_FEED))));
  }
  for (; at < end; at++) count += <u32>(load<u8>(at) == LINE_FEED);
  return count;
}
