import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { answerError, answerXml } from "./answers.ts";
import { S3Error } from "./errors.ts";
import { etagOfParts, Uploads, type Upload } from "./multipart.ts";
import { contentType, namedParts, partNumber, requestedRange, textOf } from "./requests.ts";
import { requireRight, type AccessKeys, type Action } from "./rights.ts";
import { verifySignature } from "./signature.ts";
import { Storage, type Blob, type ObjectFacts } from "./storage.ts";

export type ObjectStoreOptions = {
  folder: string;
  port: number;
  host: string;
  buckets: readonly string[];
  keys: AccessKeys;
  /** Origins of pages that may upload from a browser. */
  origins: readonly string[];
};

export type RunningObjectStore = { port: number; stop: () => Promise<void> };

const maxBodyBytes = 5 * 2 ** 30;

/** Starts the small S3 server of an installation without one. Signatures are always enforced. */
export async function startObjectStore(options: ObjectStoreOptions): Promise<RunningObjectStore> {
  const uploads = await Uploads.open(options.folder, new Date());
  const storage = await Storage.open(options.folder, (blob) => uploads.names(blob));
  const store = new ObjectStoreServer(options, storage, uploads);
  const server = createServer((request, response) => {
    store.answer(request, response).catch((error: unknown) => {
      const known =
        error instanceof S3Error ? error : new S3Error(500, "InternalError", "The server has failed.");
      if (known !== error) console.error(error);
      answerError(response, known, request.method !== "HEAD");
    });
  });
  server.requestTimeout = 0;
  await listen(server, options);
  return { port: (server.address() as AddressInfo).port, stop: () => stop(server) };
}

type Call = {
  request: IncomingMessage;
  response: ServerResponse;
  query: URLSearchParams;
  bucket: string;
  key: string;
  bodySha256: string | null;
  /** Refuses when the signing key may not do this here. */
  require: (action: Action) => void;
};

class ObjectStoreServer {
  readonly #options: ObjectStoreOptions;
  readonly #storage: Storage;
  readonly #uploads: Uploads;

  constructor(options: ObjectStoreOptions, storage: Storage, uploads: Uploads) {
    this.#options = options;
    this.#storage = storage;
    this.#uploads = uploads;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#allowOrigin(request, response);
    if (request.method === "OPTIONS") {
      response.writeHead(204).end();
      return;
    }
    const call = this.#authenticate(request, response);
    if (!this.#options.buckets.includes(call.bucket))
      throw new S3Error(404, "NoSuchBucket", "There is no such bucket.");
    if (call.key === "") await this.#answerBucket(call);
    else if (call.query.has("uploads") || call.query.has("uploadId")) await this.#answerUpload(call);
    else await this.#answerObject(call);
  }

  #authenticate(request: IncomingMessage, response: ServerResponse): Call {
    const [path = "/", queryText = ""] = (request.url ?? "/").split("?", 2);
    const query = new URLSearchParams(queryText.replace(/\+/g, "%2B"));
    const header = (name: string) => [request.headers[name] ?? ""].flat().join(",");
    const secretOf = (id: string) =>
      this.#options.keys.find((key) => key.accessKeyId === id)?.secretAccessKey ?? null;
    const method = request.method ?? "GET";
    const signed = verifySignature({ method, path, query, header }, secretOf, new Date());
    const [, bucket = "", ...rest] = path.split("/").map(decodeURIComponent);
    const key = rest.join("/");
    const require = (action: Action) => {
      const place = { bucket, key: action === "list" ? (query.get("prefix") ?? "") : key };
      requireRight(this.#options.keys, signed.accessKeyId, action, place);
    };
    return { request, response, query, bucket, key, bodySha256: signed.bodySha256, require };
  }

  async #answerBucket(call: Call): Promise<void> {
    if (call.request.method === "HEAD") {
      call.require("list");
      call.response.writeHead(200).end();
    } else if (call.request.method === "GET") {
      call.require("list");
      this.#list(call);
    } else throw new S3Error(405, "MethodNotAllowed", "Buckets are made when the server starts.");
    await Promise.resolve();
  }

  #list({ response, query, bucket }: Call): void {
    const prefix = query.get("prefix") ?? "";
    const after = query.get("continuation-token") ?? query.get("start-after") ?? "";
    const limit = Math.min(Number(query.get("max-keys") ?? 1000), 1000);
    const all = this.#storage.list(bucket, prefix).filter((facts) => facts.key > after);
    const shown = all.slice(0, limit);
    const isTruncated = all.length > limit;
    answerXml(response, 200, "ListBucketResult", {
      Name: bucket,
      Prefix: prefix,
      KeyCount: shown.length,
      MaxKeys: limit,
      IsTruncated: isTruncated,
      ...(isTruncated ? { NextContinuationToken: shown.at(-1)?.key ?? "" } : {}),
      Contents: shown.map((facts) => ({
        Key: facts.key,
        Size: facts.sizeBytes,
        ETag: `"${facts.etag}"`,
        LastModified: facts.modifiedAt,
      })),
    });
  }

  async #answerObject(call: Call): Promise<void> {
    switch (call.request.method ?? "") {
      case "PUT":
        call.require("put");
        return this.#put(call);
      case "GET":
      case "HEAD":
        call.require("get");
        return this.#get(call);
      case "DELETE":
        call.require("delete");
        await this.#storage.remove(call.bucket, call.key);
        call.response.writeHead(204).end();
        return;
      default:
        throw new S3Error(405, "MethodNotAllowed", "This method is not served.");
    }
  }

  async #put(call: Call): Promise<void> {
    const { request, response, bucket, key } = call;
    const blob = await this.#receive(call);
    const isNew = request.headers["if-none-match"] === "*";
    await this.#storage.commit(
      facts({ bucket, key, contentType: contentType(request), blobs: [blob], etag: blob.md5 }),
      (current) => !isNew || current === null,
    );
    response.writeHead(200, { ETag: `"${blob.md5}"` }).end();
  }

  async #receive({ request, bodySha256 }: Call): Promise<Blob> {
    if ([request.headers["content-encoding"] ?? ""].flat().join().includes("aws-chunked")) {
      throw new S3Error(501, "NotImplemented", "Send the body in one piece, without aws-chunked framing.");
    }
    const md5 = [request.headers["content-md5"] ?? []].flat()[0] ?? null;
    const blob = await this.#storage.writeBlob(request, { maxBytes: maxBodyBytes, sha256: bodySha256, md5 });
    if (Number(request.headers["content-length"] ?? blob.sizeBytes) !== blob.sizeBytes) {
      await this.#storage.discard([blob]);
      throw new S3Error(400, "IncompleteBody", "The body is shorter than announced.");
    }
    return blob;
  }

  async #get({ request, response, query, bucket, key }: Call): Promise<void> {
    const found = this.#storage.find(bucket, key);
    if (found === null) throw new S3Error(404, "NoSuchKey", "There is no such object.");
    const range = requestedRange(request.headers.range, found.sizeBytes);
    const { start, end } = range ?? { start: 0, end: found.sizeBytes - 1 };
    response.writeHead(range === null ? 200 : 206, {
      "Content-Type": query.get("response-content-type") ?? found.contentType,
      "Content-Length": end - start + 1,
      ETag: `"${found.etag}"`,
      "Last-Modified": new Date(found.modifiedAt).toUTCString(),
      "Accept-Ranges": "bytes",
      // What people have uploaded must never run as a page of this origin.
      "X-Content-Type-Options": "nosniff",
      "Content-Security-Policy": "sandbox",
      ...(range === null
        ? {}
        : { "Content-Range": `bytes ${String(start)}-${String(end)}/${String(found.sizeBytes)}` }),
      ...(query.has("response-content-disposition")
        ? { "Content-Disposition": query.get("response-content-disposition") ?? "" }
        : {}),
    });
    if (request.method === "HEAD") response.end();
    else
      await pipeline(Readable.from(this.#storage.read(found, start, end)), response).catch(() =>
        response.destroy(),
      );
  }

  async #answerUpload(call: Call): Promise<void> {
    const { request, response, query, bucket, key } = call;
    call.require("put");
    if (request.method === "POST" && query.has("uploads")) {
      const upload = await this.#uploads.begin(bucket, key, contentType(request));
      answerXml(response, 200, "InitiateMultipartUploadResult", {
        Bucket: bucket,
        Key: key,
        UploadId: upload.id,
      });
      return;
    }
    const upload = this.#uploads.find(bucket, key, query.get("uploadId") ?? "");
    const answer = {
      PUT: () => this.#putPart(call, upload),
      GET: () => Promise.resolve(listParts(response, upload)),
      POST: () => this.#completeUpload(call, upload),
      DELETE: () => this.#abortUpload(call, upload),
    }[request.method ?? ""];
    if (answer === undefined) throw new S3Error(405, "MethodNotAllowed", "This method is not served.");
    await answer();
  }

  async #putPart(call: Call, upload: Upload): Promise<void> {
    const blob = await this.#receive(call);
    const replaced = await this.#uploads.addPart(upload, partNumber(call.query), blob);
    if (replaced !== null) await this.#storage.discard([replaced]);
    call.response.writeHead(200, { ETag: `"${blob.md5}"` }).end();
  }

  async #completeUpload({ request, response, bucket, key }: Call, upload: Upload): Promise<void> {
    const wanted = namedParts(await textOf(request));
    const blobs = this.#uploads.chosenParts(upload, wanted);
    const etag = etagOfParts(blobs);
    await this.#storage.commit(
      facts({ bucket, key, contentType: upload.contentType, blobs, etag }),
      () => true,
    );
    await this.#uploads.end(upload);
    await this.#storage.discard(Object.values(upload.parts).filter((part) => !blobs.includes(part)));
    answerXml(response, 200, "CompleteMultipartUploadResult", {
      Bucket: bucket,
      Key: key,
      ETag: `"${etag}"`,
    });
  }

  async #abortUpload({ response }: Call, upload: Upload): Promise<void> {
    await this.#uploads.end(upload);
    await this.#storage.discard(Object.values(upload.parts));
    response.writeHead(204).end();
  }

  #allowOrigin(request: IncomingMessage, response: ServerResponse): void {
    const { origin } = request.headers;
    if (origin === undefined || !this.#options.origins.includes(origin)) return;
    response.setHeader("Access-Control-Allow-Origin", origin);
    response.setHeader("Access-Control-Allow-Methods", "GET, HEAD, PUT");
    response.setHeader("Access-Control-Allow-Headers", "content-type");
    response.setHeader("Access-Control-Expose-Headers", "ETag");
    response.setHeader("Vary", "Origin");
  }
}

function facts(object: Omit<ObjectFacts, "sizeBytes" | "modifiedAt">): ObjectFacts {
  const sizeBytes = object.blobs.reduce((total, blob) => total + blob.sizeBytes, 0);
  return { ...object, sizeBytes, modifiedAt: new Date().toISOString() };
}

function listParts(response: ServerResponse, { bucket, key, id, parts }: Upload): void {
  const listed = Object.entries(parts).map(([number, part]) => ({
    PartNumber: number,
    ETag: `"${part.md5}"`,
    Size: part.sizeBytes,
  }));
  answerXml(response, 200, "ListPartsResult", {
    Bucket: bucket,
    Key: key,
    UploadId: id,
    IsTruncated: false,
    Part: listed,
  });
}

async function listen(server: Server, { port, host }: ObjectStoreOptions): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) =>
    server.close(() => {
      resolve();
    }),
  );
  server.closeIdleConnections();
  setTimeout(() => {
    server.closeAllConnections();
  }, 1500).unref();
  await closed;
}
