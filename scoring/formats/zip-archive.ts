import { Unzip, UnzipInflate, type UnzipFile } from "fflate";
import { UnreadableFile } from "../faults.ts";
import { directoryBytesKept } from "../limits.ts";
import { messages } from "../messages.ts";
import { crc32, nothingYet } from "./crc32.ts";
import { readDirectory, type DirectoryEntry } from "./zip-directory.ts";

/** Takes the unpacked pieces of one file of an archive. `stop` ends its unpacking. */
export type EntrySink = (piece: Uint8Array, isLast: boolean, stop: () => void) => void;

type Streamed = { name: string; crc: number; sizeBytes: number; isRead: boolean; isComplete: boolean };

/** A zip read from front to back, and compared with its own directory at the end: both must tell of the same files.
 * Names are judged and never used as paths. */
export class ZipArchive {
  readonly #unzip: Unzip;
  readonly #entries: Streamed[] = [];
  readonly #tail: Uint8Array[] = [];
  #tailBytes = 0;
  #sizeBytes = 0;
  #failure: UnreadableFile | null = null;

  /** @param open told of each file; null for one that is passed over. May throw UnreadableFile. */
  constructor(open: (name: string, index: number) => EntrySink | null) {
    this.#unzip = new Unzip((file) => {
      this.#start(file, open);
    });
    this.#unzip.register(UnzipInflate);
  }

  /** @throws UnreadableFile `archive`, and what `open` and its sinks throw */
  push(chunk: Uint8Array): void {
    this.#keepTail(chunk);
    this.#step(chunk, false);
  }

  /** Ends the archive.
   * @throws UnreadableFile `archive` when it is cut off, or its directory tells of other files */
  end(): void {
    this.#step(new Uint8Array(0), true);
    const directory = readDirectory(joinedTail(this.#tail, this.#tailBytes), this.#sizeBytes);
    if (directory === null || this.#entries.some(({ isRead, isComplete }) => isRead && !isComplete))
      throw new UnreadableFile("archive", messages.archiveTruncated());
    if (!areSame(this.#entries, directory))
      throw new UnreadableFile("archive", messages.archiveContradicts());
  }

  #step(chunk: Uint8Array, isLast: boolean): void {
    try {
      this.#unzip.push(chunk, isLast);
    } catch (error) {
      // The library throws plain errors on damaged input.
      this.#failure ??= unreadable(error);
    }
    if (this.#failure !== null) throw this.#failure;
  }

  #start(file: UnzipFile, open: (name: string, index: number) => EntrySink | null): void {
    if (this.#failure !== null) return;
    const sink = open(file.name, this.#entries.length);
    const entry: Streamed = {
      ...{ name: file.name, crc: nothingYet, sizeBytes: 0 },
      ...{ isRead: sink !== null, isComplete: false },
    };
    this.#entries.push(entry);
    if (sink === null) return;
    const stop = () => {
      file.terminate();
    };
    file.ondata = (error, piece, isLast) => {
      if (error !== null) this.#failure ??= unreadable(error);
      if (this.#failure !== null) return;
      entry.crc = crc32(piece, entry.crc);
      entry.sizeBytes += piece.byteLength;
      entry.isComplete = isLast;
      try {
        sink(piece, isLast, stop);
      } catch (thrown) {
        stop();
        this.#failure ??= unreadable(thrown);
      }
    };
    file.start();
  }

  /** The directory stands at the end. */
  #keepTail(chunk: Uint8Array): void {
    // The sender may use its buffer again.
    this.#tail.push(chunk.slice());
    this.#tailBytes += chunk.byteLength;
    this.#sizeBytes += chunk.byteLength;
    for (let first = this.#tail[0]; first !== undefined; first = this.#tail[0]) {
      if (this.#tailBytes - first.byteLength < directoryBytesKept) return;
      this.#tail.shift();
      this.#tailBytes -= first.byteLength;
    }
  }
}

/** One file after the other, the same in both: name, and of what was read size and checksum. */
function areSame(streamed: readonly Streamed[], directory: readonly DirectoryEntry[]): boolean {
  const names = new Set(directory.map(({ name }) => name));
  if (streamed.length !== directory.length || names.size !== directory.length) return false;
  const byPlace = [...directory].sort((a, b) => a.offset - b.offset);
  return streamed.every((entry, index) => {
    const listed = byPlace[index];
    if (listed === undefined || listed.name !== entry.name || !listed.isPlain) return false;
    return !entry.isRead || (listed.crc === entry.crc && listed.sizeBytes === entry.sizeBytes);
  });
}

function unreadable(error: unknown): UnreadableFile {
  if (error instanceof UnreadableFile) return error;
  return new UnreadableFile("archive", messages.archiveTruncated());
}

function joinedTail(chunks: readonly Uint8Array[], sizeBytes: number): Uint8Array {
  const whole = new Uint8Array(sizeBytes);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}
