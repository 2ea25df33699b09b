import { readRuns } from "../../formats/run-lengths.ts";
import type { TwinMemory } from "./memory.ts";

/** Longer numbers are left to the plain reader. */
const tooManyDigits = /[0-9]{16}/;

/** Reads masks as the plain reader does and keeps their runs one after the other. The plain twin of assembly/masks.ts. */
export class TwinMasks {
  readonly #memory: TwinMemory;
  runsEnd: number;

  constructor(memory: TwinMemory, runs: number) {
    this.#memory = memory;
    this.runsEnd = runs;
  }

  /** @returns the place of the runs in units of eight bytes, and how many they are; null when the text is no mask */
  read(start: number, end: number): [number, number] | null {
    const text = new TextDecoder("latin1").decode(this.#memory.bytes.subarray(start, end));
    const runs = tooManyDigits.test(text) ? null : readRuns(text, null);
    if (runs === null) return null;
    const count = runs.starts.length;
    const place = this.runsEnd / 8;
    this.#memory.doubles.set(runs.starts, place);
    this.#memory.doubles.set(runs.lengths, place + count);
    this.runsEnd += 16 * count;
    return [place, count];
  }
}
