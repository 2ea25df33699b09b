import { readIds } from "#scoring/sample.ts";
import { checkPredictions, type CheckedFile } from "#scoring/predictions.ts";
import { specificationSchema } from "#scoring/spec.ts";
import { largeFromBytes } from "./rules.ts";

/** A file that was looked at; the digest of a large one is found in the same reading. */
export type BrowserCheck = { outcome: CheckedFile; sha256: string | null };

/** Checks a chosen file before anything is sent, by the code that checks it on the server.
 * @param specification the phase's, as text
 * @param slug of the challenge, whose public sample names the expected identifiers */
export async function checkInBrowser(
  file: File,
  { specification, slug, maxBytes }: { specification: string; slug: string; maxBytes: number },
): Promise<BrowserCheck> {
  const spec = specificationSchema.parse(JSON.parse(specification));
  const sample = await fetch(`/sample/${slug}`);
  if (!sample.ok || sample.body === null)
    throw new Error(`The sample file could not be read: ${String(sample.status)}`);
  const expected = await readIds(spec, chunksOf(sample.body));
  const digest = file.size < largeFromBytes ? null : await newDigest();
  const chunks = digest === null ? chunksOf(file.stream()) : passing(chunksOf(file.stream()), digest);
  const outcome = await checkPredictions(spec, expected, chunks, { maxBytes });
  const isWhole = digest?.sizeBytes === file.size;
  return { outcome, sha256: isWhole && outcome.status === "accepted" ? digest.hex() : null };
}

/** SHA-256 of a file, in hexadecimal, computed piece by piece: a large file is never in memory whole. */
export async function sha256Of(file: File): Promise<string> {
  const digest = await newDigest();
  for await (const chunk of chunksOf(file.stream())) digest.add(chunk);
  return digest.hex();
}

type Digest = { sizeBytes: number; add: (chunk: Uint8Array) => void; hex: () => string };

/** The browser's own digest wants all bytes at once; this one is fetched when a large file is chosen. */
async function newDigest(): Promise<Digest> {
  const { sha256 } = await import("@noble/hashes/sha2.js");
  const hash = sha256.create();
  const digest = {
    sizeBytes: 0,
    add(chunk: Uint8Array) {
      digest.sizeBytes += chunk.byteLength;
      hash.update(chunk);
    },
    hex: () => [...hash.digest()].map((byte) => byte.toString(16).padStart(2, "0")).join(""),
  };
  return digest;
}

async function* passing(chunks: AsyncIterable<Uint8Array>, digest: Digest): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    digest.add(chunk);
    yield chunk;
  }
}

async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
}
