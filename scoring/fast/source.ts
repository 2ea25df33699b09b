import type { Bytes } from "../formats/unpack.ts";

/** A predictions file that can be read more than once. */
export type PredictionsFile = {
  /** Its bytes from the start, as they were sent. */
  open: () => Bytes | Promise<Bytes>;
  /** The same bytes put straight where the reader wants them, for files at hand; saves a copy. */
  openDirect?: () => DirectSource;
};

/** Bytes that go where they are asked to. */
export type DirectSource = {
  /** Fills an area from its start. @returns how many bytes came; 0 at the end */
  fill: (target: Uint8Array) => number | Promise<number>;
  close: () => void | Promise<void>;
};

/** Copies chunks of any size into areas of any size. */
export function sourceOf(bytes: Bytes): DirectSource {
  const iterator = bytes[Symbol.asyncIterator]();
  let rest: Uint8Array = new Uint8Array(0);
  return {
    async fill(target) {
      while (rest.byteLength === 0) {
        const { done, value } = await iterator.next();
        if (done === true) return 0;
        rest = value;
      }
      const part = rest.subarray(0, target.byteLength);
      target.set(part);
      rest = rest.subarray(part.byteLength);
      return part.byteLength;
    },
    async close() {
      await iterator.return?.();
    },
  };
}
