const bitsPerDigit = 11;
const bucketCount = 1 << bitsPerDigit;
/** So few that going through all buckets takes longer than the platform's sort. */
const fewNumbers = 2048;

/** The places of numbers from the smallest to the largest, equals in their order; without NaN; −0 counts as 0.
 * Many are sorted by the high half of their bits in counting passes, which leaves few neighbours to exchange; by all bits
 * when that leaves too many.
 * Source: Knuth, The Art of Computer Programming 3, 5.2.5 (radix sort from the right) and 5.2.1 (insertion). */
export function ascendingOrder(numbers: Float64Array): Uint32Array {
  if (numbers.length < fewNumbers) return orderOfFew(numbers);
  const { low, high } = orderedHalves(numbers);
  const order = sortByHalf(placesOf(numbers), high);
  return insertStragglers(order, numbers) ? order : sortByHalf(sortByHalf(order, low), high);
}

/** In a loop, which is many times quicker than from an iterator. */
function placesOf(numbers: Float64Array): Uint32Array {
  const places = new Uint32Array(numbers.length);
  for (let place = 0; place < places.length; place++) places[place] = place;
  return places;
}

/** The numbers are sorted as such, which is far quicker than sorting places by them; each is then looked up. */
function orderOfFew(numbers: Float64Array): Uint32Array {
  const sorted = numbers.slice().sort();
  const taken = new Uint16Array(numbers.length);
  const order = new Uint32Array(numbers.length);
  for (let place = 0; place < numbers.length; place++) {
    const first = firstAtLeast(sorted, numbers[place] ?? 0);
    const before = taken[first] ?? 0;
    order[first + before] = place;
    taken[first] = before + 1;
  }
  return order;
}

/** The first of increasing numbers that is not below a value. */
function firstAtLeast(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The low and the high half of each number's bits, so turned that their order is that of the numbers: the sign bit of
 * positive numbers is set, and all bits of negative ones are turned.
 * Source: Herf 2001, "Radix tricks". */
function orderedHalves(numbers: Float64Array): { low: Uint32Array; high: Uint32Array } {
  const low = new Uint32Array(numbers.length);
  const high = new Uint32Array(numbers.length);
  const one = new Float64Array(1);
  const bits = new Uint32Array(one.buffer);
  for (let place = 0; place < numbers.length; place++) {
    // −0 + 0 is 0: both zeros are one number.
    one[0] = (numbers[place] ?? 0) + 0;
    const isNegative = (bits[1] ?? 0) >>> 31;
    low[place] = (bits[0] ?? 0) ^ -isNegative;
    high[place] = (bits[1] ?? 0) ^ (-isNegative | 0x80000000);
  }
  return { low, high };
}

/** Sorts places by the 32 bits that each has, equals as they come. @returns them in this array or another */
function sortByHalf(places: Uint32Array, half: Uint32Array): Uint32Array {
  let from = places;
  let to: Uint32Array = new Uint32Array(places.length);
  for (let shift = 0; shift < 32; shift += bitsPerDigit) {
    const starts = bucketStarts(half, shift);
    if (starts === null) continue;
    sendToBuckets(from, to, { half, shift, starts });
    [from, to] = [to, from];
  }
  return from;
}

/** Where the places of each bucket begin; null when all are in one bucket, so that nothing would move. */
function bucketStarts(half: Uint32Array, shift: number): Uint32Array | null {
  const starts = new Uint32Array(bucketCount);
  for (const bits of half) {
    const bucket = (bits >>> shift) & (bucketCount - 1);
    starts[bucket] = (starts[bucket] ?? 0) + 1;
  }
  let sum = 0;
  for (let bucket = 0; bucket < bucketCount; bucket++) {
    const size = starts[bucket] ?? 0;
    if (size === half.length) return null;
    starts[bucket] = sum;
    sum += size;
  }
  return starts;
}

type Digit = { half: Uint32Array; shift: number; starts: Uint32Array };

/** One stable pass. */
function sendToBuckets(from: Uint32Array, to: Uint32Array, { half, shift, starts }: Digit): void {
  for (const place of from) {
    const bucket = ((half[place] ?? 0) >>> shift) & (bucketCount - 1);
    const target = starts[bucket] ?? 0;
    starts[bucket] = target + 1;
    to[target] = place;
  }
}

/** Moves each place whose number is smaller than those before it. @returns false when it gave up after eight moves per
 * place on average */
function insertStragglers(order: Uint32Array, numbers: Float64Array): boolean {
  let movesLeft = order.length * 8;
  let largest = -Infinity;
  for (let at = 0; at < order.length; at++) {
    const place = order[at] ?? 0;
    const number = numbers[place] ?? 0;
    if (number >= largest) {
      largest = number;
      continue;
    }
    let hole = at;
    for (; hole > 0 && (numbers[order[hole - 1] ?? 0] ?? 0) > number; hole--)
      order[hole] = order[hole - 1] ?? 0;
    order[hole] = place;
    movesLeft -= at - hole;
    if (movesLeft < 0) return false;
  }
  return true;
}
