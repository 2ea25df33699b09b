import { constants, crc32, deflateRawSync, gzipSync } from "node:zlib";

/** A page that is sent many times with another nonce each time. It is compressed once: every nonce is a block of its own
 * in the compressed stream, stored as it is (RFC 1951, 3.2.4), so that an answer costs a checksum and no compression. */
export class PreparedPage {
  /** The text between the nonces. */
  readonly #texts: readonly Buffer[];
  readonly #compressed: readonly Buffer[];

  /** @param content the page as it was sent once
   * @param nonce which it was sent with */
  constructor(content: string, nonce: string) {
    this.#texts = content.split(nonce).map((text) => Buffer.from(text));
    // A full flush ends at a byte and looks back at nothing: whatever follows may be put behind it.
    this.#compressed = this.#texts.map((text) =>
      deflateRawSync(text, { finishFlush: constants.Z_FULL_FLUSH, level: 6 }),
    );
  }

  plain(nonce: string): Buffer {
    return Buffer.concat(between(this.#texts, Buffer.from(nonce)));
  }

  /** The same page, compressed as `Content-Encoding: gzip`. */
  gzipped(nonce: string): Buffer {
    const text = this.plain(nonce);
    const trailer = Buffer.alloc(8);
    trailer.writeUInt32LE(crc32(text), 0);
    trailer.writeUInt32LE(text.byteLength % 2 ** 32, 4);
    const blocks = between(this.#compressed, storedBlock(Buffer.from(nonce)));
    return Buffer.concat([gzipHeader, ...blocks, lastBlock, trailer]);
  }
}

/** The ten bytes of a member without name and date. */
const gzipHeader = gzipSync(Buffer.alloc(0)).subarray(0, 10);
/** An empty stored block with the mark of the last one. */
const lastBlock = Buffer.from([1, 0, 0, 0xff, 0xff]);

function storedBlock(content: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt16LE(content.byteLength, 1);
  head.writeUInt16LE(0xffff - content.byteLength, 3);
  return Buffer.concat([head, content]);
}

function between(parts: readonly Buffer[], separator: Buffer): Buffer[] {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [separator, part]));
}
