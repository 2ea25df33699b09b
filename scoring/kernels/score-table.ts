import type { ClassIndices } from "../class-indices.ts";
import { areKernelsCompiled, newKernels } from "./installed.ts";
import { bucketBytes, type Kernels } from "./kernels.ts";
import { Layout } from "./memory.ts";

/** Scores, so many columns a row, with the label of each row: its class, or with one column 1 or 0. */
export type ScoreTable = { truth: ClassIndices; probabilities: Float64Array; columns: number };

/** Where kernels compute metrics: the labels of so many rows at most go to the area `labels`. */
export type MetricRoom = { kernels: Kernels; labels: number; rows: number };

/** Keys of so many rows are sorted at once; of longer columns an eighth, so that sorting needs little room beside them. */
const keysAtOnce = 1 << 20;
const slices = 8;

/** Areas that are not touched take up no memory: room that no metric needs costs nothing. */
export function takeMetricRoom(kernels: Kernels, layout: Layout, rows: number): MetricRoom {
  const keyCount = Math.min(rows, Math.max(keysAtOnce, Math.ceil(rows / slices)));
  const labels = layout.take(rows);
  const keys = layout.take((keyCount + 1) * 8);
  const spare = layout.take(keyCount * 8);
  kernels.useSortRoom(keys, spare, keyCount, layout.take(bucketBytes));
  return { kernels, labels, rows };
}

const roomBeside = new WeakMap<ArrayBufferLike, MetricRoom>();

/** Tells that scores stand in the memory of kernels that have room beside them: they need not be copied. */
export function haveRoomBeside(scores: Float64Array, room: MetricRoom): void {
  roomBeside.set(scores.buffer, room);
}

/** Has kernels use a table that stands in their memory, until the next one.
 * @returns null when it does not, or when no compiled kernels are installed */
export function tableInKernels({ truth, probabilities, columns }: ScoreTable): Kernels | null {
  const room = roomBeside.get(probabilities.buffer);
  if (room === undefined || !areKernelsCompiled() || !(truth instanceof Uint8Array)) return null;
  // Every cell of a table may be asked about as a row of its own.
  if (truth.length > room.rows) return null;
  new Uint8Array(room.kernels.memory.buffer, room.labels).set(truth);
  room.kernels.useTable(probabilities.byteOffset, columns, room.labels, truth.length);
  return room.kernels;
}

/** Has kernels use a column of a table, copied when it must be, until the next one.
 * @returns the kernels and the place of the column there; null when no compiled kernels are installed */
export function columnInKernels(
  table: ScoreTable,
  column: number,
): { kernels: Kernels; column: number } | null {
  const kernels = tableInKernels(table);
  if (kernels !== null) return { kernels, column };
  if (!areKernelsCompiled() || !(table.truth instanceof Uint8Array)) return null;
  return { kernels: copiedColumn(table, table.truth, column), column: 0 };
}

type CopyRoom = MetricRoom & { scores: number };

/** Room of this many rows at most is kept for the next column. */
const keptRows = 1 << 22;
let kept: CopyRoom | null = null;

function copiedColumn({ probabilities, columns }: ScoreTable, truth: Uint8Array, column: number): Kernels {
  const room = kept !== null && kept.rows >= truth.length ? kept : roomFor(truth.length);
  kept = room.rows <= keptRows ? room : null;
  const { buffer } = room.kernels.memory;
  const scores = new Float64Array(buffer, room.scores);
  if (columns === 1) scores.set(probabilities);
  else for (let row = 0; row < truth.length; row++) scores[row] = probabilities[row * columns + column] ?? 0;
  new Uint8Array(buffer, room.labels).set(truth);
  room.kernels.useTable(room.scores, 1, room.labels, truth.length);
  return room.kernels;
}

function roomFor(rows: number): CopyRoom {
  const kernels = newKernels();
  const layout = new Layout(kernels);
  return { ...takeMetricRoom(kernels, layout, rows), scores: layout.take(rows * 8) };
}
