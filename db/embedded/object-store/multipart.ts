import { createHash, randomUUID } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { S3Error } from "./errors.ts";
import { readAll, writeDurably, type Blob } from "./storage.ts";
import { Turns } from "./turns.ts";

/** An object on its way in parts; kept on disk, so that an upload survives a restart. */
export type Upload = {
  id: string;
  bucket: string;
  key: string;
  contentType: string;
  startedAt: string;
  parts: Record<string, Blob>;
};

/** Where an upload is found: its id alone is not enough. */
export type UploadPlace = { bucket: string; key: string; id: string };

export type UploadLimits = {
  /** An upload that nobody has ended after this time is given up. */
  lifetimeMs: number;
  /** How many may be unfinished at the same time. */
  count: number;
  /** How many of one kind, which is the first part of a key: documents must not keep predictions out. */
  perKind: number;
  /** How many in one folder, which is a key without its last part: one application must not keep the others out. */
  perFolder: number;
};

/** All parts but the last have at least this size, as everywhere in the S3 world. */
const smallestPartBytes = 5 * 2 ** 20;

/** Unfinished uploads. */
export class Uploads {
  readonly #folder: string;
  readonly #limits: UploadLimits;
  readonly #uploads = new Map<string, Upload>();
  /** What happens to one upload happens one after the other: a part that arrives late finds the upload ended. */
  readonly #turns = new Turns();

  private constructor(folder: string, limits: UploadLimits) {
    this.#folder = join(folder, "uploads");
    this.#limits = limits;
  }

  /** Reads the unfinished uploads.
   * @param stored names of the blobs of objects: an upload with such a part was completed just before a crash */
  static async open(folder: string, limits: UploadLimits, stored: ReadonlySet<string>): Promise<Uploads> {
    const uploads = new Uploads(folder, limits);
    await mkdir(uploads.#folder, { recursive: true, mode: 0o700 });
    for (const text of await readAll(uploads.#folder)) {
      const upload: Upload = JSON.parse(text);
      if (Object.values(upload.parts).some((part) => stored.has(part.name))) await uploads.#end(upload);
      else uploads.#uploads.set(upload.id, upload);
    }
    return uploads;
  }

  /** Names of the blobs that have arrived as parts. */
  blobNames(): Set<string> {
    const parts = [...this.#uploads.values()].flatMap((upload) => Object.values(upload.parts));
    return new Set(parts.map((part) => part.name));
  }

  /** @throws S3Error 503 when too many are unfinished, saying of what */
  async begin(bucket: string, key: string, contentType: string): Promise<Upload> {
    const { count, perKind, perFolder } = this.#limits;
    this.#requireRoom("in this folder", perFolder, (upload) => isBeside(upload, bucket, folderOf(key)));
    this.#requireRoom("of this kind", perKind, (upload) => isBeside(upload, bucket, kindOf(key)));
    this.#requireRoom("in all", count, () => true);
    const startedAt = new Date().toISOString();
    const upload = { id: randomUUID(), bucket, key, contentType, startedAt, parts: {} };
    await this.#save(upload);
    return upload;
  }

  /** @throws S3Error 404 `NoSuchUpload` */
  find({ bucket, key, id }: UploadPlace): Upload {
    const upload = this.#uploads.get(id);
    if (upload?.bucket !== bucket || upload.key !== key)
      throw new S3Error(404, "NoSuchUpload", "There is no such upload.");
    return upload;
  }

  /** Takes in a part.
   * @returns the part of that number that it replaces; null when there was none
   * @throws S3Error 404 when the upload has ended while the part was on its way */
  async addPart(place: UploadPlace, number: number, blob: Blob): Promise<Blob | null> {
    return this.#turns.take(place.id, async () => {
      const upload = this.find(place);
      const replaced = upload.parts[String(number)] ?? null;
      await this.#save({ ...upload, parts: { ...upload.parts, [String(number)]: blob } });
      return replaced;
    });
  }

  /** Ends an upload, once: whoever comes later does not find it any more.
   * @param work what is made of its parts first; when it throws, the upload goes on
   * @throws S3Error 404 `NoSuchUpload` */
  async end<Result>(place: UploadPlace, work: (upload: Upload) => Promise<Result>): Promise<Result> {
    return this.#turns.take(place.id, async () => {
      const upload = this.find(place);
      const result = await work(upload);
      await this.#end(upload);
      return result;
    });
  }

  /** Gives up what nobody has ended in time.
   * @returns the parts, which are no longer needed */
  async endExpired(now: Date): Promise<Blob[]> {
    const isExpired = (upload: Upload) =>
      now.getTime() - Date.parse(upload.startedAt) > this.#limits.lifetimeMs;
    const parts: Blob[] = [];
    for (const expired of [...this.#uploads.values()].filter(isExpired)) {
      await this.#turns.take(expired.id, async () => {
        const upload = this.#uploads.get(expired.id);
        if (upload === undefined) return;
        await this.#end(upload);
        parts.push(...Object.values(upload.parts));
      });
    }
    return parts;
  }

  #requireRoom(where: string, atMost: number, isCounted: (upload: Upload) => boolean): void {
    let count = 0;
    for (const upload of this.#uploads.values()) if (isCounted(upload)) count += 1;
    if (count >= atMost)
      throw new S3Error(503, "SlowDown", `Too many uploads are unfinished ${where}: ${String(atMost)}.`);
  }

  async #end(upload: Upload): Promise<void> {
    this.#uploads.delete(upload.id);
    await rm(join(this.#folder, `${upload.id}.json`), { force: true });
  }

  async #save(upload: Upload): Promise<void> {
    await writeDurably(this.#folder, `${upload.id}.json`, JSON.stringify(upload));
    this.#uploads.set(upload.id, upload);
  }
}

const kindOf = (key: string) => key.slice(0, key.indexOf("/") + 1);
const folderOf = (key: string) => key.slice(0, key.lastIndexOf("/") + 1);

function isBeside(upload: Upload, bucket: string, prefix: string): boolean {
  return upload.bucket === bucket && upload.key.startsWith(prefix);
}

/** The parts that a completion names, in its order.
 * @throws S3Error 400 */
export function chosenParts(upload: Upload, wanted: readonly { number: number; etag: string }[]): Blob[] {
  if (wanted.length === 0) throw new S3Error(400, "MalformedXML", "The completion names no part.");
  return wanted.map(({ number, etag }, index) => {
    const part = upload.parts[String(number)];
    if (part === undefined || part.md5 !== etag)
      throw new S3Error(400, "InvalidPart", "A part is missing or differs.");
    if (index > 0 && number <= (wanted[index - 1]?.number ?? 0))
      throw new S3Error(400, "InvalidPartOrder", "Parts must ascend.");
    if (index < wanted.length - 1 && part.sizeBytes < smallestPartBytes)
      throw new S3Error(400, "EntityTooSmall", "Only the last part may have less than 5 MiB.");
    return part;
  });
}

/** The tag of an object made of parts: the MD5 of their MD5s, and their number. */
export function etagOfParts(parts: readonly Blob[]): string {
  const digests = parts.map((part) => Buffer.from(part.md5, "hex"));
  return `${createHash("md5").update(Buffer.concat(digests)).digest("hex")}-${String(parts.length)}`;
}
