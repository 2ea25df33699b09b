import { absentRow, type Kernels } from "../kernels/kernels.ts";
import type { Layout } from "../kernels/memory.ts";

/** The expected identifiers in the compact form in which kernels find them. */
export type IdIndex =
  | {
      kind: "dense";
      prefix: Uint8Array;
      digits: number;
      smallest: number;
      span: number;
      /** Row of each number from `smallest` on, or `absentRow`; null when number − smallest is the row. */
      rowOfNumber: Uint32Array | null;
    }
  | {
      kind: "hashed";
      count: number;
      /** Row, length in bytes, UTF-8 text with zeros up to a multiple of eight: one after the other. */
      records: Uint8Array;
    };

const longestPrefix = 16;
const mostDigits = 8;
const longestIdBytes = 1000;
/** A table of numbers is worth it while at least one in four has a row. */
const leastDensity = 1 / 4;

/** Packs identifiers, which must differ, in the order of their rows.
 * @returns null when an identifier is such that only the plain reader knows how it may be written */
export function packIds(ids: readonly string[]): IdIndex | null {
  const isPackable = (id: string) => id !== "" && id.length <= longestIdBytes / 3 && !/["\r]/.test(id);
  if (ids.length === 0 || !ids.every(isPackable)) return null;
  return denseIndex(ids) ?? { kind: "hashed", count: ids.length, records: recordsOf(ids) };
}

/** The identifiers of an index in the order of their rows. */
export function unpackIds(index: IdIndex, rows: number): string[] {
  const ids = new Array<string>(rows).fill("");
  if (index.kind === "hashed") {
    for (const { row, text } of eachRecord(index.records)) ids[row] = text;
    return ids;
  }
  const prefix = new TextDecoder().decode(index.prefix);
  for (let number = 0; number < index.span; number++) {
    const row = index.rowOfNumber === null ? number : (index.rowOfNumber[number] ?? absentRow);
    if (row !== absentRow) ids[row] = prefix + String(index.smallest + number).padStart(index.digits, "0");
  }
  return ids;
}

/** Puts an index into the memory of kernels and has them use it.
 * @returns whether identifiers are looked up by hash */
export function installIndex(index: IdIndex, kernels: Kernels, layout: Layout): boolean {
  if (index.kind === "dense") {
    const rowsAt = index.rowOfNumber === null ? 0 : layout.take(index.rowOfNumber.byteLength);
    const formAt = layout.take(52);
    if (index.rowOfNumber !== null) new Uint32Array(kernels.memory.buffer, rowsAt).set(index.rowOfNumber);
    new Uint8Array(kernels.memory.buffer, formAt).set(denseForm(index, rowsAt));
    kernels.useDenseIds(formAt);
    return false;
  }
  const slotCount = 2 ** Math.ceil(Math.log2(index.count * 2 + 1));
  const recordsAt = layout.take(index.records.byteLength);
  const slotsAt = layout.take(slotCount * 8);
  new Uint8Array(kernels.memory.buffer, recordsAt).set(index.records);
  kernels.useHashedIds(slotsAt, slotCount, recordsAt);
  if (!kernels.enterRecords(index.records.byteLength))
    throw new Error("Two expected identifiers are the same.");
  return true;
}

/** Prefix and mask, sixteen bytes each; then length of the prefix, number of digits, smallest number, span, place of the
 * table of rows, four bytes each. */
function denseForm(index: Extract<IdIndex, { kind: "dense" }>, rowsAt: number): Uint8Array {
  const form = new Uint8Array(52);
  form.set(index.prefix);
  form.fill(0xff, longestPrefix, longestPrefix + index.prefix.length);
  form.set(
    new Uint8Array(
      Uint32Array.of(index.prefix.length, index.digits, index.smallest, index.span, rowsAt).buffer,
    ),
    32,
  );
  return form;
}

function denseIndex(ids: readonly string[]): IdIndex | null {
  const [first = ""] = ids;
  const prefixLength = commonPrefixLength(ids);
  // The common beginning may end in digits, zeros for instance; identifiers all alike but for the end keep one digit.
  const prefix = first.slice(0, Math.min(prefixLength, first.length - 1));
  const digits = first.length - prefix.length;
  const form = /^[0-9]+$/;
  const isDense = (id: string) => id.length === first.length && form.test(id.slice(prefix.length));
  if (digits > mostDigits || !/^[\u0020-\u007e]{0,16}$/.test(prefix) || !ids.every(isDense)) return null;
  const numbers = Uint32Array.from(ids, (id) => Number(id.slice(prefix.length)));
  const smallest = numbers.reduce((a, b) => Math.min(a, b));
  const span = numbers.reduce((a, b) => Math.max(a, b)) - smallest + 1;
  if (ids.length < span * leastDensity) return null;
  const isInOrder = numbers.every((number, row) => number === smallest + row);
  const rowOfNumber = isInOrder ? null : new Uint32Array(span).fill(absentRow);
  if (rowOfNumber !== null)
    for (const [row, number] of numbers.entries()) rowOfNumber[number - smallest] = row;
  return { kind: "dense", prefix: new TextEncoder().encode(prefix), digits, smallest, span, rowOfNumber };
}

function commonPrefixLength(ids: readonly string[]): number {
  const [first = ""] = ids;
  let length = first.length;
  for (const id of ids) {
    if (id.startsWith(first.slice(0, length))) continue;
    while (!id.startsWith(first.slice(0, length))) length -= 1;
  }
  return length;
}

function recordsOf(ids: readonly string[]): Uint8Array {
  const encoder = new TextEncoder();
  let records = new Uint8Array(ids.length * 24);
  let end = 0;
  for (const [row, id] of ids.entries()) {
    if (end + 8 + longestIdBytes > records.length) records = enlarged(records);
    const { written } = encoder.encodeInto(id, records.subarray(end + 8));
    new Uint32Array(records.buffer, end, 2).set([row, written]);
    end += 8 + roundedUp(written);
  }
  return records.slice(0, end);
}

function enlarged(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(roundedUp(Math.ceil(bytes.length * 1.5)) + 2 * longestIdBytes);
  larger.set(bytes);
  return larger;
}

function roundedUp(size: number): number {
  return Math.ceil(size / 8) * 8;
}

function* eachRecord(records: Uint8Array): Generator<{ row: number; text: string }> {
  const view = new DataView(records.buffer, records.byteOffset);
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  for (let place = 0; place < records.length;) {
    const length = view.getUint32(place + 4, true);
    const text = decoder.decode(records.subarray(place + 8, place + 8 + length));
    yield { row: view.getUint32(place, true), text };
    place += 8 + roundedUp(length);
  }
}
