import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { S3Error } from "./errors.ts";
import { Turns } from "./turns.ts";

/** A part of an object as it lies on disk. */
export type Blob = { name: string; sizeBytes: number; md5: string };

/** What is known of an object; writing this file is the moment at which the object exists. */
export type ObjectFacts = {
  bucket: string;
  key: string;
  blobs: Blob[];
  sizeBytes: number;
  etag: string;
  contentType: string;
  modifiedAt: string;
};

export type BodyChecks = { maxBytes: number; sha256: string | null; md5: string | null };

/** Objects in a folder: bytes in `blobs`, facts in `objects`, each under a hashed name, so that no key is ever a path.
 * Everything is on disk for good before a write returns. */
export class Storage {
  readonly #folder: string;
  /** All objects by bucket and key, as read at the start and kept up to date. */
  readonly #objects = new Map<string, ObjectFacts>();
  /** Writes of one key come one after the other. */
  readonly #turns = new Turns();

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Opens the folder and reads what it holds.
   * @throws Error when the facts of an object cannot be read */
  static async open(folder: string): Promise<Storage> {
    const storage = new Storage(folder);
    for (const part of ["blobs", "objects"])
      await mkdir(join(folder, part), { recursive: true, mode: 0o700 });
    for (const text of await readAll(join(folder, "objects"))) {
      const facts: ObjectFacts = JSON.parse(text);
      storage.#objects.set(place(facts.bucket, facts.key), facts);
    }
    return storage;
  }

  /** Names of the blobs of which objects are made. */
  blobNames(): Set<string> {
    return new Set([...this.#objects.values()].flatMap((facts) => facts.blobs.map((blob) => blob.name)));
  }

  /** Removes the blobs that interrupted writes have left. To be called before the first write.
   * @param needed blobs that others than objects refer to */
  async removeUnnamed(needed: ReadonlySet<string>): Promise<void> {
    const named = this.blobNames();
    for (const name of await readdir(join(this.#folder, "blobs"))) {
      if (!named.has(name) && !needed.has(name)) await rm(join(this.#folder, "blobs", name), { force: true });
    }
  }

  find(bucket: string, key: string): ObjectFacts | null {
    return this.#objects.get(place(bucket, key)) ?? null;
  }

  /** Objects of a bucket whose key begins so, in the order of their keys. */
  list(bucket: string, prefix: string): ObjectFacts[] {
    const found = [...this.#objects.values()].filter(
      (facts) => facts.bucket === bucket && facts.key.startsWith(prefix),
    );
    return found.sort((a, b) => compareKeys(a.key, b.key));
  }

  /** Receives bytes into a new blob.
   * @throws S3Error when they are too many, or not those promised; nothing is kept then */
  async writeBlob(body: AsyncIterable<Uint8Array>, checks: BodyChecks): Promise<Blob> {
    const name = randomUUID();
    const path = join(this.#folder, "blobs", name);
    const file = await open(path, "wx", 0o600);
    const sha256 = createHash("sha256");
    const md5 = createHash("md5");
    let sizeBytes = 0;
    try {
      for await (const chunk of body) {
        sizeBytes += chunk.byteLength;
        if (sizeBytes > checks.maxBytes)
          throw new S3Error(400, "EntityTooLarge", "The body is larger than allowed.");
        sha256.update(chunk);
        md5.update(chunk);
        await file.write(chunk);
      }
      const digest = md5.digest();
      if (checks.sha256 !== null && checks.sha256 !== sha256.digest("hex")) {
        throw new S3Error(400, "XAmzContentSHA256Mismatch", "The body does not match its SHA-256.");
      }
      if (checks.md5 !== null && checks.md5 !== digest.toString("base64")) {
        throw new S3Error(400, "BadDigest", "The body does not match its MD5.");
      }
      await file.sync();
      await file.close();
      return { name, sizeBytes, md5: digest.toString("hex") };
    } catch (error) {
      // On a full disk closing fails, too.
      await file.close().catch(() => {});
      await rm(path, { force: true });
      throw error;
    }
  }

  /** Makes blobs an object, in place of an earlier one.
   * @param isAllowed asked when it is this write's turn, with the object that is there now */
  async commit(facts: ObjectFacts, isAllowed: (current: ObjectFacts | null) => boolean): Promise<void> {
    await this.#turns.take(place(facts.bucket, facts.key), async () => {
      const current = this.find(facts.bucket, facts.key);
      if (!isAllowed(current)) {
        await this.discard(facts.blobs);
        throw new S3Error(412, "PreconditionFailed", "The object is not what the condition asks for.");
      }
      // The bytes are on disk since they were received; now their names are, too.
      await syncFolder(join(this.#folder, "blobs"));
      await writeDurably(
        join(this.#folder, "objects"),
        fileName(facts.bucket, facts.key),
        JSON.stringify(facts),
      );
      this.#objects.set(place(facts.bucket, facts.key), facts);
      const kept = new Set(facts.blobs.map((blob) => blob.name));
      await this.discard((current?.blobs ?? []).filter((blob) => !kept.has(blob.name)));
    });
  }

  async remove(bucket: string, key: string): Promise<void> {
    await this.#turns.take(place(bucket, key), async () => {
      const current = this.find(bucket, key);
      if (current === null) return;
      await rm(join(this.#folder, "objects", fileName(bucket, key)), { force: true });
      await syncFolder(join(this.#folder, "objects"));
      this.#objects.delete(place(bucket, key));
      await this.discard(current.blobs);
    });
  }

  async discard(blobs: readonly Blob[]): Promise<void> {
    for (const blob of blobs) await rm(join(this.#folder, "blobs", blob.name), { force: true });
  }

  /** The bytes from `start` to `end`, both included. */
  async *read(facts: ObjectFacts, start: number, end: number): AsyncGenerator<Uint8Array> {
    let offset = 0;
    for (const blob of facts.blobs) {
      const from = Math.max(0, start - offset);
      const to = Math.min(blob.sizeBytes - 1, end - offset);
      if (from <= to)
        yield* createReadStream(join(this.#folder, "blobs", blob.name), { start: from, end: to });
      offset += blob.sizeBytes;
    }
  }
}

/** The facts of an object made of blobs, now. */
export function objectFacts(object: Omit<ObjectFacts, "sizeBytes" | "modifiedAt">): ObjectFacts {
  const sizeBytes = object.blobs.reduce((total, blob) => total + blob.sizeBytes, 0);
  return { ...object, sizeBytes, modifiedAt: new Date().toISOString() };
}

/** Writes a file so that after a crash it is there whole or not at all. */
export async function writeDurably(folder: string, name: string, text: string): Promise<void> {
  const path = join(folder, `${name}.${randomUUID()}.new`);
  try {
    const file = await open(path, "wx", 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(path, join(folder, name));
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  await syncFolder(folder);
}

/** The texts of a folder's documents. What an interrupted write has left half-done is removed. */
export async function readAll(folder: string): Promise<string[]> {
  const texts: string[] = [];
  for (const name of await readdir(folder)) {
    if (name.endsWith(".json")) texts.push(await readFile(join(folder, name), "utf8"));
    else await rm(join(folder, name), { force: true });
  }
  return texts;
}

/** The order of keys in a listing: that of their UTF-8 bytes, which is not that of JavaScript's strings. */
export function compareKeys(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  await handle.sync();
  await handle.close();
}

function place(bucket: string, key: string): string {
  return `${bucket}/${key}`;
}

function fileName(bucket: string, key: string): string {
  return `${createHash("sha256").update(place(bucket, key)).digest("hex")}.json`;
}
