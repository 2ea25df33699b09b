import { Readable } from "node:stream";
import { files } from "#db/connections.ts";

/** A document of somebody's making, sent so that nothing in it can act on this site: as what it was found to be, in a
 * sandbox without scripts and without our origin.
 * @param isDownload the browser saves it instead of showing it */
export async function documentAnswer(
  document: { objectKey: string; fileName: string; mediaType: string | null },
  isDownload: boolean,
): Promise<Response> {
  const { content, sizeBytes } = await files().read(document.objectKey);
  const name = encodeURIComponent(document.fileName);
  return new Response(Readable.toWeb(Readable.from(content)) as ReadableStream<Uint8Array>, {
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
