import { readNumber } from "../../formats/number.ts";
import type { TwinMemory } from "./memory.ts";

const zero = 48;
const point = 46;
const minus = 45;
const largestExactWhole = 2 ** 53;
const exactPowers = Array.from({ length: 23 }, (_, power) => Number(`1e${String(power)}`));

/** The number that the bytes between two places spell, correctly rounded; NaN when they spell no finite number.
 * Digits with at most one point are read here when one exact division gives the number (Clinger 1990), everything else
 * by `readNumber`. */
export function readDecimal({ bytes }: TwinMemory, start: number, end: number): number {
  const isNegative = bytes[start] === minus;
  const first = start + Number(isNegative);
  const dot = bytes.subarray(first, end).indexOf(point);
  const whole = digitsBetween(bytes, first, dot < 0 ? end : first + dot, 0);
  const digits = dot < 0 ? whole : digitsBetween(bytes, first + dot + 1, end, whole);
  const power = exactPowers[dot < 0 ? 0 : end - first - dot - 1];
  if (!(digits <= largestExactWhole) || power === undefined) return readText(bytes, start, end);
  return isNegative ? -(digits / power) : digits / power;
}

/** Appends digits to a number; NaN when there are none, or when one of them is none. */
function digitsBetween(bytes: Uint8Array, start: number, end: number, before: number): number {
  let number = start < end ? before : NaN;
  for (let at = start; at < end; at++) {
    const digit = (bytes[at] ?? 0) - zero;
    number = digit >= 0 && digit <= 9 ? number * 10 + digit : NaN;
  }
  return number;
}

function readText(bytes: Uint8Array, start: number, end: number): number {
  let text = "";
  for (let at = start; at < end; at++) text += String.fromCharCode(bytes[at] ?? 0);
  const reading = readNumber(text);
  return "value" in reading ? reading.value : NaN;
}
