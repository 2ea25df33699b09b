import { readdirSync } from "node:fs";
import type { RequestHandler } from "express";

const suffixes = [
  ["br", ".br"],
  ["gzip", ".gz"],
] as const;

/** Lets the assets that the build has compressed be sent as such: asks the static files behind it for the compressed
 * twin, under the type of the original. */
export function compressedAssets(folder: string): RequestHandler {
  const names = new Set(readdirSync(folder));
  return (request, response, next) => {
    const name = request.path.slice(1);
    const accepted = suffixes.find(
      ([encoding, suffix]) => names.has(name + suffix) && request.acceptsEncodings(encoding) === encoding,
    );
    if (names.has(`${name}.gz`)) response.vary("Accept-Encoding");
    if (accepted !== undefined) {
      const [encoding, suffix] = accepted;
      request.url = request.url.replace(name, name + suffix);
      response.type(name);
      response.setHeader("Content-Encoding", encoding);
    }
    next();
  };
}
