import type { Kernels } from "../kernels.ts";
import { TwinArea } from "./area.ts";
import { TwinIds } from "./ids.ts";
import { multiplyShares } from "./log-product.ts";
import { TwinMasks } from "./masks.ts";
import { TwinMemory } from "./memory.ts";
import { drawWeights } from "./poisson.ts";
import { addToCells, countWeightedPairs, sumWeighted } from "./replicates.ts";
import { TwinRows } from "./rows.ts";
import { TwinTable } from "./table.ts";

/** Kernels in plain TypeScript: what tests compare the compiled ones to, and what serves where WebAssembly or its
 * vectors are missing. */
export function twinKernels(): Kernels {
  const memory = new TwinMemory();
  const ids = new TwinIds(memory);
  const rows = new TwinRows(memory, ids);
  return {
    memory,
    // Never 0, which says that something is nowhere.
    heapStart: () => 1024,
    countLineEnds: (start, end) => memory.bytes.subarray(start, end).filter((byte) => byte === 10).length,
    useDenseIds: (form) => {
      ids.useDense(form);
    },
    useHashedIds: (slots, slotCount, records) => {
      ids.useHashed(slots, slotCount, records);
    },
    enterRecords: (sizeBytes) => ids.enterAll(sizeBytes),
    useFields: (...fields) => {
      rows.useFields(...fields);
    },
    useNumbers: (low, high) => {
      rows.useCells({ low, high });
    },
    useClasses: (classTable) => {
      rows.useCells({ classTable });
    },
    useMasks: (runs) => {
      rows.useCells(new TwinMasks(memory, runs));
    },
    runsEnd: () => rows.runsEnd,
    beginFile: (values, stage, count) => {
      rows.begin(values, stage, count);
    },
    readRows: (start, end) => rows.read(start, end),
    stopPlace: () => rows.stopPlace,
    isComplete: () => rows.isComplete(),
    settleRowSums: (tolerance, normalise) => rows.settleRowSums(tolerance, normalise),
    settleOneHot: () => rows.settleOneHot(),
    ...kernelsOfMetrics(memory),
    ...kernelsOfReplicates(memory),
  };
}

type OfMetrics = Pick<
  Kernels,
  "useTable" | "useSortRoom" | "countPairs" | "positiveCount" | "negativeCount" | "multiplyShares"
>;

function kernelsOfMetrics(memory: TwinMemory): OfMetrics {
  const table = new TwinTable(memory);
  const area = new TwinArea(table);
  return {
    useTable: (...places) => {
      table.use(...places);
    },
    useSortRoom: () => undefined,
    countPairs: (column, positive) => area.countPairs(column, positive),
    positiveCount: () => area.positives,
    negativeCount: () => area.negatives,
    multiplyShares: (eps) => multiplyShares(memory, table, eps),
  };
}

type OfReplicates = Pick<Kernels, "drawWeights" | "sumWeighted" | "addToCells" | "countWeightedPairs">;

function kernelsOfReplicates(memory: TwinMemory): OfReplicates {
  return {
    drawWeights: (state, weights, count) => {
      drawWeights(memory, { state, weights, count });
    },
    sumWeighted: (weights, values, rows, sums) => {
      sumWeighted(memory, { weights, values, rows, sums });
    },
    addToCells: (weights, cells, rows, counts) => {
      addToCells(memory, { weights, cells, rows, counts });
    },
    countWeightedPairs: (weights, places, rows, tally) => {
      countWeightedPairs(memory, { weights, places, rows, tally });
    },
  };
}
