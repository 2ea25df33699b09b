/** The innermost loops of scoring, as WebAssembly offers them and as their plain twin does. All numbers that say where
 * something is are places in `memory`, which the caller lays out from `heapStart` on. */
export type Kernels = {
  readonly memory: KernelMemory;
  heapStart: () => number;

  /** Number of line ends between two places. */
  countLineEnds: (start: number, end: number) => number;

  /** Identifiers with a common beginning and a fixed number of digits.
   * @param form see `denseForm` in scoring/fast/id-index.ts */
  useDenseIds: (form: number) => void;
  /** Identifiers in a hash table of 8-byte slots, all zero at first; `slotCount` is a power of two. */
  useHashedIds: (slotArea: number, slotCount: number, recordArea: number) => void;
  /** Enters all records, which have so many bytes.
   * @returns false when two have the same identifier */
  enterRecords: (sizeBytes: number) => boolean;

  /** @param columnTable prediction column of each field, 4 bytes each; `identifierField` for the identifier */
  useFields: (fields: number, columnTable: number, columns: number, areIdsHashed: boolean) => void;
  /** Cells are numbers from `low` to `high`. */
  useNumbers: (low: number, high: number) => void;
  /** Cells are classes of one byte: `table` has the class of each byte, 255 = none. A class takes up one byte. */
  useClasses: (table: number) => void;
  /** Cells are masks: eight bytes each, the place of its runs in units of eight bytes and how many runs it has.
   * @param runs where the runs go: of each mask the starts, counted from 0, then the lengths, a double each
   * @param lengths room for the lengths of one mask */
  useMasks: (runs: number, lengths: number) => void;
  /** Where the runs of the next mask go; a mask takes up at most four times the bytes that spell it, and a little. */
  runsEnd: () => number;
  /** @param valueArea room for each expected row and column
   * @param stage room for `batchRows` rows of values */
  beginFile: (valueArea: number, stage: number, rows: number) => void;
  /** Reads the whole rows between two places. What is read is right; whatever is unusual is left to another reader. */
  readRows: (start: number, end: number) => number;
  /** Where the last call of `readRows` met an empty line. */
  stopPlace: () => number;
  /** Whether every expected row has come exactly once. */
  isComplete: () => boolean;
  /** Whether the class probabilities of each row sum to 1; `normalise` divides the other rows by their sum. */
  settleRowSums: (tolerance: number, normalise: boolean) => boolean;
  /** Replaces rows of one 1 among zeros by the place of the 1; false when a row is none. */
  settleOneHot: () => boolean;

  /** The table that metrics look at: `columns` doubles a row, and a byte for the label of each row.
   * @param labels with one column 1 for the positive class and 0 for the other, else the class */
  useTable: (scores: number, columns: number, labels: number, rows: number) => void;
  /** Room to sort so many keys of eight bytes at a time, and one more in `keys`. @param buckets see `bucketBytes` */
  useSortRoom: (keys: number, spare: number, keyCount: number, buckets: number) => void;
  /** Twice the number of (positive, negative) pairs that a column puts in the right order, a tie counting one; NaN when
   * a score is negative. @param positive label of the positive rows */
  countPairs: (column: number, positive: number) => number;
  positiveCount: () => number;
  negativeCount: () => number;

  /** Multiplies the shares that rows give to their true class (see log_loss); eps ≥ 1e-100.
   * @returns where five doubles stand: two products, their rounding errors, how often one was multiplied by 2^500 */
  multiplyShares: (eps: number) => number;

  /** Fills an area with so many weights of bootstrap replicates, a byte each; `count` is a multiple of eight.
   * @param state sixteen words, not all zero, which the draw advances */
  drawWeights: (state: number, weights: number, count: number) => void;
  /** For each of the sixteen replicates, whose weights of a row stand side by side: the sum of weight × value. */
  sumWeighted: (weights: number, values: number, rows: number, sums: number) => void;
  /** Adds each row's weights to the sixteen counts, four bytes each, of its cell; cells take four bytes each. */
  addToCells: (weights: number, cells: number, rows: number, counts: number) => void;
  /** For each of the sixteen replicates: weighted pairs of a positive row with a negative one before it, weights of the
   * positive rows, weights of the negative ones; sixteen doubles of each.
   * @param places of the rows in the order to count in, four bytes each: twice the row, plus one when it is positive */
  countWeightedPairs: (weights: number, places: number, rows: number, tally: number) => void;
};

export type KernelMemory = {
  readonly buffer: ArrayBufferLike;
  /** Adds pages of 64 KiB; views of the old buffer end. */
  grow: (pages: number) => number;
};

export const identifierField = 0xffffffff;
export const absentRow = 0xffffffff;
export const batchRows = 64;
/** Replicates of a bootstrap that are drawn and scored at once. */
export const replicatesPerDraw = 16;
/** What the tallies of a sort take up: one to sort by, and one for each twelve of 64 bits. */
export const bucketBytes = 7 * 4096 * 4;

/** What `readRows` answers. */
export const rowsAllRead = 0;
export const rowsUnusual = 1;
export const rowsEmptyLine = 2;
