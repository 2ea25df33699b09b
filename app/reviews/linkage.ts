import type { Marks } from "./mixed-model.ts";

/** How well jurors can be compared through the applications that they share. */
export type Linkage = {
  /** Groups of jurors that share no application with one another; one group when all are linked. */
  groups: number;
  /** 0: not linked; 1: linked as well as when applications are dealt out at random, or better. */
  strength: number;
};

/** Below this, severities are hardly told from the quality of the piles: see docs/calibration.md. */
export const weakestLinkage = 0.5;

/** Measures how jurors are linked. Two jurors are linked by an application that both have marked, the more so the fewer
 * others have. Strength is the spectral gap of the normalised table of these links (1 minus its second largest
 * eigenvalue), as a share of the gap that a random deal of the same size has.
 * Source: Chung 1997, Spectral Graph Theory; gap of a random deal: Godsil and Mohar 1988. */
export function measureLinkage(marks: Marks): Linkage {
  const readers = readersOf(marks);
  const groups = countGroups(marks.jurors, readers);
  if (groups > 1) return { groups, strength: 0 };
  const ideal = gapOfRandomDeal(marks.value.length / readers.length, marks.value.length / marks.jurors);
  return { groups, strength: Math.min(1, spectralGap(marks.jurors, readers) / ideal) };
}

function readersOf(marks: Marks): number[][] {
  const readers: number[][] = Array.from({ length: marks.applications }, () => []);
  marks.application.forEach((row, review) => readers[row]?.push(marks.juror[review] ?? 0));
  return readers.filter((jurors) => jurors.length > 0);
}

/** Groups of jurors with at least one mark, by joining those who share an application. */
function countGroups(jurors: number, readers: readonly number[][]): number {
  const leader = Int32Array.from({ length: jurors }, (_, juror) => juror);
  const leaderOf = (juror: number): number => {
    let current = juror;
    while ((leader[current] ?? current) !== current) current = leader[current] ?? current;
    return current;
  };
  for (const [first = 0, ...others] of readers)
    for (const other of others) leader[leaderOf(other)] = leaderOf(first);
  return new Set(readers.flat().map(leaderOf)).size;
}

/** The gap of a large random deal, given the reviews per application and per juror. */
function gapOfRandomDeal(perApplication: number, perJuror: number): number {
  const reach = Math.sqrt(Math.max(0, perApplication - 1)) + Math.sqrt(Math.max(0, perJuror - 1));
  // With two readings each a deal is a chain, whatever it is compared with: then this much is asked for.
  return Math.max(0.2, 1 - reach ** 2 / (perApplication * perJuror));
}

function spectralGap(jurors: number, readers: readonly number[][]): number {
  const loads = new Float64Array(jurors);
  for (const juror of readers.flat()) loads[juror] = (loads[juror] ?? 0) + 1;
  const active = [...loads].filter((load) => load > 0).length;
  if (active < 2) return 0;
  const top = loads.map(Math.sqrt);
  // A fixed start without symmetry; the first eigenvector is known and is taken out at every step.
  let vector = normalised(
    without(
      top,
      loads.map((load, juror) => (load > 0 ? Math.sin(1 + 7 * juror) : 0)),
    ),
  );
  let second = 0;
  for (let step = 0; step < 500; step++) {
    const next = without(top, multiplied(vector, loads, readers));
    const length = Math.hypot(...next);
    if (Math.abs(length - second) < 1e-10) break;
    second = length;
    vector = normalised(next);
  }
  return Math.max(0, 1 - second);
}

/** The table of links, with loads normalised away, times a vector. */
function multiplied(vector: Float64Array, loads: Float64Array, readers: readonly number[][]): Float64Array {
  const scaled = (values: Float64Array) => values.map((value, juror) => value / Math.sqrt(loads[juror] || 1));
  const from = scaled(vector);
  const sum = new Float64Array(vector.length);
  for (const jurors of readers) {
    const mean = jurors.reduce((total, juror) => total + (from[juror] ?? 0), 0) / jurors.length;
    for (const juror of jurors) sum[juror] = (sum[juror] ?? 0) + mean;
  }
  return scaled(sum);
}

function without(direction: Float64Array, vector: Float64Array): Float64Array {
  const square = direction.reduce((sum, value) => sum + value * value, 0);
  const share = vector.reduce((sum, value, index) => sum + value * (direction[index] ?? 0), 0) / square;
  return vector.map((value, index) => value - share * (direction[index] ?? 0));
}

function normalised(vector: Float64Array): Float64Array {
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}
