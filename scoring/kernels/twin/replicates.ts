import { replicatesPerDraw } from "../kernels.ts";
import type { TwinMemory } from "./memory.ts";

type Rows = { weights: number; rows: number };

/** The plain twin of assembly/replicates.ts: one replicate after the other. */
export function sumWeighted(
  { bytes, doubles }: TwinMemory,
  { weights, rows, values, sums }: Rows & { values: number; sums: number },
): void {
  for (let replicate = 0; replicate < replicatesPerDraw; replicate++) {
    let sum = 0;
    for (let row = 0; row < rows; row++)
      sum += (bytes[weights + row * replicatesPerDraw + replicate] ?? 0) * (doubles[values / 8 + row] ?? 0);
    doubles[sums / 8 + replicate] = sum;
  }
}

/** The plain twin of assembly/replicates.ts. */
export function countWeightedPairs(
  { bytes, words, doubles }: TwinMemory,
  { weights, rows, places, tally }: Rows & { places: number; tally: number },
): void {
  for (let replicate = 0; replicate < replicatesPerDraw; replicate++) {
    let pairs = 0;
    let positives = 0;
    let negatives = 0;
    for (let index = 0; index < rows; index++) {
      const place = words[places / 4 + index] ?? 0;
      const weight = bytes[weights + (place >>> 1) * replicatesPerDraw + replicate] ?? 0;
      if ((place & 1) === 0) {
        negatives += weight;
      } else {
        positives += weight;
        pairs += weight * negatives;
      }
    }
    for (const [kind, count] of [pairs, positives, negatives].entries())
      doubles[tally / 8 + kind * replicatesPerDraw + replicate] = count;
  }
}

/** The plain twin of assembly/replicates.ts. */
export function addToCells(
  { bytes, words }: TwinMemory,
  { weights, rows, cells, counts }: Rows & { cells: number; counts: number },
): void {
  for (let row = 0; row < rows; row++) {
    const cell = counts / 4 + (words[cells / 4 + row] ?? 0) * replicatesPerDraw;
    for (let replicate = 0; replicate < replicatesPerDraw; replicate++) {
      const weight = bytes[weights + row * replicatesPerDraw + replicate] ?? 0;
      words[cell + replicate] = (words[cell + replicate] ?? 0) + weight;
    }
  }
}
