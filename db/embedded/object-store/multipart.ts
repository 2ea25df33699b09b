import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { S3Error } from "./errors.ts";
import { writeDurably, type Blob } from "./storage.ts";

/** An object on its way in parts; kept on disk, so that an upload survives a restart. */
export type Upload = {
  id: string;
  bucket: string;
  key: string;
  contentType: string;
  startedAt: string;
  parts: Record<string, Blob>;
};

const lifetimeMs = 7 * 86_400_000;

/** Unfinished uploads. */
export class Uploads {
  readonly #folder: string;
  readonly #uploads = new Map<string, Upload>();

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async open(folder: string, now: Date): Promise<Uploads> {
    const uploads = new Uploads(join(folder, "uploads"));
    await mkdir(uploads.#folder, { recursive: true, mode: 0o700 });
    for (const name of await readdir(uploads.#folder)) {
      const path = join(uploads.#folder, name);
      if (!name.endsWith(".json")) continue;
      const upload: Upload = JSON.parse(await readFile(path, "utf8"));
      if (now.getTime() - Date.parse(upload.startedAt) > lifetimeMs) await rm(path, { force: true });
      else uploads.#uploads.set(upload.id, upload);
    }
    return uploads;
  }

  names(blob: string): boolean {
    return [...this.#uploads.values()].some((upload) =>
      Object.values(upload.parts).some((part) => part.name === blob),
    );
  }

  async begin(bucket: string, key: string, contentType: string): Promise<Upload> {
    const upload = {
      id: randomUUID(),
      bucket,
      key,
      contentType,
      startedAt: new Date().toISOString(),
      parts: {},
    };
    await this.#save(upload);
    return upload;
  }

  /** @throws S3Error 404 `NoSuchUpload` */
  find(bucket: string, key: string, id: string): Upload {
    const upload = this.#uploads.get(id);
    if (upload?.bucket !== bucket || upload.key !== key)
      throw new S3Error(404, "NoSuchUpload", "There is no such upload.");
    return upload;
  }

  /** @returns the part of that number that it replaces; null when there was none */
  async addPart(upload: Upload, number: number, blob: Blob): Promise<Blob | null> {
    const replaced = upload.parts[String(number)] ?? null;
    upload.parts[String(number)] = blob;
    await this.#save(upload);
    return replaced;
  }

  /** The parts that a completion names, in its order.
   * @throws S3Error 400 */
  chosenParts(upload: Upload, wanted: readonly { number: number; etag: string }[]): Blob[] {
    return wanted.map(({ number, etag }, index) => {
      const part = upload.parts[String(number)];
      if (part === undefined || part.md5 !== etag)
        throw new S3Error(400, "InvalidPart", "A part is missing or differs.");
      if (index > 0 && number <= (wanted[index - 1]?.number ?? 0))
        throw new S3Error(400, "InvalidPartOrder", "Parts must ascend.");
      return part;
    });
  }

  async end(upload: Upload): Promise<void> {
    this.#uploads.delete(upload.id);
    await rm(join(this.#folder, `${upload.id}.json`), { force: true });
  }

  async #save(upload: Upload): Promise<void> {
    await writeDurably(this.#folder, `${upload.id}.json`, JSON.stringify(upload));
    this.#uploads.set(upload.id, upload);
  }
}

/** The tag of an object made of parts: the MD5 of their MD5s, and their number. */
export function etagOfParts(parts: readonly Blob[]): string {
  const digests = parts.map((part) => Buffer.from(part.md5, "hex"));
  return `${createHash("md5").update(Buffer.concat(digests)).digest("hex")}-${String(parts.length)}`;
}
