import { UnreadableFile } from "../faults.ts";
import { messages } from "../messages.ts";
import {
  isAllowedName,
  isContentName,
  megabytes,
  unpackedAtOnce,
  type Bytes,
  type Limits,
} from "./unpack.ts";
import { ZipArchive, type EntrySink } from "./zip-archive.ts";

/** A file of an archive. Its name is judged and compared, never used as a path. */
export type ArchivedFile = { name: string; content: Uint8Array<ArrayBuffer> };

/** The files of a zip, one after the other, so that only one is in memory. That the archive agrees with its own directory
 * is known at its end.
 * @throws UnreadableFile `archive`, `too_large` when one of them or all together pass the limits */
export async function* zipFiles(packed: Bytes, limits: Limits): AsyncGenerator<ArchivedFile> {
  const files = new CollectedFiles(limits);
  const archive = new ZipArchive((name, index) => files.open(name, index));
  let isFirst = true;
  for await (const chunk of packed) {
    if (isFirst && !isZip(chunk)) throw new UnreadableFile("archive", messages.archiveOfPictures());
    isFirst = false;
    for (let at = 0; at < chunk.length; at += unpackedAtOnce) {
      archive.push(chunk.subarray(at, at + unpackedAtOnce));
      yield* files.take();
    }
  }
  if (isFirst) throw new UnreadableFile("empty_file", messages.archiveOfPictures());
  archive.end();
  yield* files.take();
}

/** A zip without password begins with a local file header whose flags say so. */
function isZip(start: Uint8Array): boolean {
  return start[0] === 0x50 && start[1] === 0x4b && start[2] === 3 && ((start[6] ?? 0) & 1) === 0;
}

class CollectedFiles {
  readonly #limits: Limits;
  #complete: ArchivedFile[] = [];
  #sizeBytes = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  take(): ArchivedFile[] {
    return this.#complete.splice(0);
  }

  /** @throws UnreadableFile `archive` for a name that leaves the archive */
  open(name: string, index: number): EntrySink | null {
    const { maxBytes, maxFiles = Infinity, maxBytesOfFile = maxBytes } = this.#limits;
    if (!isAllowedName(name) || index >= maxFiles)
      throw new UnreadableFile("archive", messages.archiveOfPictures());
    if (!isContentName(name)) return null;
    const pieces: Uint8Array[] = [];
    let ofFile = 0;
    return (piece, isLast) => {
      pieces.push(piece);
      ofFile += piece.byteLength;
      this.#sizeBytes += piece.byteLength;
      if (this.#sizeBytes > maxBytes || ofFile > maxBytesOfFile)
        throw new UnreadableFile(
          "too_large",
          messages.tooLarge(megabytes(Math.min(maxBytes, maxBytesOfFile))),
          { value: name },
        );
      if (isLast) this.#complete.push({ name, content: joined(pieces) });
    };
  }
}

function joined(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.byteLength, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}
