import type { IncomingMessage, ServerResponse } from "node:http";
import { S3Error } from "./errors.ts";
import { requireRight, type AccessKeys, type Action } from "./rights.ts";
import { verifySignature } from "./signature.ts";

/** A request whose signature is right. */
export type Call = {
  request: IncomingMessage;
  response: ServerResponse;
  method: string;
  query: URLSearchParams;
  bucket: string;
  /** Empty when the bucket itself is meant. */
  key: string;
  /** The SHA-256 that the sender has promised of the body; null = none. */
  bodySha256: string | null;
  /** Refuses when the signing key may not do this here. */
  require: (action: Action) => void;
};

/** Reads who asks for what.
 * @throws S3Error 400, 403, and 501 for whatever is not served: what changes a request's meaning is never passed over */
export function authenticatedCall(
  request: IncomingMessage,
  response: ServerResponse,
  keys: AccessKeys,
): Call {
  const [path = "/", queryText = ""] = (request.url ?? "/").split("?", 2);
  const query = new URLSearchParams(queryText.replace(/\+/g, "%2B"));
  const header = (name: string) => [request.headers[name] ?? ""].flat().join(",");
  const secretOf = (id: string) => keys.find((key) => key.accessKeyId === id)?.secretAccessKey ?? null;
  const method = request.method ?? "GET";
  const signed = verifySignature({ method, path, query, header }, secretOf, new Date());
  refuseUnknown(request, query);
  const { bucket, key } = placeOf(path);
  const require = (action: Action) => {
    const place = { bucket, key: action === "list" ? (query.get("prefix") ?? "") : key };
    requireRight(keys, signed.accessKeyId, action, place);
  };
  return { request, response, method, query, bucket, key, bodySha256: signed.bodySha256, require };
}

const longestKeyBytes = 1024;

function placeOf(path: string): { bucket: string; key: string } {
  const [bucket = "", ...rest] = path.slice(1).split("/").map(decoded);
  const key = rest.join("/");
  if (Buffer.byteLength(key) > longestKeyBytes)
    throw new S3Error(400, "KeyTooLongError", "Keys have at most 1024 bytes.");
  // They could not be written in the XML of a listing.
  if (/[\u0000-\u001f\u007f\ufffe\uffff]/.test(key))
    throw new S3Error(400, "InvalidArgument", "Keys have no control characters.");
  return { bucket, key };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new S3Error(400, "InvalidURI", "The address is not well encoded.");
  }
}

const knownParameters = new Set([
  "x-id",
  "list-type",
  "prefix",
  "max-keys",
  "continuation-token",
  "start-after",
  "uploads",
  "uploadId",
  "partNumber",
  "max-parts",
  "part-number-marker",
  "response-content-type",
  "response-content-disposition",
  "x-amz-checksum-mode",
]);
const signatureParameter =
  /^X-Amz-(Algorithm|Content-Sha256|Credential|Date|Expires|SignedHeaders|Signature)$/;
const knownHeaders = new Set([
  "x-amz-date",
  "x-amz-content-sha256",
  "x-amz-user-agent",
  "x-amz-checksum-mode",
]);

function refuseUnknown(request: IncomingMessage, query: URLSearchParams): void {
  const parameters = [...query.keys()].filter(
    (name) => !knownParameters.has(name) && !signatureParameter.test(name),
  );
  const headers = Object.keys(request.headers).filter(
    (name) => name.startsWith("x-amz-") && !knownHeaders.has(name),
  );
  const [unknown] = [...parameters, ...headers];
  if (unknown !== undefined) throw new S3Error(501, "NotImplemented", `${unknown} is not served.`);
}
