import type { TwinMemory } from "./memory.ts";

/** The largest weight: beyond it lies less than one draw in 65,536. */
const largestWeight = 8;
const generators = 4;

/** The plain twin of assembly/poisson.ts: one generator after the other, kept in local variables, since a call per draw
 * would cost more than the draw. */
export function drawWeights(
  { bytes, words }: TwinMemory,
  { state, weights, count }: { state: number; weights: number; count: number },
): void {
  for (let generator = 0; generator < generators; generator++) {
    const word = state / 4 + generator;
    let a = words[word] ?? 0;
    let b = words[word + generators] ?? 0;
    let c = words[word + 2 * generators] ?? 0;
    let d = words[word + 3 * generators] ?? 0;
    for (let at = weights + 2 * generator; at < weights + count; at += 2 * generators) {
      const scrambled = Math.imul(b, 5);
      const draw = Math.imul((scrambled << 7) | (scrambled >>> 25), 9);
      bytes[at] = poissonOf[draw & 65_535] ?? 0;
      bytes[at + 1] = poissonOf[draw >>> 16] ?? 0;
      const shifted = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= shifted;
      d = (d << 11) | (d >>> 21);
    }
    for (const [place, value] of [a, b, c, d].entries()) words[word + place * generators] = value;
  }
}

/** The Poisson number of each draw of 16 bits, by inversion; draws count as signed, so that the upper half comes first. */
const poissonOf = poissonTable();

function poissonTable(): Uint8Array {
  const table = new Uint8Array(65_536);
  let chance = Math.exp(-1);
  let until = 0;
  let from = 0;
  for (let count = 0; count <= largestWeight; count++) {
    until += chance;
    const end = count === largestWeight ? 65_536 : Math.round(until * 65_536);
    for (let share = from; share < end; share++) table[share ^ 0x8000] = count;
    from = end;
    chance /= count + 1;
  }
  return table;
}
