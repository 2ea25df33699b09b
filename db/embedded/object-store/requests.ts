import type { IncomingMessage } from "node:http";
import { S3Error } from "./errors.ts";

/** The bytes that a request asks for, both ends included; null = all.
 * @throws S3Error 416 */
export function requestedRange(
  header: string | undefined,
  sizeBytes: number,
): { start: number; end: number } | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  if (match === null) return null;
  const [, first = "", last = ""] = match;
  const start = first === "" ? Math.max(0, sizeBytes - Number(last)) : Number(first);
  const end = first === "" || last === "" ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1);
  if (start > end) throw new S3Error(416, "InvalidRange", "The range lies outside the object.");
  return { start, end };
}

/** The type that the sender gives a body. */
export function contentType(request: IncomingMessage): string {
  return request.headers["content-type"] ?? "application/octet-stream";
}

/** A parameter that is a count.
 * @throws S3Error 400 */
export function countParameter(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name);
  if (text === null) return otherwise;
  if (!/^\d{1,9}$/.test(text)) throw new S3Error(400, "InvalidArgument", `${name} is a count.`);
  return Number(text);
}

/** What a write asks of the object that is there, by its tag; null = none is there.
 * @throws S3Error 501 for conditions that no write can have */
export function writeCondition(request: IncomingMessage): (etag: string | null) => boolean {
  const { "if-match": match, "if-none-match": noneMatch } = request.headers;
  if (noneMatch !== undefined && noneMatch !== "*")
    throw new S3Error(501, "NotImplemented", "Only If-None-Match: * is served on writes.");
  return (etag) => {
    if (noneMatch === "*" && etag !== null) return false;
    return match === undefined || (etag !== null && (match === "*" || match.replaceAll('"', "") === etag));
  };
}

/** @throws S3Error 400 */
export function partNumber(query: URLSearchParams): number {
  const number = Number(query.get("partNumber"));
  if (!Number.isInteger(number) || number < 1 || number > 10_000)
    throw new S3Error(400, "InvalidArgument", "Part numbers are 1 to 10000.");
  return number;
}

/** The parts that a completion's document names, in its order. */
export function namedParts(body: string): { number: number; etag: string }[] {
  return [...body.matchAll(/<Part>(.*?)<\/Part>/gs)].map(([, part = ""]) => ({
    number: Number(/<PartNumber>(\d+)<\/PartNumber>/.exec(part)?.[1]),
    etag: (/<ETag>(.*?)<\/ETag>/.exec(part)?.[1] ?? "").replace(/&quot;|&#34;|"/g, ""),
  }));
}

/** A small body as text.
 * @throws S3Error 400 */
export async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > 2e6) throw new S3Error(400, "EntityTooLarge", "The list of parts is too long.");
  }
  return text;
}
