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
export type StoredObject = { key: string; sizeBytes: number; modifiedAt: Date };

/** One bucket of an S3 server, seen with one key. Every call ends within seconds when the server is away. */
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
    await this.#client.send(
      new PutObjectCommand({
        Bucket: this.#bucket,
        Key: key,
        Body: body,
        ContentLength: length,
        ContentType: contentType,
      }),
    );
  }

  /** Reads an object from its start.
   * @throws an error named `NoSuchKey` when there is none */
  async read(key: string): Promise<{ sizeBytes: number; content: AsyncIterable<Uint8Array> }> {
    const answer = await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: key }));
    if (!(answer.Body instanceof Readable)) throw new Error(`The object ${key} came without a body.`);
    return { sizeBytes: answer.ContentLength ?? 0, content: answer.Body };
  }

  /** Size of an object; null when there is none. */
  async head(key: string): Promise<{ sizeBytes: number } | null> {
    try {
      const answer = await this.#client.send(new HeadObjectCommand({ Bucket: this.#bucket, Key: key }));
      return { sizeBytes: answer.ContentLength ?? 0 };
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  /** Removes an object; nothing happens when there is none. */
  async remove(key: string): Promise<void> {
    await this.#client.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: key }));
  }

  /** All objects whose key begins so, in the order of their keys. */
  async *list(prefix: string): AsyncGenerator<StoredObject> {
    for await (const page of paginateListObjectsV2(
      { client: this.#client },
      { Bucket: this.#bucket, Prefix: prefix },
    )) {
      for (const { Key, Size, LastModified } of page.Contents ?? [])
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
    const answer = await this.#client.send(
      new CreateMultipartUploadCommand({ Bucket: this.#bucket, Key: key, ContentType: contentType }),
    );
    if (answer.UploadId === undefined) throw new Error("The object store gave no upload id.");
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
      const answer = await this.#client.send(
        new ListPartsCommand({
          Bucket: this.#bucket,
          Key: key,
          UploadId: uploadId,
          PartNumberMarker: marker,
        }),
      );
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
      await this.#client.send(new CompleteMultipartUploadCommand({ ...place, MultipartUpload: { Parts } }));
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }

  /** Gives an upload up; its parts are gone. Nothing happens when it has ended already. */
  async abortUpload(key: string, uploadId: string): Promise<void> {
    try {
      await this.#client.send(
        new AbortMultipartUploadCommand({ Bucket: this.#bucket, Key: key, UploadId: uploadId }),
      );
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }

  /** Whether the store answers, for the health page.
   * @throws when it does not */
  async ping(): Promise<void> {
    await this.#client.send(new HeadBucketCommand({ Bucket: this.#bucket }));
  }

  close(): void {
    this.#client.destroy();
    this.#publicClient.destroy();
  }
}

/** Servers differ in what they call an upload that has ended. */
function isMissing(error: unknown): boolean {
  return error instanceof Error && ["NotFound", "NoSuchKey", "NoSuchUpload"].includes(error.name);
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
    requestHandler: { connectionTimeout: 2_000, socketTimeout: 30_000 },
  });
}

/** A download's name for every browser: plain letters, and the exact name beside them (RFC 6266). */
function attachment(fileName: string): string {
  const plain = fileName.replace(/[^\w.-]/g, "_").slice(0, 100);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(fileName)}`;
}
