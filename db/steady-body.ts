import { StoreUnavailable } from "./store-unavailable.ts";

/** Below this a store that sends at all is as good as away: a job, or a reader, would wait for hours. */
const slowestBytesPerSecond = 8_192;
const patienceMs = 20_000;

/** Passes on what the store sends of an object.
 * @param announced how many bytes it has promised; null when it did not say
 * @throws StoreUnavailable when the connection breaks, when fewer or more bytes come, or when they come too slowly;
 *   only the time that the store takes is counted, not the reader's */
export async function* steadyBody(
  body: AsyncIterable<Uint8Array>,
  announced: number | null,
): AsyncGenerator<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]();
  let [received, waitedMs] = [0, 0];
  try {
    for (;;) {
      const askedAt = performance.now();
      const next = await chunks.next().catch((error: unknown) => {
        throw new StoreUnavailable("The object store broke off.", error);
      });
      if (next.done === true) break;
      received += next.value.byteLength;
      waitedMs += performance.now() - askedAt;
      if (waitedMs > patienceMs && received * 1000 < slowestBytesPerSecond * waitedMs)
        throw new StoreUnavailable("The object store sends too slowly.");
      yield next.value;
    }
  } finally {
    await chunks.return?.();
  }
  if (announced !== null && received !== announced)
    throw new StoreUnavailable("The object store sent another number of bytes than it promised.");
}
