import { readIds } from "#scoring/labels.ts";
import { checkPredictions, type CheckedFile } from "#scoring/predictions.ts";
import { specificationSchema } from "#scoring/spec.ts";

/** Checks a chosen file before anything is sent, by the code that checks it on the server.
 * @param specification the phase's, as text
 * @param slug of the challenge, whose public sample names the expected identifiers */
export async function checkInBrowser(
  file: File,
  { specification, slug, maxBytes }: { specification: string; slug: string; maxBytes: number },
): Promise<CheckedFile> {
  const spec = specificationSchema.parse(JSON.parse(specification));
  const sample = await fetch(`/sample/${slug}`);
  if (!sample.ok || sample.body === null)
    throw new Error(`The sample file could not be read: ${String(sample.status)}`);
  const expected = await readIds(spec, chunksOf(sample.body));
  return checkPredictions(spec, expected, chunksOf(file.stream()), { maxBytes });
}

async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
}

/** SHA-256 of a file, in hexadecimal. */
export async function sha256Of(file: File): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
