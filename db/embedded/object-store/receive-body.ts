import { S3Error } from "./errors.ts";
import type { Call } from "./call.ts";
import type { Blob, Storage } from "./storage.ts";

/** Receives a body into a blob of its own.
 * @throws S3Error 400 when it is too large or not what was promised, 501 when it is framed; nothing is kept then */
export async function receiveBody(call: Call, storage: Storage, maxBytes: number): Promise<Blob> {
  const { request, bodySha256 } = call;
  if ((request.headers["content-encoding"] ?? "").includes("aws-chunked"))
    throw new S3Error(501, "NotImplemented", "Send the body in one piece, without aws-chunked framing.");
  const announced = Number(request.headers["content-length"] ?? 0);
  if (announced > maxBytes) throw new S3Error(400, "EntityTooLarge", "The body is larger than allowed.");
  const md5 = [request.headers["content-md5"] ?? []].flat()[0] ?? null;
  const blob = await storage.writeBlob(request, { maxBytes, sha256: bodySha256, md5 });
  if (request.complete) return blob;
  await storage.discard([blob]);
  throw new S3Error(400, "IncompleteBody", "The body is shorter than announced.");
}
