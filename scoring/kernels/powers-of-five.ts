const largestPower = 99;

/** The first 128 bits of 5^q for q from −99 to 99, high word before low word, the highest bit being set; rounded down for
 * q ≥ 0, up for q < 0. Source: Lemire, "Number parsing at a gigabyte per second", 2021, appendix B. */
export function powersOfFive(): BigUint64Array {
  const words: bigint[] = [];
  for (let power = -largestPower; power <= largestPower; power++) {
    const bits = power < 0 ? reciprocalBits(5n ** BigInt(-power)) : firstBits(5n ** BigInt(power));
    words.push(bits >> 64n, bits & 0xffff_ffff_ffff_ffffn);
  }
  return BigUint64Array.from(words);
}

function bitLength(whole: bigint): bigint {
  return BigInt(whole.toString(2).length);
}

function firstBits(whole: bigint): bigint {
  const excess = bitLength(whole) - 128n;
  return excess > 0n ? whole >> excess : whole << -excess;
}

/** 1 / whole, rounded up at its 128th bit. */
function reciprocalBits(whole: bigint): bigint {
  return (1n << (bitLength(whole) + 127n)) / whole + 1n;
}
