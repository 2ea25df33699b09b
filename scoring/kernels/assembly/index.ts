/** What the module offers. Memory from `heapStart` on is laid out by the host. */
export { powersOfFive } from "./round";
export { countLineEnds } from "./fields";
export { useDenseIds } from "./dense-ids";
export { enterRecords, useHashedIds } from "./hashed-ids";
export { useClasses, useMasks, useNumbers } from "./cells";
export { beginFile, isComplete, readRows, stopPlace, useFields } from "./rows";
export { runsEnd } from "./masks";
export { multiplyShares } from "./log-product";
export { drawWeights } from "./poisson";
export { addToCells, countWeightedPairs, sumWeighted } from "./replicates";
export { settleOneHot, settleRowSums } from "./row-sums";
export { countPairs, negativeCount, positiveCount, useSortRoom } from "./area";
export { useTable } from "./table";

export function heapStart(): usize {
  return __heap_base;
}
