import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, rm, type FileHandle } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { refuse } from "#app/accounts/refusal.ts";

/** A file that has arrived whole, and is kept until it is discarded: small ones in memory, others on disk. */
export type ReceivedFile = {
  sizeBytes: number;
  sha256: string;
  /** The bytes, from the start; may be read several times. */
  read: () => AsyncIterable<Uint8Array>;
  discard: () => Promise<void>;
};

// Above this a file goes to disk, so that fifty uploads at once do not fill the memory.
const memoryLimitBytes = 1 << 20;

/** Receives a request's body.
 * @throws Refused `file_too_large` as soon as the limit is passed, `invalid_input` when there is no body
 * Effects: above 1 MiB a temporary file, until `discard`. */
export async function receiveFile(request: Request, maxBytes: number): Promise<ReceivedFile> {
  if (Number(request.headers.get("Content-Length")) > maxBytes) refuse("file_too_large", { maxBytes });
  if (request.body === null) return inMemory(createHash("sha256"), [], 0);
  return receive(request.body, maxBytes);
}

async function receive(body: ReadableStream<Uint8Array>, maxBytes: number): Promise<ReceivedFile> {
  const hash = createHash("sha256");
  const kept: Uint8Array[] = [];
  const spool = new Spool();
  let sizeBytes = 0;
  try {
    for await (const chunk of chunksOf(body)) {
      sizeBytes += chunk.byteLength;
      if (sizeBytes > maxBytes) refuse("file_too_large", { maxBytes });
      hash.update(chunk);
      kept.push(chunk);
      if (sizeBytes > memoryLimitBytes) await spool.write(kept.splice(0));
    }
    await spool.close();
  } catch (error) {
    await spool.remove();
    throw error;
  }
  if (!spool.isUsed) return inMemory(hash, kept, sizeBytes);
  const sha256 = hash.digest("hex");
  return { sizeBytes, sha256, read: () => createReadStream(spool.path), discard: () => spool.remove() };
}

function inMemory(
  hash: ReturnType<typeof createHash>,
  chunks: Uint8Array[],
  sizeBytes: number,
): ReceivedFile {
  const read = async function* () {
    yield* chunks;
  };
  return { sizeBytes, sha256: hash.digest("hex"), read, discard: async () => {} };
}

/** A temporary file that is made at the first write. */
class Spool {
  readonly path = join(tmpdir(), `palmares-${randomUUID()}`);
  #file: FileHandle | null = null;

  get isUsed(): boolean {
    return this.#file !== null;
  }

  async write(chunks: Uint8Array[]): Promise<void> {
    this.#file ??= await open(this.path, "wx", 0o600);
    await this.#file.writev(chunks);
  }

  async close(): Promise<void> {
    await this.#file?.close();
  }

  async remove(): Promise<void> {
    await this.#file?.close().catch(ignoreClosed);
    await rm(this.path, { force: true });
  }
}

/** A file that is closed twice says EBADF; anything else is worth knowing. */
function ignoreClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== "EBADF") throw error;
}

/** The bytes of a body, as they arrive.
 * @throws Refused `body_cut_off` when the sender stops before its end */
export async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(() => refuse("body_cut_off"));
      if (done) return;
      yield value;
    }
  } finally {
    reader.releaseLock();
  }
}
