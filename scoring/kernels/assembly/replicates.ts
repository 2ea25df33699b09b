/** Sums over rows in sixteen bootstrap replicates at once. The weights of a row stand side by side, a byte for each
 * replicate, at most 8. */

const REPLICATES: usize = 16;
/** What sixteen doubles take up. */
const DOUBLES: usize = REPLICATES * 8;

/** The sum of weight × value in each replicate, row after row.
 * @param sums receives sixteen doubles */
export function sumWeighted(weights: usize, values: usize, rows: u32, sums: usize): void {
  let sum0 = f64x2.splat(0);
  let sum2 = f64x2.splat(0);
  let sum4 = f64x2.splat(0);
  let sum6 = f64x2.splat(0);
  let sum8 = f64x2.splat(0);
  let sum10 = f64x2.splat(0);
  let sum12 = f64x2.splat(0);
  let sum14 = f64x2.splat(0);
  for (let row: usize = 0; row < rows; row++) {
    const bytes = v128.load(weights + row * REPLICATES);
    const value = v128.load64_splat(values + (row << 3));
    const low = i16x8.extend_low_i8x16_u(bytes);
    const high = i16x8.extend_high_i8x16_u(bytes);
    sum0 = f64x2.add(sum0, f64x2.mul(firstTwo(i32x4.extend_low_i16x8_u(low)), value));
    sum2 = f64x2.add(sum2, f64x2.mul(lastTwo(i32x4.extend_low_i16x8_u(low)), value));
    sum4 = f64x2.add(sum4, f64x2.mul(firstTwo(i32x4.extend_high_i16x8_u(low)), value));
    sum6 = f64x2.add(sum6, f64x2.mul(lastTwo(i32x4.extend_high_i16x8_u(low)), value));
    sum8 = f64x2.add(sum8, f64x2.mul(firstTwo(i32x4.extend_low_i16x8_u(high)), value));
    sum10 = f64x2.add(sum10, f64x2.mul(lastTwo(i32x4.extend_low_i16x8_u(high)), value));
    sum12 = f64x2.add(sum12, f64x2.mul(firstTwo(i32x4.extend_high_i16x8_u(high)), value));
    sum14 = f64x2.add(sum14, f64x2.mul(lastTwo(i32x4.extend_high_i16x8_u(high)), value));
  }
  v128.store(sums, sum0);
  v128.store(sums, sum2, 16);
  v128.store(sums, sum4, 32);
  v128.store(sums, sum6, 48);
  v128.store(sums, sum8, 64);
  v128.store(sums, sum10, 80);
  v128.store(sums, sum12, 96);
  v128.store(sums, sum14, 112);
}

/** The first two of four whole numbers as doubles. */
@inline
function firstTwo(four: v128): v128 {
  return f64x2.convert_low_i32x4_s(four);
}

@inline
function lastTwo(four: v128): v128 {
  return f64x2.convert_low_i32x4_s(v128.shuffle<i32>(four, four, 2, 3, 2, 3));
}

/** Adds each row's weights to the sixteen counts of its cell, four bytes each.
 * @param cells the cell of each row, four bytes each */
export function addToCells(weights: usize, cells: usize, rows: u32, counts: usize): void {
  for (let row: usize = 0; row < rows; row++) {
    const bytes = v128.load(weights + row * REPLICATES);
    const cell = counts + (<usize>load<u32>(cells + (row << 2))) * REPLICATES * 4;
    const low = i16x8.extend_low_i8x16_u(bytes);
    const high = i16x8.extend_high_i8x16_u(bytes);
    v128.store(cell, i32x4.add(v128.load(cell), i32x4.extend_low_i16x8_u(low)));
    v128.store(cell, i32x4.add(v128.load(cell, 16), i32x4.extend_high_i16x8_u(low)), 16);
    v128.store(cell, i32x4.add(v128.load(cell, 32), i32x4.extend_low_i16x8_u(high)), 32);
    v128.store(cell, i32x4.add(v128.load(cell, 48), i32x4.extend_high_i16x8_u(high)), 48);
  }
}

/** So few rows that neither the weights of a kind nor the pairs among them exceed 16 bits: 64 × 31 × 32 pairs at most. */
const CHUNK_ROWS: usize = 63;

/** In each replicate, the weights of positive rows, those of negative rows, and the pairs of a positive row with a
 * negative one before it, a pair weighing the product of its rows' weights; all exact below 2^53.
 * @param places of the rows in ascending order of score, four bytes each: twice the row, plus one when it is positive
 * @param tally receives sixteen doubles of each: pairs, positives, negatives
 * Source: the rank-sum form of Mann & Whitney 1947 with weights. */
export function countWeightedPairs(weights: usize, places: usize, rows: u32, tally: usize): void {
  memory.fill(tally, 0, 3 * DOUBLES);
  const end = places + ((<usize>rows) << 2);
  for (let start = places; start < end; start += CHUNK_ROWS << 2)
    countChunk(weights, start, min(end, start + (CHUNK_ROWS << 2)), tally);
}

/** Counts within the chunk in sixteen bits, the first eight replicates apart from the last, then adds to the tally. */
function countChunk(weights: usize, start: usize, end: usize, tally: usize): void {
  let lowPairs = i16x8.splat(0);
  let lowPositives = i16x8.splat(0);
  let lowNegatives = i16x8.splat(0);
  let highPairs = i16x8.splat(0);
  let highPositives = i16x8.splat(0);
  let highNegatives = i16x8.splat(0);
  for (let at = start; at < end; at += 4) {
    const place = load<u32>(at);
    const bytes = v128.load(weights + (<usize>(place >> 1)) * REPLICATES);
    // A mask in place of a branch, which the processor could not foresee.
    const positive = v128.and(bytes, i8x16.splat(-(<i8>(place & 1))));
    const negative = v128.xor(bytes, positive);
    const lowPositive = i16x8.extend_low_i8x16_u(positive);
    const highPositive = i16x8.extend_high_i8x16_u(positive);
    lowPairs = i16x8.add(lowPairs, i16x8.mul(lowPositive, lowNegatives));
    highPairs = i16x8.add(highPairs, i16x8.mul(highPositive, highNegatives));
    lowPositives = i16x8.add(lowPositives, lowPositive);
    highPositives = i16x8.add(highPositives, highPositive);
    lowNegatives = i16x8.add(lowNegatives, i16x8.extend_low_i8x16_u(negative));
    highNegatives = i16x8.add(highNegatives, i16x8.extend_high_i8x16_u(negative));
  }
  addEight(tally, lowPairs, lowPositives, lowNegatives);
  addEight(tally + DOUBLES / 2, highPairs, highPositives, highNegatives);
}

@inline
function addEight(tally: usize, pairs: v128, positives: v128, negatives: v128): void {
  addFour(
    tally,
    i32x4.extend_low_i16x8_u(pairs),
    i32x4.extend_low_i16x8_u(positives),
    i32x4.extend_low_i16x8_u(negatives),
  );
  addFour(
    tally + DOUBLES / 4,
    i32x4.extend_high_i16x8_u(pairs),
    i32x4.extend_high_i16x8_u(positives),
    i32x4.extend_high_i16x8_u(negatives),
  );
}

@inline
function addFour(tally: usize, pairs: v128, positives: v128, negatives: v128): void {
  addTwo(tally, firstTwo(pairs), firstTwo(positives), firstTwo(negatives));
  addTwo(tally + DOUBLES / 8, lastTwo(pairs), lastTwo(positives), lastTwo(negatives));
}

/** Adds what two replicates have in a chunk: its positives also stand above the negatives of all chunks before. */
@inline
function addTwo(tally: usize, pairs: v128, positives: v128, negatives: v128): void {
  const negativesBefore = v128.load(tally, 2 * DOUBLES);
  const newPairs = f64x2.add(pairs, f64x2.mul(positives, negativesBefore));
  v128.store(tally, f64x2.add(v128.load(tally), newPairs));
  v128.store(tally, f64x2.add(v128.load(tally, DOUBLES), positives), DOUBLES);
  v128.store(tally, f64x2.add(negativesBefore, negatives), 2 * DOUBLES);
}
