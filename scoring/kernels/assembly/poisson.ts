/** Weights of bootstrap replicates: numbers of the Poisson distribution with mean 1, a byte each. */

/** Fills an area with weights, eight at a time: four generators side by side give 32 bits each, which make two weights.
 * @param state four words of each generator: the first words of all four, then the second ones, and so on; advanced
 * @param count of weights, a multiple of eight
 * Source: xoshiro128** of Blackman & Vigna 2018, in the public domain. */
export function drawWeights(state: usize, weights: usize, count: u32): void {
  let a = v128.load(state);
  let b = v128.load(state, 16);
  let c = v128.load(state, 32);
  let d = v128.load(state, 48);
  for (let at = weights; at < weights + count; at += 8) {
    const counts = poissonOf(times9(rotatedLeft(times5(b), 7)));
    v128.store64_lane(at, i8x16.narrow_i16x8_u(counts, counts), 0);
    const shifted = i32x4.shl(b, 9);
    c = v128.xor(c, a);
    d = v128.xor(d, b);
    b = v128.xor(b, c);
    a = v128.xor(a, d);
    c = v128.xor(c, shifted);
    d = rotatedLeft(d, 11);
  }
  v128.store(state, a);
  v128.store(state, b, 16);
  v128.store(state, c, 32);
  v128.store(state, d, 48);
}

@inline
function times5(x: v128): v128 {
  return i32x4.add(i32x4.shl(x, 2), x);
}

@inline
function times9(x: v128): v128 {
  return i32x4.add(i32x4.shl(x, 3), x);
}

@inline
function rotatedLeft(x: v128, bits: i32): v128 {
  return v128.or(i32x4.shl(x, bits), i32x4.shr_u(x, 32 - bits));
}

/** The Poisson number of each of eight draws of 16 bits, by inversion: how many of the bounds lie below it. They are the
 * chances of at most 0, 1, … 7, in parts of 65,536, less 32,769, since draws are taken as signed. */
@inline
function poissonOf(draws: v128): v128 {
  let aboveBounds = i16x8.gt_s(draws, i16x8.splat(-8660));
  aboveBounds = i16x8.add(aboveBounds, i16x8.gt_s(draws, i16x8.splat(15450)));
  aboveBounds = i16x8.add(aboveBounds, i16x8.gt_s(draws, i16x8.splat(27504)));
  aboveBounds = i16x8.add(aboveBounds, i16x8.gt_s(draws, i16x8.splat(31523)));
  aboveBounds = i16x8.add(aboveBounds, i16x8.gt_s(draws, i16x8.splat(32527)));
  aboveBounds = i16x8.add(aboveBounds, i16x8.gt_s(draws, i16x8.splat(32728)));
  aboveBounds = i16x8.add(aboveBounds, i16x8.gt_s(draws, i16x8.splat(32762)));
  aboveBounds = i16x8.add(aboveBounds, i16x8.gt_s(draws, i16x8.splat(32766)));
  // Whatever is true is −1.
  return i16x8.neg(aboveBounds);
}
