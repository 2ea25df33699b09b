import { createWriteStream, mkdirSync, type WriteStream } from "node:fs";
import { dirname } from "node:path";
import type { Readable } from "node:stream";

const tryAgainAfterMs = 1_000;

/** Where a part's words go. A disk that is full, or a folder that is away, loses lines until it is there again, and never
 * keeps the part waiting: what it says is always taken from it. */
export class LogFile {
  readonly #path: string;
  #stream: WriteStream | null = null;
  #failedAt = -Infinity;

  constructor(path: string) {
    this.#path = path;
  }

  /** Takes in all that a part says. */
  follow(output: Readable | null): void {
    output?.on("data", (chunk: Buffer) => {
      this.#write(chunk);
    });
  }

  end(): void {
    this.#stream?.end();
    this.#stream = null;
  }

  #write(chunk: Buffer): void {
    if (this.#stream === null && performance.now() - this.#failedAt > tryAgainAfterMs)
      this.#stream = this.#open();
    this.#stream?.write(chunk);
  }

  #open(): WriteStream | null {
    try {
      mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
    } catch {
      // The stream says so, too, and is then opened again.
    }
    const stream = createWriteStream(this.#path, { flags: "a", mode: 0o600 });
    stream.on("error", () => {
      this.#failedAt = performance.now();
      if (this.#stream === stream) this.#stream = null;
    });
    return stream;
  }
}
