import type { Kernels } from "../kernels/kernels.ts";
import type { Layout } from "../kernels/memory.ts";
import type { Runs, Size } from "../shapes.ts";

/** A run of two numbers takes at least four bytes to spell, and sixteen as two doubles. */
const bytesPerByte = 4;
const bytesPerLength = 2;
const margin = 64;

type Table = { rows: number; columns: number; sizes: readonly Size[] | null };

/** The masks that kernels have read, whose runs stand at the end of their memory. */
export class FoundMasks {
  readonly #kernels: Kernels;
  readonly #layout: Layout;
  readonly #lengths: number;
  readonly #runs: number;

  /** @param mostBytes that are read at once */
  constructor(kernels: Kernels, layout: Layout, mostBytes: number) {
    this.#kernels = kernels;
    this.#layout = layout;
    this.#lengths = layout.take(mostBytes * bytesPerLength + margin);
    this.#runs = layout.take(0);
  }

  begin(): void {
    this.#kernels.useMasks(this.#runs, this.#lengths);
  }

  /** Makes room for the runs that so many bytes may spell. */
  makeRoom(sizeBytes: number): void {
    this.#layout.extendTo(this.#kernels.runsEnd() + sizeBytes * bytesPerByte + margin);
  }

  /** The masks of all rows, which stand in the memory of the kernels.
   * @param cells what the kernels have written of each mask, row after row
   * @returns null when one leaves its image */
  found(cells: number, { rows, columns, sizes }: Table): Runs[][] | null {
    const { buffer } = this.#kernels.memory;
    const places = new Uint32Array(buffer, cells, rows * columns * 2);
    const masks: Runs[][] = [];
    for (let row = 0; row < rows; row++) {
      const size = sizes?.[row];
      const pixels = size === undefined ? Infinity : size.height * size.width;
      const ofRow: Runs[] = [];
      for (let cell = row * columns; cell < (row + 1) * columns; cell++)
        ofRow.push(runsAt(buffer, (places[2 * cell] ?? 0) * 8, places[2 * cell + 1] ?? 0));
      if (ofRow.some((runs) => endOf(runs) > pixels)) return null;
      masks.push(ofRow);
    }
    return masks;
  }
}

function runsAt(buffer: ArrayBufferLike, place: number, count: number): Runs {
  return {
    starts: new Float64Array(buffer, place, count),
    lengths: new Float64Array(buffer, place + 8 * count, count),
  };
}

/** Pixels up to and with the last one of a mask. */
function endOf({ starts, lengths }: Runs): number {
  return (starts.at(-1) ?? 0) + (lengths.at(-1) ?? 0);
}
