/** What a file may cost, in one place; docs/scoring.md has the same as a table. A legitimate file meets none of these. */

/** How often a contained process looks at its own memory: between two looks a decoder touches some 50 MB. */
export const guardEveryMs = 25;

/** A contained process that has not started by then does not. */
export const containedStartsWithinMs = 60_000;

/** Of the machine's memory, what the engine's heap may grow to; what a task really may use is watched from outside it. */
export const heapShareOfMachine = 0.5;

/** A file up to this size is given to another process in a message, a larger one on disk. */
export const spooledFromBytes = 1 << 20;

/** What is known of a scoring task before a foreign byte is read. */
export type ScoringFacts = {
  /** Rows of the labels. */
  rows: number;
  /** Columns of the predictions. */
  columns: number;
  /** Pixels of all expected label maps together; 0 for other targets. */
  pixels: number;
  /** The sent file, packed or not. */
  fileBytes: number;
  metrics: number;
};

const MB = 1_000_000;

/** Memory for scoring a file, beyond the process itself and its labels.
 * 220 MB: readers, kernels, a small file. 160 bytes a row: its identifier as text with its place in a map, which the plain
 * reader needs; 24 bytes a value: read, decided, ordered. Three times the file: Parquet and pictures are held whole, and
 * a copy of what is being unpacked. 12 bytes a pixel: two maps of runs at their worst, and distances. */
export function scoringMemoryBytes({ rows, columns, pixels, fileBytes }: ScoringFacts): number {
  return 220 * MB + rows * (160 + 24 * columns) + 3 * fileBytes + 12 * pixels;
}

/** Time for scoring a file, some ten times what a quiet machine needs: 20 s for any, 40 µs a value and metric, 20 µs a
 * pixel and metric, which is what distances between outlines take. */
export function scoringWithinMs({ rows, columns, pixels, metrics }: ScoringFacts): number {
  return 20_000 + metrics * (rows * columns * 0.04 + pixels * 0.02);
}

/** Memory for reading and packing labels: rows of text before they are packed. Organisers are known by name, but their
 * files come from elsewhere. 60 times the packed file is what a gzip of texts may reach in objects. */
export function labelMemoryBytes(fileBytes: number): number {
  return 400 * MB + 60 * fileBytes;
}

/** Five minutes, and a second for each megabyte. */
export function labelWithinMs(fileBytes: number): number {
  return 300_000 + fileBytes / 1_000;
}

/** The statistics of a ranking read up to 200 files and draw their rows a thousand times. */
export const statisticsWithinMs = 2 * 3_600_000;

/** Memory for the statistics: what one file needs, and of every file its values, orders and contributions. */
export function statisticsMemoryBytes(facts: ScoringFacts, files: number): number {
  return scoringMemoryBytes(facts) + 300 * MB + files * (facts.rows * facts.columns * 64 + facts.pixels * 8);
}

/** Whether a process is fit for another task: 400 MB, and 200 bytes for each row of the labels that it keeps. Memory that
 * a task has used does not all come back, and the next is allowed so much beyond what is resident. */
export function processMayStay(residentBytes: number, keptRows: number): boolean {
  return residentBytes <= 400 * MB + 200 * keptRows;
}

/** The end of a zip that is kept, where its directory stands: 200,000 files with names of a hundred letters. */
export const directoryBytesKept = 32 * MB;

/** Folders, and what a Mac adds, beside the one file of a zip. */
export const entriesBesideOne = 1_000;

/** A reader of PDFs that holds more when it has answered is ended: what it keeps of a file does not come back. */
export const pdfReaderStaysBelowBytes = 250 * MB;

/** Memory for opening a PDF: its reader, and copies of the file and of what is packed in it. */
export function pdfMemoryBytes(fileBytes: number): number {
  return 250 * MB + 8 * fileBytes;
}

export const pdfWithinMs = 20_000;

/** Objects of a PDF: each takes a byte somewhere, packed as it may be; the smallest files announce a few too many. */
export function pdfObjectsAtMost(fileBytes: number): number {
  return 10_000 + fileBytes;
}

/** Pixels of a picture, whatever size is expected. */
export const pixelsAtMost = 1e8;

/** Rows of a table with one row for each of so many identifiers: what has twice as many has nothing new to say. */
export function rowsAtMost(expected: number): number {
  return 2 * expected + 1_000;
}

/** Rows of a table of objects in so many images. */
export function objectsAtMost(images: number): number {
  return 1_000_000 + 1_000 * images;
}

/** Classes that a file may name where the specification declares none: beyond, the names are not classes. */
export const inventedClassesAtMost = 10_000;

/** Files of a zip with so many expected pictures, with folders and what a Mac adds. */
export function archivedFilesAtMost(expected: number): number {
  return 4 * expected + 1_000;
}

/** Bytes of an unpacked picture file of so many pixels: two for each, some for damage that fits no compression, and 1 MB. */
export function pictureBytesAtMost(pixels: number): number {
  return MB + 8 * pixels;
}
