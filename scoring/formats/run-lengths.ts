import type { Runs } from "../shapes.ts";

/** Reads a mask written as pairs “start length”, counted from 1 down the columns, then to the right: sorted, not
 * overlapping, one blank between two numbers. An empty text is an empty mask.
 * @param pixels how many the image has; null when that is not known
 * @returns null when the text is anything else, or leaves the image
 * Source: the run-length encoding of Kaggle's HuBMAP challenge. */
export function readRuns(text: string, pixels: number | null): Runs | null {
  const numbers = text === "" ? [] : wholeNumbers(text);
  if (numbers === null || numbers.length % 2 === 1) return null;
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

const blank = 32;
const zero = 48;
const nine = 57;

/** Positive whole numbers without leading zeros, one blank between two; null when the text is anything else. Read
 * character by character: masks of large images are long. */
function wholeNumbers(text: string): number[] | null {
  const numbers: number[] = [];
  let number = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === blank && number > 0) {
      numbers.push(number);
      number = 0;
      continue;
    }
    const isDigit = character >= zero && character <= nine;
    // A zero in front of a number, and a blank without a number before it, end here.
    if (!isDigit || (number === 0 && character === zero)) return null;
    number = number * 10 + (character - zero);
    if (number > Number.MAX_SAFE_INTEGER) return null;
  }
  if (number === 0) return null;
  numbers.push(number);
  return numbers;
}
