/** How many teams a page of the board shows. */
export const teamsPerPage = 100;

/** The best score so far after each submission, for the small stepped line of a row.
 * @param scores in the order of reception */
export function bestSoFar(scores: readonly number[], order: "higher" | "lower"): number[] {
  let best = order === "higher" ? -Infinity : Infinity;
  return scores.map((score) => {
    best = order === "higher" ? Math.max(best, score) : Math.min(best, score);
    return best;
  });
}

/** At most so many of the values, evenly chosen, the first and the last among them: a line as small as a row's shows no
 * more. */
export function thinned(values: readonly number[], atMost: number): number[] {
  if (values.length <= atMost) return [...values];
  const step = (values.length - 1) / (atMost - 1);
  return Array.from({ length: atMost }, (_, index) => values[Math.round(index * step)] ?? NaN);
}

/** The axis on which all scores of a board are drawn: round bounds around the ranked scores, with its ticks. */
export type Axis = { from: number; to: number; ticks: number[] };

/** An axis of three to seven ticks that covers the scores; a weak tenth of the teams may lie off it, and is then said to.
 * @param scores of the ranked teams, in any order; null when there are none */
export function axisOf(scores: readonly number[]): Axis | null {
  if (scores.length === 0) return null;
  const sorted = [...scores].sort((a, b) => a - b);
  const low = sorted[Math.floor(sorted.length * 0.05)] ?? 0;
  const high = sorted.at(-1 - Math.floor(sorted.length * 0.05)) ?? 1;
  const step = roundStep((Math.max(high, sorted.at(-1) ?? high) - low || Math.abs(high) * 0.1 || 1) / 4);
  const first = Math.floor(low / step);
  const last = Math.max(first + 1, Math.ceil((sorted.at(-1) ?? high) / step));
  const ticks = Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
  return { from: first * step, to: last * step, ticks };
}

/** 1, 2 or 5 times a power of ten, at least the wanted step. */
function roundStep(wanted: number): number {
  const power = 10 ** Math.floor(Math.log10(wanted));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= wanted * 0.999) ?? 10;
  return factor * power;
}
