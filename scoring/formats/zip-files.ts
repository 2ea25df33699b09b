import { Unzip, UnzipInflate, type UnzipFile } from "fflate";
import { UnreadableFile } from "../faults.ts";
import { messages } from "../messages.ts";
import { inflating, isAllowedName, isContentName, megabytes, type Bytes, type Limits } from "./unpack.ts";

/** A file of an archive. Its name is judged and compared, never used as a path. */
export type ArchivedFile = { name: string; content: Uint8Array<ArrayBuffer> };

const maxFiles = 200_000;

/** The files of a zip, one after the other, so that only one is in memory.
 * @throws UnreadableFile `archive`, `too_large` when all of them together pass the limit */
export async function* zipFiles(packed: Bytes, limits: Limits): AsyncGenerator<ArchivedFile> {
  const archive = new Archive(limits);
  let isFirst = true;
  for await (const chunk of packed) {
    if (isFirst && !isZip(chunk)) throw new UnreadableFile("archive", messages.archiveOfPictures());
    isFirst = false;
    archive.push(chunk, false);
    yield* archive.take();
  }
  if (isFirst) throw new UnreadableFile("empty_file", messages.archiveOfPictures());
  archive.push(new Uint8Array(0), true);
  yield* archive.take();
  archive.end();
}

/** A zip without password begins with a local file header whose flags say so. */
function isZip(start: Uint8Array): boolean {
  return start[0] === 0x50 && start[1] === 0x4b && start[2] === 3 && ((start[6] ?? 0) & 1) === 0;
}

class Archive {
  readonly #unzip: Unzip;
  readonly #limits: Limits;
  #complete: ArchivedFile[] = [];
  #open = 0;
  #count = 0;
  #sizeBytes = 0;
  #failure: UnreadableFile | null = null;

  constructor(limits: Limits) {
    this.#limits = limits;
    this.#unzip = new Unzip((file) => {
      this.#start(file);
    });
    this.#unzip.register(UnzipInflate);
  }

  push(chunk: Uint8Array, isLast: boolean): void {
    inflating(() => {
      this.#unzip.push(chunk, isLast);
    });
    if (this.#failure !== null) throw this.#failure;
  }

  take(): ArchivedFile[] {
    return this.#complete.splice(0);
  }

  /** @throws UnreadableFile when a file has begun and not ended */
  end(): void {
    if (this.#open > 0) throw new UnreadableFile("archive", messages.archiveTruncated());
  }

  #start(file: UnzipFile): void {
    this.#count += 1;
    if (!isAllowedName(file.name) || this.#count > maxFiles)
      this.#failure ??= new UnreadableFile("archive", messages.archiveOfPictures());
    if (!isContentName(file.name) || this.#failure !== null) return;
    const chunks: Uint8Array[] = [];
    this.#open += 1;
    file.ondata = (error, chunk, isLast) => {
      if (error !== null) this.#failure ??= new UnreadableFile("archive", messages.archiveTruncated());
      if (this.#failure !== null) return;
      chunks.push(chunk);
      this.#sizeBytes += chunk.byteLength;
      if (this.#sizeBytes > this.#limits.maxBytes) this.#stop(file);
      if (!isLast) return;
      this.#open -= 1;
      this.#complete.push({ name: file.name, content: joined(chunks) });
    };
    file.start();
  }

  #stop(file: UnzipFile): void {
    file.terminate();
    this.#failure ??= new UnreadableFile("too_large", messages.tooLarge(megabytes(this.#limits.maxBytes)));
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
