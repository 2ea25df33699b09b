import { sortKeys } from "./sort";
import { columns, labels, rows, scores } from "./table";

/** Area under the ROC curve: keys that hold score and label are sorted, then pairs are counted in one scan. Where not all
 * keys have room, they are taken slice by slice from the lowest score to the highest. */

const BUCKET_BITS: u32 = 12;
const BUCKET_COUNT: usize = 4096;
const TABLE_BYTES: usize = BUCKET_COUNT << 2;

let keys: usize = 0;
let spare: usize = 0;
let capacity: u32 = 0;
let buckets: usize = 0;

/** Room to sort in.
 * @param keyArea room for one key of eight bytes more than `keyCount`
 * @param spareArea room for `keyCount` keys
 * @param bucketArea room for seven times 4096 numbers of four bytes: one table to sort, and one for each time that a
 * bucket is divided again, since twelve bits at a time are decided of 64 */
export function useSortRoom(keyArea: usize, spareArea: usize, keyCount: u32, bucketArea: usize): void {
  keys = keyArea;
  spare = spareArea;
  capacity = keyCount;
  buckets = bucketArea;
}

let column: usize = 0;
let positive: u8 = 1;

let smallest: u64 = 0;
let largest: u64 = 0;
let signs: u64 = 0;

let twicePairs: u64 = 0;
let positives: u64 = 0;
let negatives: u64 = 0;

/** Twice the number of (positive, negative) pairs that a column of the table puts in the right order, a tie counting one;
 * exact below 2^53. The numbers of both kinds are then in `positiveCount` and `negativeCount`.
 * @param positiveLabel label of the positive rows
 * @returns NaN when a score is negative */
export function countPairs(columnOfTable: u32, positiveLabel: u8): f64 {
  column = scores + (<usize>columnOfTable << 3);
  positive = positiveLabel;
  twicePairs = 0;
  positives = 0;
  negatives = 0;
  const isWhole = rows <= <usize>capacity;
  if (isWhole) makeKeys();
  else measureKeys();
  if (<i64>signs < 0) return NaN;
  if (isWhole) countSorted(sortKeys(keys, spare, <u32>rows, buckets), <u32>rows);
  // Bounds are the first key of a score and the last of one, so that no tie is ever divided.
  else countBetween(smallest, largest | 1, buckets + TABLE_BYTES);
  return <f64>twicePairs;
}

/** How many labels were 1 when pairs were last counted. */
export function positiveCount(): f64 {
  return <f64>positives;
}

/** How many labels were 0 then. */
export function negativeCount(): f64 {
  return <f64>negatives;
}

/** The bits of a score, which order as the scores do when none is negative; negative ones are above all others.
 * −0 + 0 is 0: both zeros are one score. */
@inline
function bitsAt(score: usize): u64 {
  return reinterpret<u64>(load<f64>(score) + 0);
}

/** The bits of a score, then whether its row is positive. */
@inline
function keyOf(bits: u64, label: usize, positiveLabel: u8): u64 {
  return (bits << 1) | <u64>(load<u8>(label) == positiveLabel);
}

/** Makes the keys of all rows. */
function makeKeys(): void {
  const stride = columns << 3;
  const end = column + rows * stride;
  const positiveLabel = positive;
  let label = labels;
  let key = keys;
  let allSigns: u64 = 0;
  for (let score = column; score < end; score += stride) {
    const bits = bitsAt(score);
    allSigns |= bits;
    store<u64>(key, keyOf(bits, label, positiveLabel));
    label += 1;
    key += 8;
  }
  signs = allSigns;
}

/** Finds the first keys of the smallest and the largest score. */
function measureKeys(): void {
  const stride = columns << 3;
  const end = column + rows * stride;
  let low = ~(<u64>0);
  let high: u64 = 0;
  for (let score = column; score < end; score += stride) {
    const bits = bitsAt(score);
    low = min(low, bits);
    high = max(high, bits);
  }
  smallest = low << 1;
  largest = high << 1;
  signs = high;
}

/** Counts the keys between two bounds: tallies them in buckets of equal width, and takes as many buckets at a time as
 * there is room for.
 * @param table room for the tally, and behind it for those of divided buckets */
function countBetween(low: u64, high: u64, table: usize): void {
  const usedBits: u32 = 64 - <u32>clz(high - low);
  // At least one bit: the lowest is the label.
  const shift = <u64>(usedBits > BUCKET_BITS ? usedBits - BUCKET_BITS : 1);
  tallyKeys(low, high, shift, table);
  for (let first: usize = 0; first < BUCKET_COUNT;) {
    let keyCount = sizeOf(first, table);
    let end = first + 1;
    for (; end < BUCKET_COUNT && keyCount + sizeOf(end, table) <= capacity; end++) keyCount += sizeOf(end, table);
    const last = end == BUCKET_COUNT ? high : low + (<u64>end << shift) - 1;
    if (keyCount > 0) countSlice(low + (<u64>first << shift), min(last, high), keyCount, table);
    first = end;
  }
}

function tallyKeys(low: u64, high: u64, shift: u64, table: usize): void {
  memory.fill(table, 0, TABLE_BYTES);
  const stride = columns << 3;
  const end = column + rows * stride;
  for (let score = column; score < end; score += stride) {
    const above = (bitsAt(score) << 1) - low;
    if (above > high - low) continue;
    const bucket = table + (<usize>(above >> shift) << 2);
    store<u32>(bucket, load<u32>(bucket) + 1);
  }
}

@inline
function sizeOf(bucket: usize, table: usize): u32 {
  return load<u32>(table + (bucket << 2));
}

/** Counts the keys of neighbouring buckets, or of a single one that has too many. */
function countSlice(low: u64, high: u64, keyCount: u32, table: usize): void {
  if (keyCount <= capacity) {
    collectKeys(low, high);
    countSorted(sortKeys(keys, spare, keyCount, buckets), keyCount);
  } else if (high - low == 1) {
    countTie(low, keyCount);
  } else {
    countBetween(low, high, table + TABLE_BYTES);
  }
}

/** Makes the keys between two bounds. Each is written, and the next one over it when it is not between them: quicker than
 * a jump that the processor cannot foresee. */
function collectKeys(low: u64, high: u64): void {
  const stride = columns << 3;
  const end = column + rows * stride;
  const positiveLabel = positive;
  const range = high - low;
  let label = labels;
  let at = keys;
  for (let score = column; score < end; score += stride) {
    const key = keyOf(bitsAt(score), label, positiveLabel);
    store<u64>(at, key);
    at += <usize>(key - low <= range) << 3;
    label += 1;
  }
}

/** Counts rows that all have one score.
 * @param negativeKey key of a row with this score that is not positive */
function countTie(negativeKey: u64, keyCount: u32): void {
  const stride = columns << 3;
  const end = column + rows * stride;
  let label = labels;
  let tiedPositives: u64 = 0;
  for (let score = column; score < end; score += stride) {
    tiedPositives += <u64>(keyOf(bitsAt(score), label, positive) == (negativeKey | 1));
    label += 1;
  }
  addTie(tiedPositives, <u64>keyCount - tiedPositives);
}

/** Counts sorted keys, whose scores are above all that were counted before. */
function countSorted(sorted: usize, keyCount: u32): void {
  let tiedPositives: u64 = 0;
  let tiedNegatives: u64 = 0;
  let previous = load<u64>(sorted) >> 1;
  for (let index: usize = 0; index < keyCount; index++) {
    const key = load<u64>(sorted + (index << 3));
    if (key >> 1 != previous) {
      addTie(tiedPositives, tiedNegatives);
      tiedPositives = 0;
      tiedNegatives = 0;
      previous = key >> 1;
    }
    tiedPositives += key & 1;
    tiedNegatives += 1 - (key & 1);
  }
  addTie(tiedPositives, tiedNegatives);
}

/** Adds the rows of one score: its positives stand above all negatives before, and tie with its own. */
@inline
function addTie(tiedPositives: u64, tiedNegatives: u64): void {
  twicePairs += tiedPositives * (2 * negatives + tiedNegatives);
  positives += tiedPositives;
  negatives += tiedNegatives;
}
