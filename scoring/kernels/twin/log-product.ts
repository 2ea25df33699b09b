import type { TwinMemory } from "./memory.ts";
import type { TwinTable } from "./table.ts";

const scale = 2 ** 500;
const resultPlace = 512;

/** The plain twin of assembly/log-product.ts: the same steps, one product after the other. */
export function multiplyShares(memory: TwinMemory, table: TwinTable, eps: number): number {
  const products: [number, number] = [1, 1];
  const errors: [number, number] = [0, 0];
  let scalings = 0;
  for (let row = 0; row < table.rows; row++) {
    const lane = row % 2 === 0 ? 0 : 1;
    const share = table.columns === 1 ? binaryShare(table, row, eps) : classShare(table, row, eps);
    const next = products[lane] * share;
    errors[lane] = errors[lane] * share + productError(products[lane], share, next);
    products[lane] = next;
    if (next >= 1 / scale) continue;
    products[lane] *= scale;
    errors[lane] *= scale;
    scalings += 1;
  }
  memory.doubles.set([...products, ...errors, scalings], resultPlace / 8);
  return resultPlace;
}

function binaryShare(table: TwinTable, row: number, eps: number): number {
  const positive = clipped(table.score(row, 0), eps);
  const negative = 1 - positive;
  return (table.label(row) === 1 ? positive : negative) / (positive + negative);
}

function classShare(table: TwinTable, row: number, eps: number): number {
  let sum = 0;
  for (let column = 0; column < table.columns; column++) sum += clipped(table.score(row, column), eps);
  return clipped(table.score(row, table.label(row)), eps) / sum;
}

function clipped(probability: number, eps: number): number {
  return Math.min(Math.max(probability, eps), 1 - eps);
}

/** What a × b lacks to its rounded value, exactly. Sources: Veltkamp 1968; Dekker 1971. */
function productError(a: number, b: number, rounded: number): number {
  const [aHigh, bHigh] = [highHalf(a), highHalf(b)];
  const [aLow, bLow] = [a - aHigh, b - bHigh];
  return aHigh * bHigh - rounded + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

function highHalf(a: number): number {
  const split = (2 ** 27 + 1) * a;
  return split - (split - a);
}
