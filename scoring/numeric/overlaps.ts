import type { LabelMap } from "../shapes.ts";

/** Two instances of different maps that share pixels. */
export type Overlap = { actual: number; found: number; shared: number };

/** What two label maps of one size have in common: areas by instance, and all pairs that share a pixel. */
export type Overlaps = {
  actualAreas: ReadonlyMap<number, number>;
  foundAreas: ReadonlyMap<number, number>;
  pairs: readonly Overlap[];
};

/** Finds what two maps share; the background (0) is no instance.
 * @returns pairs in increasing order of the true instance, then of the found one */
export function overlapsOf(actual: LabelMap, found: LabelMap): Overlaps {
  const actualAreas = new Map<number, number>();
  const foundAreas = new Map<number, number>();
  const shared = new Map<number, Map<number, number>>();
  for (const { a, f, pixels } of stretches(actual, found)) {
    if (a !== 0) count(actualAreas, a, pixels);
    if (f !== 0) count(foundAreas, f, pixels);
    if (a !== 0 && f !== 0) count(countsOf(shared, a), f, pixels);
  }
  const pairs = [...shared].flatMap(([one, others]) =>
    [...others].map(([other, pixels]) => ({ actual: one, found: other, shared: pixels })),
  );
  return { actualAreas, foundAreas, pairs: pairs.sort((a, b) => a.actual - b.actual || a.found - b.found) };
}

/** Walks the runs of two maps side by side: stretches of pixels in which neither changes. */
function* stretches(actual: LabelMap, found: LabelMap): Generator<{ a: number; f: number; pixels: number }> {
  let start = 0;
  for (let i = 0, j = 0; i < actual.ends.length && j < found.ends.length;) {
    const endActual = actual.ends[i] ?? 0;
    const endFound = found.ends[j] ?? 0;
    const end = Math.min(endActual, endFound);
    yield { a: actual.values[i] ?? 0, f: found.values[j] ?? 0, pixels: end - start };
    if (endActual === end) i += 1;
    if (endFound === end) j += 1;
    start = end;
  }
}

/** Intersection over union of an overlapping pair. */
export function unionShare(
  { actual, found, shared }: Overlap,
  { actualAreas, foundAreas }: Overlaps,
): number {
  return shared / ((actualAreas.get(actual) ?? 0) + (foundAreas.get(found) ?? 0) - shared);
}

function count(counts: Map<number, number>, key: number, pixels: number): void {
  counts.set(key, (counts.get(key) ?? 0) + pixels);
}

function countsOf(table: Map<number, Map<number, number>>, key: number): Map<number, number> {
  const known = table.get(key);
  if (known !== undefined) return known;
  const counts = new Map<number, number>();
  table.set(key, counts);
  return counts;
}
