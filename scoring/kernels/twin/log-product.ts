import type { TwinMemory } from "./memory.ts";

const scale = 2 ** 500;
const resultPlace = 512;

/** The plain twin of assembly/log-product.ts: the same steps, one product after the other. */
export function multiplyShares(
  memory: TwinMemory,
  { scores, labels, count, eps }: { scores: number; labels: number; count: number; eps: number },
): number {
  const products: [number, number] = [1, 1];
  const errors: [number, number] = [0, 0];
  let scalings = 0;
  for (let row = 0; row < count; row++) {
    const lane = row % 2 === 0 ? 0 : 1;
    const share = shareOf(memory.doubles[scores / 8 + row] ?? 0, memory.bytes[labels + row] === 1, eps);
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

function shareOf(probability: number, isPositive: boolean, eps: number): number {
  const positive = Math.min(Math.max(probability, eps), 1 - eps);
  const negative = 1 - positive;
  return (isPositive ? positive : negative) / (positive + negative);
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
