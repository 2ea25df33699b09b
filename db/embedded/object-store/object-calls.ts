import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { answerXml } from "./answers.ts";
import type { Call } from "./call.ts";
import { S3Error } from "./errors.ts";
import { receiveBody } from "./receive-body.ts";
import { contentType, countParameter, requestedRange, writeCondition } from "./requests.ts";
import { compareKeys, objectFacts, type ObjectFacts, type Storage } from "./storage.ts";

/** Calls about buckets and whole objects. */
export class ObjectCalls {
  readonly #storage: Storage;
  readonly #maxBodyBytes: number;

  constructor(storage: Storage, maxBodyBytes: number) {
    this.#storage = storage;
    this.#maxBodyBytes = maxBodyBytes;
  }

  answerBucket(call: Call): void {
    if (call.method !== "HEAD" && call.method !== "GET")
      throw new S3Error(405, "MethodNotAllowed", "Buckets are made when the server starts.");
    call.require("list");
    if (call.method === "HEAD") call.response.writeHead(200).end();
    else if (call.query.get("list-type") === "2") this.#list(call);
    else throw new S3Error(501, "NotImplemented", "Only the second form of listing is served.");
  }

  async answerObject(call: Call): Promise<void> {
    switch (call.method) {
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

  #list({ response, query, bucket }: Call): void {
    const prefix = query.get("prefix") ?? "";
    const after = query.get("continuation-token") ?? query.get("start-after") ?? "";
    const limit = Math.min(countParameter(query, "max-keys", 1000), 1000);
    const all = this.#storage.list(bucket, prefix).filter((facts) => compareKeys(facts.key, after) > 0);
    const shown = all.slice(0, limit);
    const isTruncated = limit > 0 && all.length > limit;
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

  async #put(call: Call): Promise<void> {
    const { request, response, bucket, key } = call;
    const isAllowed = writeCondition(request);
    const blob = await receiveBody(call, this.#storage, this.#maxBodyBytes);
    const facts = { bucket, key, contentType: contentType(request), blobs: [blob], etag: blob.md5 };
    await this.#storage.commit(objectFacts(facts), (current) => isAllowed(current?.etag ?? null));
    response.writeHead(200, { ETag: `"${blob.md5}"` }).end();
  }

  async #get({ request, response, query, bucket, key }: Call): Promise<void> {
    const found = this.#storage.find(bucket, key);
    if (found === null) throw new S3Error(404, "NoSuchKey", "There is no such object.");
    const range = requestedRange(request.headers.range, found.sizeBytes);
    const { start, end } = range ?? { start: 0, end: found.sizeBytes - 1 };
    const disposition = query.get("response-content-disposition");
    response.writeHead(range === null ? 200 : 206, {
      ...downloadHeaders(found, query.get("response-content-type")),
      "Content-Length": end - start + 1,
      ...(range === null
        ? {}
        : { "Content-Range": `bytes ${String(start)}-${String(end)}/${String(found.sizeBytes)}` }),
      ...(disposition === null ? {} : { "Content-Disposition": disposition }),
    });
    if (request.method === "HEAD") response.end();
    else
      await pipeline(Readable.from(this.#storage.read(found, start, end)), response).catch(() =>
        response.destroy(),
      );
  }
}

function downloadHeaders(found: ObjectFacts, asType: string | null): Record<string, string> {
  return {
    "Content-Type": asType ?? found.contentType,
    ETag: `"${found.etag}"`,
    "Last-Modified": new Date(found.modifiedAt).toUTCString(),
    "Accept-Ranges": "bytes",
    // What people have uploaded must never run as a page of this origin.
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox",
  };
}
