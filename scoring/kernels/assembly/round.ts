/** From decimal to the nearest double, ties to even. */

/** Powers of ten that doubles hold exactly. */
const EXACT_POWERS: StaticArray<f64> = [
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
  1e21, 1e22,
];
const LARGEST_EXACT_WHOLE: u64 = 9007199254740992;
const LARGEST_EXACT_POWER: i32 = 22;

/** Powers of ten of which the table knows the first 128 bits of 5^q. */
const LARGEST_POWER: i32 = 99;
const POWERS_OF_FIVE: usize = memory.data(16 * (2 * 99 + 1), 16);

/** Where the host writes 5^q for q from −99 to 99: high word, low word, the highest bit being set; rounded down for
 * q ≥ 0 and up for q < 0. */
export function powersOfFive(): usize {
  return POWERS_OF_FIVE;
}

/** The double nearest to whole × 10^power; NaN when it is not decided here.
 * Source: Clinger, "How to read floating point numbers accurately", 1990, for numbers that one exact division gives. */
@inline
export function nearestDouble(whole: u64, power: i32): f64 {
  if (whole <= LARGEST_EXACT_WHOLE && power <= 0 && power >= -LARGEST_EXACT_POWER) {
    return <f64>(<i64>whole) / load<f64>(changetype<usize>(EXACT_POWERS) + (<usize>-power << 3));
  }
  return nearestByProduct(whole, power);
}

/** The same by the first 128 bits of the product whole × 5^power, which decide every case.
 * Sources: Lemire, "Number parsing at a gigabyte per second", 2021, section 5; Mushtak and Lemire, "Fast number parsing
 * without fallback", 2023, for the proof that 128 bits are enough. */
function nearestByProduct(whole: u64, power: i32): f64 {
  if (whole == 0) return 0;
  if (power < -LARGEST_POWER || power > LARGEST_POWER) return NaN;
  const entry = POWERS_OF_FIVE + (<usize>(power + LARGEST_POWER) << 4);
  const shift = clz(whole);
  const normal = whole << shift;
  let high = multiplyHigh(normal, load<u64>(entry));
  let low = normal * load<u64>(entry);
  // Only when all bits below those of the result are ones could the rest of 5^power carry into them.
  if ((high & 0x1ff) == 0x1ff) {
    const rest = multiplyHigh(normal, load<u64>(entry, 8));
    low += rest;
    if (low < rest) high += 1;
  }
  return assembled(high, low, power, <i32>shift);
}

/** Rounds the product to 53 bits and gives it its exponent; NaN for what is not a normal number. */
@inline
function assembled(high: u64, low: u64, power: i32, shift: i32): f64 {
  const top = high >> 63;
  const dropped = top + 9;
  let significand = high >> dropped;
  // floor(log2(10^power)) + 1 ≈ (217706 × power) / 2^16, exact for these powers.
  let exponent = ((217706 * power) >> 16) + 63 + <i32>top - shift + 1023;
  // Exactly half way, which only small powers can be: to even.
  const isHalfWay = low <= 1 && power >= -4 && power <= 23 && (significand & 3) == 1 && significand << dropped == high;
  if (isHalfWay) significand &= ~(<u64>1);
  significand = (significand + (significand & 1)) >> 1;
  if (significand >= 1 << 53) {
    significand = 1 << 52;
    exponent += 1;
  }
  if (exponent <= 0 || exponent >= 0x7ff) return NaN;
  return reinterpret<f64>((significand & ~((<u64>1) << 52)) | (<u64>exponent << 52));
}

/** The upper half of a product of 64-bit numbers, from four products of their halves.
 * Source: Knuth, The Art of Computer Programming 2, 4.3.1, algorithm M. */
@inline
function multiplyHigh(a: u64, b: u64): u64 {
  const aLow = a & 0xffffffff;
  const aHigh = a >> 32;
  const bLow = b & 0xffffffff;
  const bHigh = b >> 32;
  const middle = aHigh * bLow + ((aLow * bLow) >> 32);
  const other = aLow * bHigh + (middle & 0xffffffff);
  return aHigh * bHigh + (middle >> 32) + (other >> 32);
}
