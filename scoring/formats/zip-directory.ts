import { strFromU8 } from "fflate";

/** What the directory at the end of a zip says of a file. */
export type DirectoryEntry = {
  name: string;
  crc: number;
  sizeBytes: number;
  /** Where its own header stands. */
  offset: number;
  /** A file or folder without password: no link, no device. */
  isPlain: boolean;
};

const endMark = 0x06054b50;
const endBytes = 22;
const longestComment = 0xffff;
const largeEndMark = 0x06064b50;
const largeEndBytes = 56;
const locatorMark = 0x07064b50;
const locatorBytes = 20;
const entryMark = 0x02014b50;
const entryBytes = 46;
/** Where a number does not fit, this stands, and the number elsewhere. */
const elsewhere32 = 0xffffffff;
const elsewhere16 = 0xffff;

/** Reads a zip's directory.
 * @param tail the last bytes of the archive, at least the directory
 * @param archiveBytes how long the archive is
 * @returns null when there is none, or it is damaged
 * Source: PKWARE, APPNOTE 6.3, sections 4.3.12 to 4.3.16. */
export function readDirectory(tail: Uint8Array, archiveBytes: number): DirectoryEntry[] | null {
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  const end = placeOfEnd(view);
  const summary = end === null ? null : summaryAt(view, end, archiveBytes - tail.byteLength);
  if (summary === null) return null;
  const start = summary.offset - (archiveBytes - tail.byteLength);
  // Every entry takes its bytes: a count that lies is found before anything is made for it.
  if (start < 0 || summary.sizeBytes < summary.count * entryBytes || start + summary.sizeBytes > summary.end)
    return null;
  try {
    return entriesFrom(view, start, summary.count);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

type Summary = { count: number; sizeBytes: number; offset: number; end: number };

/** The end of the directory must be the end of the archive, but for a comment of the length that it says. */
function placeOfEnd(view: DataView): number | null {
  const last = view.byteLength - endBytes;
  for (let at = last; at >= Math.max(0, last - longestComment); at--) {
    if (view.getUint32(at, true) === endMark && view.getUint16(at + 20, true) === last - at) return at;
  }
  return null;
}

function summaryAt(view: DataView, end: number, skipped: number): Summary | null {
  const count = view.getUint16(end + 10, true);
  const sizeBytes = view.getUint32(end + 12, true);
  const offset = view.getUint32(end + 16, true);
  if (count !== elsewhere16 && sizeBytes !== elsewhere32 && offset !== elsewhere32)
    return { count, sizeBytes, offset, end };
  const locator = end - locatorBytes;
  if (locator < 0 || view.getUint32(locator, true) !== locatorMark) return null;
  const large = Number(view.getBigUint64(locator + 8, true)) - skipped;
  if (!(large >= 0 && large + largeEndBytes <= locator) || view.getUint32(large, true) !== largeEndMark)
    return null;
  const number = (at: number) => Number(view.getBigUint64(large + at, true));
  return { count: number(32), sizeBytes: number(40), offset: number(48), end: large };
}

function entriesFrom(view: DataView, start: number, count: number): DirectoryEntry[] | null {
  const entries: DirectoryEntry[] = [];
  let at = start;
  for (let index = 0; index < count; index++) {
    if (view.getUint32(at, true) !== entryMark) return null;
    const nameBytes = view.getUint16(at + 28, true);
    const extraBytes = view.getUint16(at + 30, true);
    const flags = view.getUint16(at + 8, true);
    const name = new Uint8Array(view.buffer, view.byteOffset + at + entryBytes, nameBytes);
    const extra = { from: at + entryBytes + nameBytes, to: at + entryBytes + nameBytes + extraBytes };
    const large = new LargeNumbers(view, extra);
    const sizeBytes = large.of(view.getUint32(at + 24, true));
    // Read in the order in which they stand: unpacked, packed, place.
    large.of(view.getUint32(at + 20, true));
    entries.push({
      name: strFromU8(name, (flags & 0x0800) === 0),
      crc: view.getUint32(at + 16, true),
      sizeBytes,
      offset: large.of(view.getUint32(at + 42, true)),
      isPlain: (flags & 1) === 0 && isFileOrFolder(view, at),
    });
    at = extra.to + view.getUint16(at + 32, true);
  }
  return entries;
}

/** Numbers of 64 bits, which stand in an extra field when they do not fit. */
class LargeNumbers {
  readonly #view: DataView;
  #at: number;
  #end: number;

  constructor(view: DataView, { from, to }: { from: number; to: number }) {
    this.#view = view;
    this.#at = this.#end = to;
    for (let at = from; at + 4 <= to; at += 4 + view.getUint16(at + 2, true)) {
      if (view.getUint16(at, true) !== 1) continue;
      this.#at = at + 4;
      this.#end = Math.min(to, at + 4 + view.getUint16(at + 2, true));
      return;
    }
  }

  of(short: number): number {
    if (short !== elsewhere32 || this.#at + 8 > this.#end) return short;
    this.#at += 8;
    return Number(this.#view.getBigUint64(this.#at - 8, true));
  }
}

const madeOnUnix = 3;
const kindOfFile = 0xf000;
const plainKinds = [0, 0x8000, 0x4000];

function isFileOrFolder(view: DataView, at: number): boolean {
  if (view.getUint8(at + 5) !== madeOnUnix) return true;
  return plainKinds.includes((view.getUint32(at + 38, true) >>> 16) & kindOfFile);
}
