import { Readable } from "node:stream";
import { createReadableStreamFromReadable } from "@remix-run/node";
import { refuse } from "#app/accounts/refusal.ts";
import { files } from "#db/connections.ts";
import { readVerified } from "#db/verified-read.ts";

/** A document of somebody's making, sent so that nothing in it can act on this site: as what it was found to be, in a
 * sandbox without scripts and without our origin. It is the file that was checked, or nothing.
 * @param isDownload the browser saves it instead of showing it
 * @throws Refused `document_not_found` for one that was never checked; StoreUnavailable */
export async function documentAnswer(
  document: {
    objectKey: string;
    fileName: string;
    mediaType: string | null;
    sizeBytes: number;
    sha256: string | null;
  },
  isDownload: boolean,
): Promise<Response> {
  const { objectKey, sizeBytes } = document;
  const sha256 = document.sha256 ?? refuse("document_not_found");
  const content = await readVerified(files(), { objectKey, sizeBytes, sha256 });
  const name = encodeURIComponent(document.fileName);
  return new Response(createReadableStreamFromReadable(Readable.from(content)), {
    headers: {
      "Content-Type": document.mediaType ?? "application/octet-stream",
      "Content-Length": String(sizeBytes),
      "Content-Disposition": `${isDownload ? "attachment" : "inline"}; filename*=UTF-8''${name}`,
      "Content-Security-Policy":
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
      "X-Content-Type-Options": "nosniff",
      "Cross-Origin-Resource-Policy": "same-origin",
      "Cache-Control": "private, no-store",
    },
  });
}
