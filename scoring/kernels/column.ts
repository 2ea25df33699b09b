import { areKernelsCompiled, newKernels } from "./installed.ts";
import { bucketBytes, type Kernels } from "./kernels.ts";
import { Layout } from "./memory.ts";

/** One column of scores and its labels in the memory of kernels, with room to sort them. */
export type ScoreColumn = {
  kernels: Kernels;
  count: number;
  scores: number;
  labels: number;
  spare: number;
  buckets: number;
};

/** Room of this many rows at most is kept for the next column. */
const keptRows = 1 << 22;
let kept: ScoreColumn | null = null;

/** Copies a column into kernels, for one computation: the next column takes its place.
 * @param labels 1 or 0 for each score
 * @returns null when no compiled kernels are installed */
export function columnInKernels(scores: Float64Array, labels: ArrayLike<number>): ScoreColumn | null {
  if (!areKernelsCompiled()) return null;
  const count = scores.length;
  const room = kept !== null && kept.count >= count ? kept : roomFor(count);
  kept = room.count <= keptRows ? room : null;
  const { buffer } = room.kernels.memory;
  new Float64Array(buffer, room.scores).set(scores);
  new Uint8Array(buffer, room.labels).set(labels);
  return { ...room, count };
}

function roomFor(count: number): ScoreColumn {
  const kernels = newKernels();
  const layout = new Layout(kernels);
  return {
    kernels,
    count,
    scores: layout.take(count * 8),
    labels: layout.take(count),
    spare: layout.take(count * 8),
    buckets: layout.take(bucketBytes),
  };
}
