import { columns, labels, rows, scores } from "./table";

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

/** Multiplies the shares of the true classes in the rows of the table: the clipped probability of the true class divided by
 * the sum of all clipped ones of the row. With one column the other class has one minus the clipped probability.
 * @returns the place of RESULT
 * Source: Graillat, "Accurate floating-point product and exponentiation", 2009, algorithm CompProd. */
export function multiplyShares(eps: f64): usize {
  products = f64x2.splat(1);
  errors = f64x2.splat(0);
  scalings = 0;
  if (columns == 1) multiplyBinary(eps);
  else multiplyClasses(eps);
  v128.store(RESULT, products);
  v128.store(RESULT + 16, errors);
  store<f64>(RESULT + 32, scalings);
  return RESULT;
}

function multiplyBinary(eps: f64): void {
  const pairs = rows & ~(<usize>1);
  for (let row: usize = 0; row < pairs; row += 2) {
    const label = load<u16>(labels + row);
    const isPositive = i64x2(-(<i64>(label & 1)), -(<i64>(label >> 8)));
    multiply(shares(v128.load(scores + (row << 3)), isPositive, eps));
  }
  if (pairs < rows) {
    const isPositive = i64x2.splat(-(<i64>load<u8>(labels + pairs)));
    const last = shares(v128.load64_splat(scores + (pairs << 3)), isPositive, eps);
    multiply(f64x2.replace_lane(last, 1, 1));
  }
}

function multiplyClasses(eps: f64): void {
  const pairs = rows & ~(<usize>1);
  for (let row: usize = 0; row < pairs; row += 2) multiply(classShares(row, row + 1, eps));
  if (pairs < rows) multiply(f64x2.replace_lane(classShares(pairs, pairs, eps), 1, 1));
}

/** The shares of the true classes of two rows. */
@inline
function classShares(one: usize, other: usize, eps: f64): v128 {
  const first = scores + ((one * columns) << 3);
  const second = scores + ((other * columns) << 3);
  let sums = f64x2.splat(0);
  for (let at: usize = 0; at < columns << 3; at += 8) sums = f64x2.add(sums, clipped(first + at, second + at, eps));
  const actual = clipped(
    first + (<usize>load<u8>(labels + one) << 3),
    second + (<usize>load<u8>(labels + other) << 3),
    eps,
  );
  return f64x2.div(actual, sums);
}

/** Two probabilities between eps and 1 − eps. */
@inline
function clipped(first: usize, second: usize, eps: f64): v128 {
  const both = v128.load64_lane(second, v128.load64_splat(first), 1);
  return f64x2.pmin(f64x2.splat(1 - eps), f64x2.pmax(f64x2.splat(eps), both));
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
