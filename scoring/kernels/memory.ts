import type { Kernels } from "./kernels.ts";

const pageBytes = 65_536;
/** Areas begin at pages of the machine: the kernel of the operating system copies into such areas several times faster
 * than into others. Source: measured, docs/performance.md. */
const alignment = 4096;
/** Vectors may be read a little beyond an area. */
const margin = 64;

/** Lays out the memory of kernels, area after area. Views of the memory end whenever an area is taken or enlarged. */
export class Layout {
  readonly #kernels: Kernels;
  #top: number;

  constructor(kernels: Kernels) {
    this.#kernels = kernels;
    this.#top = aligned(kernels.heapStart());
  }

  /** A new area of zeros.
   * @returns its place
   * @throws RangeError when the memory is exhausted */
  take(sizeBytes: number): number {
    const place = this.#top;
    this.extendTo(place + sizeBytes);
    return place;
  }

  /** Enlarges the area taken last, unless it reaches so far already.
   * @throws RangeError when the memory is exhausted */
  extendTo(end: number): void {
    const top = Math.max(this.#top, aligned(end + margin));
    const missing = top - this.#kernels.memory.buffer.byteLength;
    if (missing > 0) this.#kernels.memory.grow(Math.ceil(missing / pageBytes));
    this.#top = top;
  }

  /** Bytes in use. */
  get sizeBytes(): number {
    return this.#top;
  }
}

function aligned(place: number): number {
  return Math.ceil(place / alignment) * alignment;
}
