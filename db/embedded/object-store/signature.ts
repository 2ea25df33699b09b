import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { S3Error } from "./errors.ts";

/** What of a request is signed. Source: AWS Signature Version 4 for S3, header and query forms. */
export type SignedRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
  header: (name: string) => string;
};

const algorithm = "AWS4-HMAC-SHA256";
const maxSkewMs = 15 * 60_000;
const maxPresignedSeconds = 7 * 86_400;

/** Verifies a request's signature, which every request must carry.
 * @param secretOf the secret of an access key; null when the key is unknown
 * @returns the access key that signed, and the promised SHA-256 of the body (null = not promised)
 * @throws S3Error 403 */
export function verifySignature(
  request: SignedRequest,
  secretOf: (accessKeyId: string) => string | null,
  now: Date,
): { accessKeyId: string; bodySha256: string | null } {
  const claim = request.query.has("X-Amz-Signature")
    ? presignedClaim(request, now)
    : headerClaim(request, now);
  const [accessKeyId = "", day = "", region = "", service = ""] = claim.credential.split("/");
  if (!claim.signedHeaders.includes("host"))
    throw new S3Error(403, "AccessDenied", "The host must be signed.");
  const secret = secretOf(accessKeyId);
  if (secret === null) throw new S3Error(403, "InvalidAccessKeyId", "The access key is unknown.");
  const canonical = canonicalRequest(request, claim);
  const scope = `${day}/${region}/${service}/aws4_request`;
  const toSign = [algorithm, claim.date, scope, sha256(canonical)].join("\n");
  const key = ["aws4_request", service, region, day].reduceRight<Buffer>(
    (signing, part) => hmac(signing, part),
    Buffer.from(`AWS4${secret}`),
  );
  const expected = hmac(key, toSign).toString("hex");
  if (!sameText(expected, claim.signature)) {
    throw new S3Error(403, "SignatureDoesNotMatch", "The signature does not match the request.");
  }
  const promised = /^[0-9a-f]{64}$/.test(claim.bodyHash) ? claim.bodyHash : null;
  return { accessKeyId, bodySha256: promised };
}

type Claim = {
  credential: string;
  signedHeaders: string[];
  signature: string;
  date: string;
  bodyHash: string;
};

function headerClaim(request: SignedRequest, now: Date): Claim {
  const match =
    /^AWS4-HMAC-SHA256 Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]+)$/.exec(
      request.header("authorization"),
    );
  if (match === null) throw new S3Error(403, "AccessDenied", "Requests must be signed.");
  const date = request.header("x-amz-date");
  if (Math.abs(instant(date) - now.getTime()) > maxSkewMs) {
    throw new S3Error(403, "RequestTimeTooSkewed", "The clocks differ by more than 15 minutes.");
  }
  const [, credential = "", names = "", signature = ""] = match;
  const signedHeaders = names.split(";");
  return { credential, signedHeaders, signature, date, bodyHash: request.header("x-amz-content-sha256") };
}

function presignedClaim(request: SignedRequest, now: Date): Claim {
  const value = (name: string) => request.query.get(name) ?? "";
  const date = value("X-Amz-Date");
  const seconds = Number(value("X-Amz-Expires"));
  const isInTime =
    instant(date) - maxSkewMs <= now.getTime() && now.getTime() <= instant(date) + seconds * 1000;
  if (
    !(seconds > 0 && seconds <= maxPresignedSeconds) ||
    !isInTime ||
    value("X-Amz-Algorithm") !== algorithm
  ) {
    throw new S3Error(403, "AccessDenied", "The link has expired.");
  }
  return {
    credential: value("X-Amz-Credential"),
    signedHeaders: value("X-Amz-SignedHeaders").split(";"),
    signature: value("X-Amz-Signature"),
    date,
    bodyHash: value("X-Amz-Content-Sha256") || "UNSIGNED-PAYLOAD",
  };
}

function canonicalRequest(request: SignedRequest, claim: Claim): string {
  const query = [...request.query]
    .filter(([name]) => name !== "X-Amz-Signature")
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => (a === b ? (x < y ? -1 : 1) : a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
  const headers = claim.signedHeaders
    .map((name) => `${name}:${request.header(name).trim().replace(/\s+/g, " ")}\n`)
    .join("");
  return [request.method, request.path, query, headers, claim.signedHeaders.join(";"), claim.bodyHash].join(
    "\n",
  );
}

/** `20261124T021500Z` as milliseconds; NaN (and so refused) when it is anything else. */
function instant(date: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date);
  if (match === null) throw new S3Error(403, "AccessDenied", "The date is missing or malformed.");
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function sameText(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
