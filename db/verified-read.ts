import { createHash } from "node:crypto";
import { fingerprintOf } from "./fingerprint.ts";
import type { ObjectStore } from "./files.ts";
import { log } from "./log.ts";
import { StoreUnavailable } from "./store-unavailable.ts";

/** What the database has recorded of a stored object. */
export type RecordedObject = { objectKey: string; sizeBytes: number; sha256: string };

/** Up to this size an object is read whole before a byte of it is passed on. */
const wholeAtMostBytes = 16 * 2 ** 20;

/** Reads an object that is the recorded one, byte for byte. A small one is checked before anything is returned; of a large
 * one the last piece is held back until all is checked, so that whoever reads it sees it break off.
 * @throws StoreUnavailable when the store fails or holds something else; of a large one, while it is read
 * Effects: another content is logged. */
export async function readVerified(
  store: ObjectStore,
  recorded: RecordedObject,
): Promise<AsyncIterable<Uint8Array>> {
  if (recorded.sizeBytes > wholeAtMostBytes) return checkedWhileRead(store, recorded);
  const bytes = await readVerifiedWhole(store, recorded);
  return (async function* () {
    yield bytes;
  })();
}

/** The bytes of an object that is the recorded one. Asked for twice: what went wrong on the way may go right.
 * @throws StoreUnavailable when the store fails or holds something else
 * Effects: another content is logged. */
async function readVerifiedWhole(store: ObjectStore, recorded: RecordedObject): Promise<Buffer> {
  for (let attempt = 1; ; attempt++) {
    const bytes = await gather(store, recorded);
    if (bytes !== null && fingerprintOf(bytes) === recorded.sha256) return bytes;
    if (attempt === 2) throw isAnother(recorded);
  }
}

/** @returns null when there is more than was recorded, of which no more is read */
async function gather(store: ObjectStore, { objectKey, sizeBytes }: RecordedObject): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let received = 0;
  for await (const chunk of (await store.read(objectKey)).content) {
    received += chunk.byteLength;
    if (received > sizeBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function* checkedWhileRead(store: ObjectStore, recorded: RecordedObject): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  let received = 0;
  let held: Uint8Array | null = null;
  for await (const chunk of (await store.read(recorded.objectKey)).content) {
    hash.update(chunk);
    received += chunk.byteLength;
    if (received > recorded.sizeBytes) throw isAnother(recorded);
    if (held !== null) yield held;
    held = chunk;
  }
  if (hash.digest("hex") !== recorded.sha256) throw isAnother(recorded);
  if (held !== null) yield held;
}

function isAnother({ objectKey }: RecordedObject): StoreUnavailable {
  log.error({ objectKey }, "a stored object is not the one that was recorded");
  return new StoreUnavailable("A stored object is not the one that was recorded.");
}
