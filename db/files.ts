import { Readable } from "node:stream";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListPartsCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { requireNoTransaction } from "./outside-transaction.ts";
import { steadyBody } from "./steady-body.ts";
import { storeFailure, StoreUnavailable } from "./store-unavailable.ts";

export type StoreSettings = {
  endpoint: string;
  /** Where browsers reach the same store; links are signed for it. */
  publicEndpoint: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  bucket: string;
};

export type ArrivedPart = { number: number; etag: string; sizeBytes: number };
/** A store that lets a call wait longer is taken for one that stands still. */
const silentAtMostMs = 8_000;

export type StoredObject = { key: string; sizeBytes: number; modifiedAt: Date };

/** One bucket of an S3 server, seen with one key. Every call ends within seconds when the server is away or silent, with
 * `StoreUnavailable` as for anything else that is the store's own trouble; none may be made within a transaction. */
export class ObjectStore {
  readonly #client: S3Client;
  readonly #publicClient: S3Client;
  readonly #bucket: string;

  constructor(settings: StoreSettings) {
    this.#client = storeClient(settings, settings.endpoint);
    this.#publicClient = storeClient(settings, settings.publicEndpoint);
    this.#bucket = settings.bucket;
  }

  /** Stores an object whole, durably before it returns.
   * @param content bytes, or a stream whose size is given */
  async put(
    key: string,
    content: Uint8Array | AsyncIterable<Uint8Array>,
    { contentType, sizeBytes }: { contentType: string; sizeBytes?: number; sha256?: string },
  ): Promise<void> {
    const body = content instanceof Uint8Array ? content : Readable.from(content);
    const length = content instanceof Uint8Array ? content.byteLength : sizeBytes;
    await this.#ask(() =>
      this.#client.send(
        new PutObjectCommand({
          Bucket: this.#bucket,
          Key: key,
          Body: body,
          ContentLength: length,
          ContentType: contentType,
        }),
      ),
    );
  }

  /** Stores an object where there is none yet.
   * @returns false when there is one. A store that knows no condition replaces it: who must know reads it again */
  async putIfAbsent(key: string, content: Uint8Array, contentType: string): Promise<boolean> {
    const object = { Bucket: this.#bucket, Key: key, Body: content, ContentType: contentType };
    return this.#ask(async () => {
      try {
        await this.#client.send(new PutObjectCommand({ ...object, IfNoneMatch: "*" }));
      } catch (error) {
        if (isNamed(error, ["PreconditionFailed", "ConditionalRequestConflict"])) return false;
        if (!isNamed(error, ["NotImplemented"])) throw error;
        await this.#client.send(new PutObjectCommand(object));
      }
      return true;
    });
  }

  /** Stores a second object with the same bytes.
   * @throws an error named `NoSuchKey` when there is no first one */
  async copy(from: string, to: string): Promise<void> {
    const { sizeBytes, contentType, content } = await this.read(from);
    await this.put(to, content, { contentType, sizeBytes });
  }

  /** Reads an object from its start.
   * @throws an error named `NoSuchKey` when there is none */
  async read(
    key: string,
  ): Promise<{ sizeBytes: number; contentType: string; content: AsyncIterable<Uint8Array> }> {
    const answer = await this.#ask(() =>
      this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: key })),
    );
    if (!(answer.Body instanceof Readable))
      throw new StoreUnavailable(`The object ${key} came without a body.`);
    const content = steadyBody(answer.Body, answer.ContentLength ?? null);
    const contentType = answer.ContentType ?? "application/octet-stream";
    return { sizeBytes: answer.ContentLength ?? 0, contentType, content };
  }

  /** A small text, whole; null when there is no such object. */
  async readText(key: string): Promise<string | null> {
    try {
      const chunks: Uint8Array[] = [];
      for await (const chunk of (await this.read(key)).content) chunks.push(chunk);
      return Buffer.concat(chunks).toString("utf8");
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  /** Size of an object; null when there is none. */
  async head(key: string): Promise<{ sizeBytes: number } | null> {
    try {
      const answer = await this.#ask(() =>
        this.#client.send(new HeadObjectCommand({ Bucket: this.#bucket, Key: key })),
      );
      return { sizeBytes: answer.ContentLength ?? 0 };
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  /** Removes an object; nothing happens when there is none. */
  async remove(key: string): Promise<void> {
    await this.#ask(() => this.#client.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: key })));
  }

  /** All objects whose key begins so, in the order of their keys. */
  async *list(prefix: string): AsyncGenerator<StoredObject> {
    const pages = paginateListObjectsV2({ client: this.#client }, { Bucket: this.#bucket, Prefix: prefix });
    for (;;) {
      const page = await this.#ask(() => pages.next());
      if (page.done === true) return;
      for (const { Key, Size, LastModified } of page.value.Contents ?? [])
        yield { key: Key ?? "", sizeBytes: Size ?? 0, modifiedAt: LastModified ?? new Date(0) };
    }
  }

  /** A link that lets a browser download one object for a short while, always as an attachment. */
  async signedDownload(
    key: string,
    { fileName, expiresSeconds }: { fileName: string; expiresSeconds: number },
  ): Promise<string> {
    const command = new GetObjectCommand({
      Bucket: this.#bucket,
      Key: key,
      ResponseContentDisposition: attachment(fileName),
    });
    return getSignedUrl(this.#publicClient, command, { expiresIn: expiresSeconds });
  }

  /** Begins an object that comes in parts.
   * @returns the store's id of the upload */
  async beginUpload(key: string, contentType: string): Promise<string> {
    const answer = await this.#ask(() =>
      this.#client.send(
        new CreateMultipartUploadCommand({ Bucket: this.#bucket, Key: key, ContentType: contentType }),
      ),
    );
    if (answer.UploadId === undefined) throw new StoreUnavailable("The object store gave no upload id.");
    return answer.UploadId;
  }

  /** A link to which a browser or program sends one part, which must have exactly the given size.
   * @param part its number counts from 1 */
  async signPart(
    key: string,
    uploadId: string,
    part: { number: number; sizeBytes: number; expiresSeconds: number },
  ): Promise<string> {
    const command = new UploadPartCommand({
      Bucket: this.#bucket,
      Key: key,
      UploadId: uploadId,
      PartNumber: part.number,
      ContentLength: part.sizeBytes,
    });
    return getSignedUrl(this.#publicClient, command, {
      expiresIn: part.expiresSeconds,
      signableHeaders: new Set(["content-length"]),
    });
  }

  /** The parts that have arrived, in order; null when there is no such upload, or no longer. */
  async listParts(key: string, uploadId: string): Promise<ArrivedPart[] | null> {
    try {
      return await this.#allParts(key, uploadId);
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  async #allParts(key: string, uploadId: string): Promise<ArrivedPart[]> {
    const parts: ArrivedPart[] = [];
    for (let marker: string | undefined, isLast = false; !isLast;) {
      const asked = { Bucket: this.#bucket, Key: key, UploadId: uploadId, PartNumberMarker: marker };
      const answer = await this.#ask(() => this.#client.send(new ListPartsCommand(asked)));
      for (const part of answer.Parts ?? []) {
        parts.push({ number: part.PartNumber ?? 0, etag: part.ETag ?? "", sizeBytes: part.Size ?? 0 });
      }
      marker = answer.NextPartNumberMarker;
      isLast = answer.IsTruncated !== true;
    }
    return parts.sort((a, b) => a.number - b.number);
  }

  /** Makes the parts one object.
   * @returns false when there is no such upload, or no longer */
  async completeUpload(
    key: string,
    uploadId: string,
    parts: readonly { number: number; etag: string }[],
  ): Promise<boolean> {
    const Parts = parts.map(({ number, etag }) => ({ PartNumber: number, ETag: etag }));
    const place = { Bucket: this.#bucket, Key: key, UploadId: uploadId };
    try {
      await this.#ask(() =>
        this.#client.send(new CompleteMultipartUploadCommand({ ...place, MultipartUpload: { Parts } })),
      );
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }

  /** Gives an upload up; its parts are gone. Nothing happens when it has ended already. */
  async abortUpload(key: string, uploadId: string): Promise<void> {
    try {
      await this.#ask(() =>
        this.#client.send(
          new AbortMultipartUploadCommand({ Bucket: this.#bucket, Key: key, UploadId: uploadId }),
        ),
      );
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }

  /** The store's own time, to the second.
   * @throws when it does not answer */
  async now(): Promise<Date> {
    const command = new HeadBucketCommand({ Bucket: this.#bucket });
    let date: string | undefined;
    command.middlewareStack.add(
      (next) => async (given) => {
        const answer = await next(given);
        const { headers } = answer.response as { headers: Record<string, string> };
        date = headers["date"];
        return answer;
      },
      { step: "deserialize" },
    );
    await this.#ask(() => this.#client.send(command));
    if (date === undefined) throw new StoreUnavailable("The object store tells no time.");
    return new Date(date);
  }

  /** Whether the store answers, for the health page.
   * @throws when it does not */
  async ping(): Promise<void> {
    await this.#ask(() => this.#client.send(new HeadBucketCommand({ Bucket: this.#bucket })));
  }

  async #ask<Answer>(call: () => Promise<Answer>): Promise<Answer> {
    requireNoTransaction("object store");
    try {
      return await call();
    } catch (error) {
      throw isMissing(error) ? error : storeFailure(error);
    }
  }

  close(): void {
    this.#client.destroy();
    this.#publicClient.destroy();
  }
}

/** Servers differ in what they call an upload that has ended. */
function isMissing(error: unknown): boolean {
  return isNamed(error, ["NotFound", "NoSuchKey", "NoSuchUpload"]);
}

function isNamed(error: unknown, names: readonly string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}

/** A client of an S3 server, with one key. */
export function storeClient(settings: StoreSettings, endpoint: string): S3Client {
  return new S3Client({
    endpoint,
    region: settings.region,
    credentials: { accessKeyId: settings.accessKeyId, secretAccessKey: settings.secretAccessKey },
    forcePathStyle: true,
    maxAttempts: 2,
    // Otherwise presigned links carry the checksum of an empty body, and streams a framing that many servers refuse.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    requestHandler: { connectionTimeout: 2_000, socketTimeout: silentAtMostMs },
  });
}

/** A download's name for every browser: plain letters, and the exact name beside them (RFC 6266). */
function attachment(fileName: string): string {
  const plain = fileName.replace(/[^\w.-]/g, "_").slice(0, 100);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(fileName)}`;
}
