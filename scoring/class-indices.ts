/** Places among classes, one per row: a byte each while they are no more than 256. */
export type ClassIndices = Uint8Array | Int32Array;

const placesOfAByte = 256;

/** Indices as compact as the number of classes allows. */
export function classIndices(indices: ArrayLike<number>, classCount: number): ClassIndices {
  return classCount <= placesOfAByte ? new Uint8Array(indices) : new Int32Array(indices);
}
