import { CARRIAGE_RETURN, COMMA, LINE_FEED, QUOTE } from "./bytes";
import { areClasses, cellShift, NO_CLASS, noteCell } from "./cells";
import { denseIdEnd, denseNumber, rowOfDense } from "./dense-ids";
import { NOWHERE, plainEnd, quotedEnd } from "./fields";
import { ABSENT, hashOf, rowOfHashed, slotOf } from "./hashed-ids";

/** Reads rows of comma-separated values and joins them to the expected rows, in one pass. It only ever accepts: at
 * anything unusual it stops, and another reader, which can explain, begins again.
 * Rows are read in batches, so that the look-ups of a batch, each of which may miss the cache, are under way together. */

const BATCH: u32 = 64;

const CARRIAGE_RETURN_LINE_FEED: u16 = 0x0a0d;

/** In the place of a column: the field is the identifier. */
const IDENTIFIER: u32 = 0xffffffff;

const ALL_READ: i32 = 0;
const UNUSUAL: i32 = 1;
const EMPTY_LINE: i32 = 2;

let fieldCount: u32 = 0;
let columnOfField: usize = 0;
export let columnCount: u32 = 0;
let hasHashedIds: bool = false;

export let values: usize = 0;
let staged: usize = 0;
let expectedRows: u32 = 0;
export let rowsRead: u32 = 0;
let stoppedAt: usize = 0;

const HASHES: usize = memory.data(64 * 4, 16);
const STARTS: usize = memory.data(64 * 4, 16);
const LENGTHS: usize = memory.data(64 * 4, 16);
const ROWS: usize = memory.data(64 * 4, 16);

/** @param columnTable column of each field, 4 bytes each: IDENTIFIER, or its place among the prediction columns */
export function useFields(fields: u32, columnTable: usize, columns: u32, areIdsHashed: bool): void {
  fieldCount = fields;
  columnOfField = columnTable;
  columnCount = columns;
  hasHashedIds = areIdsHashed;
}

/** Begins a file, whose cells are already described.
 * @param valueArea room for each expected row and column; filled with bytes of ones here, which say that there is no
 * cell yet: no number, class or mask has them
 * @param stage room for 64 rows of values */
export function beginFile(valueArea: usize, stage: usize, rows: u32): void {
  values = valueArea;
  staged = stage;
  expectedRows = rows;
  rowsRead = 0;
  memory.fill(values, 0xff, (<usize>rows * columnCount) << cellShift());
}

/** Where the last call stopped, when it did not read all. */
export function stopPlace(): usize {
  return stoppedAt;
}

/** Reads the whole rows between two places, of which the second follows a line end.
 * @returns ALL_READ, EMPTY_LINE or UNUSUAL */
export function readRows(start: usize, end: usize): i32 {
  let at = start;
  while (at < end) {
    let count: u32 = 0;
    while (count < BATCH && at < end) {
      const next = readRow(at, end, count);
      if (next == NOWHERE) break;
      at = next;
      count += 1;
    }
    if (rowsRead + count > expectedRows || !placeBatch(count)) return UNUSUAL;
    rowsRead += count;
    if (count < BATCH && at < end) return stopAt(at);
  }
  return ALL_READ;
}

function stopAt(at: usize): i32 {
  stoppedAt = at;
  const isEmpty = load<u16>(at) == CARRIAGE_RETURN_LINE_FEED || load<u8>(at) == LINE_FEED;
  return isEmpty ? EMPTY_LINE : UNUSUAL;
}

/** Reads a row into the batch. Each refusal is a jump and never part of the place where the next row begins: that row
 * would have to wait until the numbers of this one are known, which takes half as long again.
 * @returns the start of the next row, or NOWHERE */
@inline
function readRow(start: usize, limit: usize, place: u32): usize {
  let at = start;
  for (let field: u32 = 0; field < fieldCount; field++) {
    const column = load<u32>(columnOfField + (<usize>field << 2));
    const isQuoted = load<u8>(at) == QUOTE;
    const first = at + <usize>isQuoted;
    let end: usize;
    if (column == IDENTIFIER) {
      end = hasHashedIds ? contentEnd(first, isQuoted, limit) : denseIdEnd(first);
      if (!noteId(first, end, place)) return NOWHERE;
    } else {
      end = areClasses() ? first + 1 : contentEnd(first, isQuoted, limit);
      if (!noteCell(first, end, staged, place * columnCount + column)) return NOWHERE;
    }
    if (isQuoted) {
      if (load<u8>(end) != QUOTE) return NOWHERE;
      end += 1;
    }
    if (field + 1 < fieldCount) {
      if (load<u8>(end) != COMMA) return NOWHERE;
    } else if (load<u8>(end) != LINE_FEED) {
      if (load<u8>(end) != CARRIAGE_RETURN || load<u8>(end, 1) != LINE_FEED) return NOWHERE;
      end += 1;
    }
    at = end + 1;
  }
  return at;
}

/** Where the content of a field ends. */
@inline
function contentEnd(first: usize, isQuoted: bool, limit: usize): usize {
  return isQuoted ? quotedEnd(first, limit) : plainEnd(first);
}

/** Notes an identifier for the look-up. @returns whether it may be one */
@inline
function noteId(first: usize, end: usize, place: u32): bool {
  if (!hasHashedIds) {
    const number = denseNumber(first);
    store<u32>(HASHES + (<usize>place << 2), number);
    return number != ABSENT;
  }
  if (end <= first) return false;
  store<u32>(HASHES + (<usize>place << 2), hashOf(first, end - first));
  store<u32>(STARTS + (<usize>place << 2), <u32>first);
  store<u32>(LENGTHS + (<usize>place << 2), <u32>(end - first));
  return true;
}

/** Looks the rows of a batch up and puts their values there. @returns false when an identifier is unknown */
@inline
function placeBatch(count: u32): bool {
  const areKnown = hasHashedIds ? findHashed(count) : findDense(count);
  if (areKnown) putValues(count);
  return areKnown;
}

@inline
function findDense(count: u32): bool {
  let isUnknown = false;
  for (let place: u32 = 0; place < count; place++) {
    const row = rowOfDense(load<u32>(HASHES + (<usize>place << 2)));
    store<u32>(ROWS + (<usize>place << 2), row);
    isUnknown = isUnknown || row == ABSENT;
  }
  return !isUnknown;
}

/** Touches all slots before any is judged: the reads that miss the cache overlap. */
@inline
function findHashed(count: u32): bool {
  let touched: u64 = 0;
  for (let place: u32 = 0; place < count; place++) touched |= load<u64>(slotOf(load<u32>(HASHES + (<usize>place << 2))));
  if (touched == 0) return count == 0;
  for (let place: u32 = 0; place < count; place++) {
    const offset = <usize>place << 2;
    const row = rowOfHashed(load<u32>(HASHES + offset), load<u32>(STARTS + offset), load<u32>(LENGTHS + offset));
    if (row == ABSENT) return false;
    store<u32>(ROWS + offset, row);
  }
  return true;
}

/** Puts the staged values at their rows. An identifier that comes twice leaves another row without values, which is seen
 * at the end. */
@inline
function putValues(count: u32): void {
  if (areClasses()) putClasses(count);
  else if (columnCount == 1) putSingle(count);
  else putSeveral(count);
}

@inline
function rowAt(place: usize): usize {
  return load<u32>(ROWS + (place << 2));
}

@inline
function putClasses(count: u32): void {
  for (let place: usize = 0; place < count; place++) store<u8>(values + rowAt(place), load<u8>(staged + place));
}

@inline
function putSingle(count: u32): void {
  for (let place: usize = 0; place < count; place++) {
    store<u64>(values + (rowAt(place) << 3), load<u64>(staged + (place << 3)));
  }
}

function putSeveral(count: u32): void {
  for (let place: usize = 0; place < count; place++) {
    const target = values + ((rowAt(place) * columnCount) << 3);
    const source = staged + ((place * columnCount) << 3);
    for (let column: usize = 0; column < columnCount; column++) {
      store<u64>(target + (column << 3), load<u64>(source + (column << 3)));
    }
  }
}

/** Whether every expected row has come exactly once: as many rows as expected, and none without a cell. */
export function isComplete(): bool {
  if (rowsRead != expectedRows) return false;
  return areClasses() ? hasEveryByte() : hasEveryNumber();
}

function hasEveryByte(): bool {
  const blockEnd = values + (expectedRows & ~15);
  const end = values + expectedRows;
  let missing = i8x16.splat(0);
  let at = values;
  for (; at < blockEnd; at += 16) missing = v128.or(missing, i8x16.eq(v128.load(at), i8x16.splat(<i8>NO_CLASS)));
  for (; at < end; at++) if (load<u8>(at) == NO_CLASS) return false;
  return !v128.any_true(missing);
}

/** Bytes of ones are not a number, which is not equal to itself. */
function hasEveryNumber(): bool {
  let missing: u32 = 0;
  for (let row: usize = 0; row < expectedRows; row++) {
    const value = load<f64>(values + ((row * columnCount) << 3));
    missing |= <u32>(value != value);
  }
  return missing == 0;
}
