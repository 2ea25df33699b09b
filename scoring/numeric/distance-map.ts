import type { Size } from "../shapes.ts";

/** Distance between neighbouring pixels down a column and along a row. */
export type Spacing = readonly [down: number, along: number];

/** Squared distance of each pixel to the nearest marked one; infinite everywhere when none is marked. Exact but for
 * rounding, in a time proportional to the number of pixels: first along the rows, then down the columns.
 * @param isMarked 1 or 0 per pixel, row after row
 * Source: Felzenszwalb & Huttenlocher 2012, "Distance transforms of sampled functions". */
export function squaredDistances(
  isMarked: Uint8Array,
  { height, width }: Size,
  spacing: Spacing,
): Float64Array {
  const squares = Float64Array.from(isMarked, (mark) => (mark === 1 ? 0 : Infinity));
  for (let y = 0; y < height; y++)
    transformLine(squares, { from: y * width, stride: 1, count: width }, spacing[1]);
  for (let x = 0; x < width; x++)
    transformLine(squares, { from: x, stride: width, count: height }, spacing[0]);
  return squares;
}

type Line = { from: number; stride: number; count: number };

/** A parabola that opens upwards at a place of the line. */
type Parabola = { place: number; height: number };

/** Replaces each value of a line by the lowest of all parabolas that stand on its values. */
function transformLine(squares: Float64Array, { from, stride, count }: Line, spacing: number): void {
  const lowest: (Parabola & { beginsAt: number })[] = [];
  for (let index = 0; index < count; index++) {
    const parabola = { place: index * spacing, height: squares[from + index * stride] ?? Infinity };
    if (parabola.height === Infinity) continue;
    let beginsAt = -Infinity;
    for (let last = lowest.at(-1); last !== undefined; last = lowest.at(-1)) {
      beginsAt = crossing(last, parabola);
      // A parabola that would only be lowest behind its own beginning is lowest nowhere.
      if (beginsAt > last.beginsAt) break;
      lowest.pop();
      beginsAt = -Infinity;
    }
    lowest.push({ ...parabola, beginsAt });
  }
  let current = 0;
  for (let index = 0; index < count && lowest.length > 0; index++) {
    const place = index * spacing;
    while ((lowest[current + 1]?.beginsAt ?? Infinity) < place) current += 1;
    const under = lowest[current] ?? { place, height: Infinity };
    squares[from + index * stride] = (place - under.place) ** 2 + under.height;
  }
}

/** Where the right parabola becomes lower than the left one. */
function crossing(left: Parabola, right: Parabola): number {
  return (right.height + right.place ** 2 - left.height - left.place ** 2) / (2 * (right.place - left.place));
}
