/** What the module offers. Memory from `heapStart` on is laid out by the host. */
export { powersOfFive } from "./round";
export { countLineEnds } from "./fields";
export { useDenseIds } from "./dense-ids";
export { enterRecords, useHashedIds } from "./hashed-ids";
export { beginFile, isComplete, readRows, stopPlace, useClasses, useFields, useNumbers } from "./rows";
export { multiplyShares } from "./log-product";
export { drawWeights } from "./poisson";
export { addToCells, countWeightedPairs, sumWeighted } from "./replicates";
export { settleOneHot, settleRowSums } from "./row-sums";
export { countPairs, makeKeys, negativeCount, positiveCount, sortKeys } from "./area";

export function heapStart(): usize {
  return __heap_base;
}
