import { rowsAllRead, rowsEmptyLine, type Kernels } from "../kernels/kernels.ts";

const lineFeed = 10;

type Hooks = {
  /** @returns false when the columns are not those expected */
  onHeader: (header: string) => boolean;
  /** Makes ready for rows of so many bytes; the memory may grow. */
  beforeRows: (sizeBytes: number) => void;
};

/** Cuts chunks at their last line end; the begun row moves in front of the next chunk. */
export class RowsOfFile {
  readonly #kernels: Kernels;
  readonly #hooks: Hooks;
  readonly #longestRow: number;
  /** Where the next chunk goes. */
  readonly place: number;
  #carried = 0;
  #hasHeader = false;
  /** After an empty line only empty lines may come. */
  #isOver = false;

  /** @param place behind room for the longest row that may begin in one chunk and end in the next */
  constructor(kernels: Kernels, place: number, longestRow: number, hooks: Hooks) {
    this.#kernels = kernels;
    this.place = place;
    this.#longestRow = longestRow;
    this.#hooks = hooks;
  }

  /** Reads a chunk that has come. @returns false when the file is not to be accepted */
  take(count: number): boolean {
    let start = this.place - this.#carried;
    const end = this.place + count;
    const rowsEnd = start + this.#bytes().subarray(start, end).lastIndexOf(lineFeed) + 1;
    if (rowsEnd > start && !this.#hasHeader) start = this.#takeHeader(start, end);
    if (start < 0 || (rowsEnd > start && !this.#takeRows(start, rowsEnd))) return false;
    this.#carried = end - Math.max(rowsEnd, start);
    if (this.#carried > this.#longestRow) return false;
    this.#bytes().copyWithin(this.place - this.#carried, end - this.#carried, end);
    return true;
  }

  /** Reads what is left, a last row without line end. */
  end(): boolean {
    if (this.#carried === 0) return this.#hasHeader;
    this.#bytes()[this.place] = lineFeed;
    return this.take(1);
  }

  /** @returns where the rows begin, or −1 */
  #takeHeader(start: number, end: number): number {
    const bytes = this.#bytes();
    const headerEnd = bytes.indexOf(lineFeed, start) + 1;
    this.#hasHeader =
      headerEnd > 0 && headerEnd <= end && this.#hooks.onHeader(utf8(bytes.subarray(start, headerEnd)));
    return this.#hasHeader ? headerEnd : -1;
  }

  #takeRows(start: number, end: number): boolean {
    if (this.#isOver) return this.#isBlank(start, end);
    this.#hooks.beforeRows(end - start);
    const answer = this.#kernels.readRows(start, end);
    if (answer === rowsAllRead) return true;
    this.#isOver = answer === rowsEmptyLine;
    return this.#isOver && this.#isBlank(this.#kernels.stopPlace(), end);
  }

  #isBlank(start: number, end: number): boolean {
    return /^(?:\r?\n)*$/.test(utf8(new Uint8Array(this.#kernels.memory.buffer, start, end - start)));
  }

  /** The memory as it is now: it may grow between two rows. */
  #bytes(): Uint8Array {
    return new Uint8Array(this.#kernels.memory.buffer);
  }
}

/** Text without its byte-order mark.
 * @throws TypeError when it is not UTF-8 */
function utf8(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}
