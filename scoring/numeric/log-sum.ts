import type { ClassIndices } from "../class-indices.ts";
import type { Kernels } from "../kernels/kernels.ts";
import { columnInKernels, tableInKernels, type ScoreTable } from "../kernels/score-table.ts";
import { CompensatedSum } from "./sum.ts";

/** Splits a double into two halves of 26 bits. Source: Veltkamp 1968; Dekker 1971. */
const splitter = 2 ** 27 + 1;
const factorsPerLogarithm = 16;
/** Products stay far above the smallest doubles, so that their errors are doubles too. */
const smallestProduct = 1e-150;

/** Sum of ln x for `factor(i)`, i from 0 to n − 1, each in (0, 1]; as exact as the logarithms' own rounding, also where
 * all factors are next to 1. One logarithm for sixteen factors: they are multiplied first, and the rounding errors of
 * the products are kept.
 * Source: Graillat 2009, "Accurate floating-point product and exponentiation", algorithm CompProd. */
export function sumOfLogs(n: number, factor: (index: number) => number): number {
  const sum = new CompensatedSum();
  let product = 1;
  let error = 0;
  for (let index = 0; index < n; index++) {
    const x = factor(index);
    if (x < smallestProduct) {
      sum.add(Math.log(x));
      continue;
    }
    const next = product * x;
    error = error * x + productError(product, x, next);
    product = next;
    if ((index + 1) % factorsPerLogarithm !== 0 && product > smallestProduct) continue;
    addLog(sum, product, error);
    product = 1;
    error = 0;
  }
  addLog(sum, product, error);
  return sum.value;
}

/** ln(product + error), of which the sum may not be a double. */
function addLog(sum: CompensatedSum, product: number, error: number): void {
  sum.add(Math.log(product));
  sum.add(error / product);
}

/** What a × b lacks to its rounded value, exactly. */
function productError(a: number, b: number, rounded: number): number {
  const aHigh = splitter * a - (splitter * a - a);
  const bHigh = splitter * b - (splitter * b - b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  return aHigh * bHigh - rounded + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

/** Below this, products of two factors could lose digits in the kernels. */
const smallestKernelEps = 1e-100;

/** Sum of ln share over all rows of a table. */
export function sumOfShareLogs(table: ScoreTable, eps: number): number {
  const kernels = eps < smallestKernelEps ? null : kernelsFor(table);
  if (kernels === null) return sumOfLogs(table.truth.length, shareOf(table, eps));
  const place = kernels.multiplyShares(eps);
  const [even = 1, odd = 1, evenError = 0, oddError = 0, scalings = 0] = new Float64Array(
    kernels.memory.buffer,
    place,
    5,
  );
  const sum = new CompensatedSum();
  sum.add(-scalings * 500 * Math.LN2);
  addLog(sum, even, evenError);
  addLog(sum, odd, oddError);
  return sum.value;
}

/** A single column is worth a copy; tables of several are left where they are. */
function kernelsFor(table: ScoreTable): Kernels | null {
  return table.columns === 1 ? (columnInKernels(table, 0)?.kernels ?? null) : tableInKernels(table);
}

/** The part of each row's clipped probabilities that its true class has. */
export function shareOf({ truth, probabilities, columns }: ScoreTable, eps: number): (row: number) => number {
  const clip = (probability: number) => Math.min(Math.max(probability, eps), 1 - eps);
  if (columns === 1) return binaryShare(truth, (row) => clip(probabilities[row] ?? 0));
  return (row) => {
    let sum = 0;
    for (let column = 0; column < columns; column++) sum += clip(probabilities[row * columns + column] ?? 0);
    return clip(probabilities[row * columns + (truth[row] ?? 0)] ?? 0) / sum;
  };
}

/** The other class has one minus the clipped probability, which is not the clipped complement: they differ in the last
 * digits of eps. */
function binaryShare(isPositive: ClassIndices, positiveOf: (row: number) => number): (row: number) => number {
  return (row) => {
    const positive = positiveOf(row);
    const negative = 1 - positive;
    return (isPositive[row] === 1 ? positive : negative) / (positive + negative);
  };
}
