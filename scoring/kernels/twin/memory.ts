import type { KernelMemory } from "../kernels.ts";

const pageBytes = 65_536;
/** Pages that are added beyond those asked for, 256 MB at most. */
const aheadAtMost = 4096;

/** A memory that grows like WebAssembly's, with views of its whole. */
export class TwinMemory implements KernelMemory {
  buffer = new ArrayBuffer(2 * pageBytes);
  bytes = new Uint8Array(this.buffer);
  words = new Uint32Array(this.buffer);
  doubles = new Float64Array(this.buffer);

  /** By more than is asked for: what is there is copied each time. */
  grow(pages: number): number {
    const before = this.buffer.byteLength / pageBytes;
    const larger = new ArrayBuffer(
      this.buffer.byteLength + Math.max(pages, Math.min(before, aheadAtMost)) * pageBytes,
    );
    new Uint8Array(larger).set(this.bytes);
    this.buffer = larger;
    this.bytes = new Uint8Array(larger);
    this.words = new Uint32Array(larger);
    this.doubles = new Float64Array(larger);
    return before;
  }

  /** The four bytes at any place, the first lowest. */
  word(place: number): number {
    const { bytes } = this;
    return (
      ((bytes[place] ?? 0) |
        ((bytes[place + 1] ?? 0) << 8) |
        ((bytes[place + 2] ?? 0) << 16) |
        ((bytes[place + 3] ?? 0) << 24)) >>>
      0
    );
  }
}
