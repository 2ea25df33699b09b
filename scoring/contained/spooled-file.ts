import { createHash, randomUUID } from "node:crypto";
import { open, rm, type FileHandle } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spooledFromBytes } from "../limits.ts";

/** Where another process finds a file's bytes: small ones come with the message, others are on disk. */
export type FileAt = { bytes: Uint8Array } | { path: string };

/** A file that has been fetched whole, and is kept until it is discarded. */
export type SpooledFile = { at: FileAt; sizeBytes: number; sha256: string; discard: () => Promise<void> };

/** Fetches a file.
 * @throws what the content throws
 * Effects: above 1 MiB a temporary file that only this user can read, until `discard`. */
export async function spool(content: AsyncIterable<Uint8Array>): Promise<SpooledFile> {
  const hash = createHash("sha256");
  const path = join(tmpdir(), `palmares-${randomUUID()}`);
  const held: Uint8Array[] = [];
  let sizeBytes = 0;
  let file: FileHandle | null = null;
  const discard = () => rm(path, { force: true });
  try {
    for await (const chunk of content) {
      hash.update(chunk);
      sizeBytes += chunk.byteLength;
      held.push(chunk);
      if (sizeBytes <= spooledFromBytes) continue;
      file ??= await open(path, "wx", 0o600);
      await file.writev(held.splice(0));
    }
    await file?.close();
  } catch (error) {
    await file?.close();
    await discard();
    throw error;
  }
  const at = file === null ? { bytes: Buffer.concat(held) } : { path };
  return { at, sizeBytes, sha256: hash.digest("hex"), discard };
}
