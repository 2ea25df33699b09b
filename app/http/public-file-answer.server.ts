import { Readable } from "node:stream";
import { createReadableStreamFromReadable } from "@remix-run/node";
import { redirect } from "#app/remix.ts";
import { files } from "#db/connections.ts";
import { readVerified, type RecordedObject } from "#db/verified-read.ts";

/** Larger ones go straight from the store, where a broken download can be continued; their digest stands on their page. */
const hereAtMostBytes = 64 * 2 ** 20;
const linkSeconds = 300;

/** A file that was published, to be saved: the very bytes that were recorded, or nothing.
 * @throws StoreUnavailable */
export async function publicFileAnswer(
  file: RecordedObject & { fileName: string; mediaType: string },
): Promise<Response> {
  const { fileName, objectKey, sizeBytes } = file;
  const headers = { "Cache-Control": "no-store" };
  if (sizeBytes > hereAtMostBytes) {
    const link = await files().signedDownload(objectKey, { fileName, expiresSeconds: linkSeconds });
    return redirect(link, { headers });
  }
  const content = await readVerified(files(), file);
  return new Response(createReadableStreamFromReadable(Readable.from(content)), {
    headers: {
      ...headers,
      "Content-Type": file.mediaType,
      "Content-Length": String(sizeBytes),
      "Content-Disposition": `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
      "Content-Security-Policy": "sandbox; default-src 'none'",
      "X-Content-Type-Options": "nosniff",
    },
  });
}
