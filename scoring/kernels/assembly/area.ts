/** Area under the ROC curve: sort keys that hold score and label, then count pairs in one scan. */

const BITS_PER_PASS: u32 = 12;
const BUCKET_COUNT: usize = 4096;

let buckets: usize = 0;

let smallestKey: u64 = 0;
let largestKey: u64 = 0;

/** Makes a key of each score: its bits, which order as the scores do because none is negative, then the label.
 * @returns false when a score is negative */
export function makeKeys(scores: usize, labels: usize, count: u32, keys: usize): bool {
  let smallest = ~(<u64>0);
  let largest: u64 = 0;
  let signs: u64 = 0;
  for (let index: usize = 0; index < count; index++) {
    // −0 + 0 is 0: both zeros are one score.
    const bits = reinterpret<u64>(load<f64>(scores + (index << 3)) + 0);
    const key = (bits << 1) | load<u8>(labels + index);
    signs |= bits;
    smallest = min(smallest, key);
    largest = max(largest, key);
    store<u64>(keys + (index << 3), key);
  }
  smallestKey = smallest;
  largestKey = largest;
  return <i64>signs >= 0;
}

/** Sorts the keys by score: by their highest bits in use with counting passes, which leaves few neighbours to exchange;
 * by all bits when that leaves too many.
 * @param bucketArea room for 4096 numbers of four bytes
 * @returns where the sorted keys stand: `keys` or `spare`
 * Source: Knuth, The Art of Computer Programming 3, 5.2.5 (radix sort from the right) and 5.2.1 (insertion). */
export function sortKeys(keys: usize, spare: usize, count: u32, bucketArea: usize): usize {
  buckets = bucketArea;
  const range = largestKey - smallestKey;
  const usedBits: u32 = range == 0 ? 0 : 64 - <u32>clz(range);
  const passes: u32 = count > 3000000 ? 3 : 2;
  const skipped = usedBits > passes * BITS_PER_PASS ? usedBits - passes * BITS_PER_PASS : 0;
  const sorted = sortFrom(skipped, usedBits, keys, spare, count);
  if (skipped == 0 || insertStragglers(sorted, count)) return sorted;
  return sortFrom(0, usedBits, sorted, sorted == keys ? spare : keys, count);
}

/** Counting passes from one bit up to another. @returns where the keys stand then */
function sortFrom(firstBit: u32, endBit: u32, keys: usize, spare: usize, count: u32): usize {
  let from = keys;
  let to = spare;
  for (let bit = firstBit; bit < endBit; bit += BITS_PER_PASS) {
    sortByDigit(bit, from, to, count);
    const swapped = from;
    from = to;
    to = swapped;
  }
  return from;
}

/** One stable pass: counts the keys of each digit, then sends each key to its place. */
function sortByDigit(bit: u32, from: usize, to: usize, count: u32): void {
  memory.fill(buckets, 0, BUCKET_COUNT << 2);
  for (let index: usize = 0; index < count; index++) {
    const bucket = bucketOf(load<u64>(from + (index << 3)), bit);
    store<u32>(bucket, load<u32>(bucket) + 1);
  }
  accumulateBuckets();
  for (let index: usize = 0; index < count; index++) {
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

/** Moves each key that is smaller than those before it. Equal scores stay, whatever their labels.
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

let positives: u64 = 0;
let negatives: u64 = 0;

/** Twice the number of (positive, negative) pairs in the right order, a tie counting one; exact below 2^53.
 * The numbers of both kinds are then in `positiveCount` and `negativeCount`. */
export function countPairs(sorted: usize, count: u32): u64 {
  let twicePairs: u64 = 0;
  let tiedPositives: u64 = 0;
  let tiedNegatives: u64 = 0;
  let previous = ~(<u64>0);
  positives = 0;
  negatives = 0;
  for (let index: usize = 0; index < count; index++) {
    const key = load<u64>(sorted + (index << 3));
    if (key >> 1 != previous) {
      twicePairs += tiedPositives * (2 * negatives + tiedNegatives);
      positives += tiedPositives;
      negatives += tiedNegatives;
      tiedPositives = 0;
      tiedNegatives = 0;
      previous = key >> 1;
    }
    tiedPositives += key & 1;
    tiedNegatives += 1 - (key & 1);
  }
  twicePairs += tiedPositives * (2 * negatives + tiedNegatives);
  positives += tiedPositives;
  negatives += tiedNegatives;
  return twicePairs;
}

export function positiveCount(): f64 {
  return <f64>positives;
}

export function negativeCount(): f64 {
  return <f64>negatives;
}
