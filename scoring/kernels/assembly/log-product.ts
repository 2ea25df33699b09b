/** Product of many probabilities, with the rounding errors of all its multiplications, so that one logarithm at the end
 * gives the sum of theirs. Two products grow side by side, of the even rows and of the odd ones. */

/** Splits a double into two halves of 26 bits. Source: Veltkamp 1968; Dekker 1971. */
const SPLITTER: f64 = 134217729;

/** Products below the smallest are multiplied by 2^500, which changes no digit. */
const SMALLEST: f64 = 3.054936363499605e-151;
const SCALE: f64 = 3.273390607896142e150;

/** Where the result stands: both products, both errors, and how often one was scaled, eight bytes each. */
const RESULT: usize = memory.data(40, 16);

let products: v128 = f64x2.splat(1);
let errors: v128 = f64x2.splat(0);
let scalings: f64 = 0;

/** Multiplies the shares of the true classes: the clipped probability of the positive class, or one minus it, divided by
 * the sum of both.
 * @returns the place of RESULT
 * Source: Graillat, "Accurate floating-point product and exponentiation", 2009, algorithm CompProd. */
export function multiplyShares(scores: usize, labels: usize, count: u32, eps: f64): usize {
  products = f64x2.splat(1);
  errors = f64x2.splat(0);
  scalings = 0;
  const pairs = count & ~(<u32>1);
  for (let row: usize = 0; row < pairs; row += 2) {
    const label = load<u16>(labels + row);
    const isPositive = i64x2(-(<i64>(label & 1)), -(<i64>(label >> 8)));
    multiply(shares(v128.load(scores + (row << 3)), isPositive, eps));
  }
  if (pairs < count) {
    const isPositive = i64x2.splat(-(<i64>load<u8>(labels + pairs)));
    const last = shares(v128.load64_splat(scores + (<usize>pairs << 3)), isPositive, eps);
    multiply(f64x2.replace_lane(last, 1, 1));
  }
  v128.store(RESULT, products);
  v128.store(RESULT + 16, errors);
  store<f64>(RESULT + 32, scalings);
  return RESULT;
}

@inline
function shares(probabilities: v128, isPositive: v128, eps: f64): v128 {
  const positive = f64x2.pmin(f64x2.splat(1 - eps), f64x2.pmax(f64x2.splat(eps), probabilities));
  const negative = f64x2.sub(f64x2.splat(1), positive);
  return f64x2.div(v128.bitselect(positive, negative, isPositive), f64x2.add(positive, negative));
}

@inline
function multiply(factors: v128): void {
  const next = f64x2.mul(products, factors);
  errors = f64x2.add(f64x2.mul(errors, factors), productErrors(products, factors, next));
  products = next;
  if (v128.any_true(f64x2.lt(next, f64x2.splat(SMALLEST)))) scaleUp();
}

/** What a × b lacks to its rounded value, exactly. */
@inline
function productErrors(a: v128, b: v128, rounded: v128): v128 {
  const aHigh = highHalf(a);
  const bHigh = highHalf(b);
  const aLow = f64x2.sub(a, aHigh);
  const bLow = f64x2.sub(b, bHigh);
  const high = f64x2.sub(f64x2.mul(aHigh, bHigh), rounded);
  const cross = f64x2.add(f64x2.add(high, f64x2.mul(aHigh, bLow)), f64x2.mul(aLow, bHigh));
  return f64x2.add(cross, f64x2.mul(aLow, bLow));
}

@inline
function highHalf(a: v128): v128 {
  const split = f64x2.mul(f64x2.splat(SPLITTER), a);
  return f64x2.sub(split, f64x2.sub(split, a));
}

function scaleUp(): void {
  const isSmall = f64x2.lt(products, f64x2.splat(SMALLEST));
  const factors = v128.bitselect(f64x2.splat(SCALE), f64x2.splat(1), isSmall);
  products = f64x2.mul(products, factors);
  errors = f64x2.mul(errors, factors);
  scalings += <f64>popcnt<i32>(i64x2.bitmask(isSmall));
}
