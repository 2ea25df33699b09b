import type { ServerResponse } from "node:http";
import { answerXml } from "./answers.ts";
import type { Call } from "./call.ts";
import { S3Error } from "./errors.ts";
import { chosenParts, etagOfParts, type Upload, type UploadPlace, type Uploads } from "./multipart.ts";
import { receiveBody } from "./receive-body.ts";
import { contentType, countParameter, namedParts, partNumber, textOf } from "./requests.ts";
import { objectFacts, type Storage } from "./storage.ts";

/** Calls about objects that come in parts. */
export class UploadCalls {
  readonly #storage: Storage;
  readonly #uploads: Uploads;
  readonly #maxBodyBytes: number;

  constructor(storage: Storage, uploads: Uploads, maxBodyBytes: number) {
    this.#storage = storage;
    this.#uploads = uploads;
    this.#maxBodyBytes = maxBodyBytes;
  }

  async answer(call: Call): Promise<void> {
    const { method, query, bucket, key } = call;
    call.require("put");
    if (query.has("uploads")) return this.#begin(call);
    const place = { bucket, key, id: query.get("uploadId") ?? "" };
    // An upload that is not there is said before its body is received.
    const upload = this.#uploads.find(place);
    if (method === "PUT") return this.#putPart(call, place);
    if (method === "GET") {
      listParts(call, upload);
      return;
    }
    if (method === "POST") return this.#complete(call, place);
    if (method === "DELETE") return this.#abort(call.response, place);
    throw new S3Error(405, "MethodNotAllowed", "This method is not served.");
  }

  async #begin({ request, response, method, bucket, key }: Call): Promise<void> {
    if (method !== "POST") throw new S3Error(501, "NotImplemented", "Uploads cannot be listed.");
    await this.#storage.discard(await this.#uploads.endExpired(new Date()));
    const upload = await this.#uploads.begin(bucket, key, contentType(request));
    const content = { Bucket: bucket, Key: key, UploadId: upload.id };
    answerXml(response, 200, "InitiateMultipartUploadResult", content);
  }

  async #putPart(call: Call, place: UploadPlace): Promise<void> {
    const number = partNumber(call.query);
    const blob = await receiveBody(call, this.#storage, this.#maxBodyBytes);
    try {
      const replaced = await this.#uploads.addPart(place, number, blob);
      if (replaced !== null) await this.#storage.discard([replaced]);
    } catch (error) {
      await this.#storage.discard([blob]);
      throw error;
    }
    call.response.writeHead(200, { ETag: `"${blob.md5}"` }).end();
  }

  async #complete({ request, response, bucket, key }: Call, place: UploadPlace): Promise<void> {
    const wanted = namedParts(await textOf(request));
    const etag = await this.#uploads.end(place, async (upload) => {
      const blobs = chosenParts(upload, wanted);
      const facts = objectFacts({
        bucket,
        key,
        contentType: upload.contentType,
        blobs,
        etag: etagOfParts(blobs),
      });
      await this.#storage.commit(facts, () => true);
      await this.#storage.discard(Object.values(upload.parts).filter((part) => !blobs.includes(part)));
      return facts.etag;
    });
    const content = { Bucket: bucket, Key: key, ETag: `"${etag}"` };
    answerXml(response, 200, "CompleteMultipartUploadResult", content);
  }

  async #abort(response: ServerResponse, place: UploadPlace): Promise<void> {
    const parts = await this.#uploads.end(place, (upload) => Promise.resolve(Object.values(upload.parts)));
    await this.#storage.discard(parts);
    response.writeHead(204).end();
  }
}

function listParts({ response, query }: Call, { bucket, key, id, parts }: Upload): void {
  const after = countParameter(query, "part-number-marker", 0);
  const limit = Math.min(countParameter(query, "max-parts", 1000), 1000);
  const all = Object.entries(parts)
    .map(([number, part]) => ({ PartNumber: Number(number), ETag: `"${part.md5}"`, Size: part.sizeBytes }))
    .sort((a, b) => a.PartNumber - b.PartNumber)
    .filter((part) => part.PartNumber > after);
  const shown = all.slice(0, limit);
  const isTruncated = all.length > shown.length;
  answerXml(response, 200, "ListPartsResult", {
    Bucket: bucket,
    Key: key,
    UploadId: id,
    IsTruncated: isTruncated,
    ...(isTruncated ? { NextPartNumberMarker: shown.at(-1)?.PartNumber ?? after } : {}),
    Part: shown,
  });
}
