/** Sorts keys: eight bytes, of which all but the lowest bit count. */

const BITS_PER_PASS: u32 = 12;
const BUCKET_COUNT: usize = 4096;
/** Bits of a key below those of its score's power of two. */
const FRACTION_BITS: u32 = 53;

let buckets: usize = 0;
let smallestKey: u64 = 0;
let keyCount: u32 = 0;

/** Sorts by the highest bits in use with counting passes, which leaves few neighbours to exchange; by all bits when that
 * leaves too many.
 * @param bucketArea room for 4096 numbers of four bytes
 * @returns where the sorted keys stand: `keys` or `spare`
 * Source: Knuth, The Art of Computer Programming 3, 5.2.5 (radix sort from the right) and 5.2.1 (insertion). */
export function sortKeys(keys: usize, spare: usize, count: u32, bucketArea: usize): usize {
  buckets = bucketArea;
  keyCount = count;
  const usedBits = measure(keys, count);
  const passes: u32 = bitsToTellApart(usedBits, count) > 2 * BITS_PER_PASS ? 3 : 2;
  const skipped = usedBits > passes * BITS_PER_PASS ? usedBits - passes * BITS_PER_PASS : 0;
  const sorted = sortFrom(skipped, usedBits, keys, spare);
  if (skipped == 0 || insertStragglers(sorted, count)) return sorted;
  return sortFrom(0, usedBits, sorted, sorted == keys ? spare : keys);
}

/** How many of the highest bits leave few keys alike when scores between two powers of two are spread evenly: those that tell
 * the powers apart, and as many as it takes to number an eighth of the keys. A single score of 0 makes them five more. */
function bitsToTellApart(usedBits: u32, count: u32): u32 {
  const ofPowers: u32 = usedBits > FRACTION_BITS ? usedBits - FRACTION_BITS : 0;
  const ofNumber: u32 = 32 - <u32>clz<u32>(count >> 3);
  return ofPowers + ofNumber;
}

/** Finds the smallest key. @returns how many bits the others need to be told from it */
function measure(keys: usize, count: u32): u32 {
  let smallest = ~(<u64>0);
  let largest: u64 = 0;
  for (let index: usize = 0; index < count; index++) {
    const key = load<u64>(keys + (index << 3));
    smallest = min(smallest, key);
    largest = max(largest, key);
  }
  smallestKey = smallest;
  return largest <= smallest ? 0 : 64 - <u32>clz(largest - smallest);
}

/** Counting passes from one bit up to another. @returns where the keys stand then */
function sortFrom(firstBit: u32, endBit: u32, keys: usize, spare: usize): usize {
  let from = keys;
  let to = spare;
  for (let bit = firstBit; bit < endBit; bit += BITS_PER_PASS) {
    sortByDigit(bit, from, to);
    const swapped = from;
    from = to;
    to = swapped;
  }
  return from;
}

/** One stable pass: counts the keys of each digit, then sends each key to its place. */
function sortByDigit(bit: u32, from: usize, to: usize): void {
  memory.fill(buckets, 0, BUCKET_COUNT << 2);
  for (let index: usize = 0; index < keyCount; index++) {
    const bucket = bucketOf(load<u64>(from + (index << 3)), bit);
    store<u32>(bucket, load<u32>(bucket) + 1);
  }
  accumulateBuckets();
  for (let index: usize = 0; index < keyCount; index++) {
    const key = load<u64>(from + (index << 3));
    const bucket = bucketOf(key, bit);
    const place = load<u32>(bucket);
    store<u32>(bucket, place + 1);
    store<u64>(to + (<usize>place << 3), key);
  }
}

@inline
function bucketOf(key: u64, bit: u32): usize {
  return buckets + (<usize>(((key - smallestKey) >> bit) & (BUCKET_COUNT - 1)) << 2);
}

/** From how many keys a bucket has to where they begin. */
function accumulateBuckets(): void {
  let sum: u32 = 0;
  for (let bucket: usize = 0; bucket < BUCKET_COUNT; bucket++) {
    const size = load<u32>(buckets + (bucket << 2));
    store<u32>(buckets + (bucket << 2), sum);
    sum += size;
  }
}

/** Moves each key that is smaller than those before it; keys that differ in the lowest bit only stay as they are.
 * @returns false when it gave up after eight moves per key on average */
function insertStragglers(keys: usize, count: u32): bool {
  let movesLeft = <i64>count << 3;
  const end = keys + (<usize>count << 3);
  for (let at = keys + 8; at < end; at += 8) {
    const key = load<u64>(at);
    let hole = at;
    for (; hole > keys && load<u64>(hole - 8) > (key | 1); hole -= 8) store<u64>(hole, load<u64>(hole - 8));
    store<u64>(hole, key);
    movesLeft -= <i64>(at - hole) >> 3;
    if (movesLeft < 0) return false;
  }
  return true;
}
