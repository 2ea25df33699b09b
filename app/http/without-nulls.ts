import { Transform } from "node:stream";

/** Drops NUL bytes from a page on its way out. React 18 leaves up to three of them wherever a letter of several bytes does
 * not fit the end of one of its buffers; HTML allows none, so nothing else is lost. */
export function withoutNulls(): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      done(null, chunk.includes(0) ? chunk.filter((byte) => byte !== 0) : chunk);
    },
  });
}
