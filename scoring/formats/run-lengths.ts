import type { Runs } from "../shapes.ts";

const pairsOfWholeNumbers = /^[1-9][0-9]{0,15} [1-9][0-9]{0,15}(?: [1-9][0-9]{0,15} [1-9][0-9]{0,15})*$/;

/** Reads a mask written as pairs “start length”, counted from 1 down the columns, then to the right: sorted, not
 * overlapping, one blank between two numbers. An empty text is an empty mask.
 * @param pixels how many the image has; null when that is not known
 * @returns null when the text is anything else, or leaves the image
 * Source: the run-length encoding of Kaggle's HuBMAP challenge. */
export function readRuns(text: string, pixels: number | null): Runs | null {
  if (text === "") return { starts: new Float64Array(0), lengths: new Float64Array(0) };
  if (!pairsOfWholeNumbers.test(text)) return null;
  const numbers = text.split(" ").map(Number);
  const count = numbers.length / 2;
  const starts = new Float64Array(count);
  const lengths = new Float64Array(count);
  let end = 0;
  for (let run = 0; run < count; run++) {
    const start = (numbers[2 * run] ?? 0) - 1;
    const length = numbers[2 * run + 1] ?? 0;
    if (start < end) return null;
    starts[run] = start;
    lengths[run] = length;
    end = start + length;
  }
  const limit = pixels ?? Number.MAX_SAFE_INTEGER;
  return end <= limit ? { starts, lengths } : null;
}
