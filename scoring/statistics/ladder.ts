import type { Scoring } from "../examples.ts";
import type { ReadyMetric } from "../registry.ts";
import { bootstrap } from "./bootstrap.ts";
import { contenderOf, type Contender } from "./contender.ts";
import { delongDifference } from "./delong.ts";

/** What a board under the Ladder shows after a file: the score, and whether it is a new one. */
export type Rung = { shown: number | null; isImprovement: boolean };

/** The parameter-free Ladder: a new score is shown only when it beats the shown one by more than the standard error of
 * their difference; else the shown one is shown again. So the answers tell little of the rows, whoever asks how often.
 * @param shown what the team's board shows now, with the file that earned it; null before the first score
 * @param step scores are rounded to its multiples
 * Source: Blum & Hardt 2015, "The Ladder: a reliable leaderboard for machine learning competitions", figure 2; for metrics
 * that are no means over rows, DeLong's standard error or the paired bootstrap's. */
export function climb(
  shown: { score: number; file: Scoring } | null,
  file: Scoring,
  metric: ReadyMetric,
  step: number,
): Rung {
  const next = contenderOf(file, metric);
  if (next === null) return { shown: shown?.score ?? null, isImprovement: false };
  const rounded = roundedTo(step, next.score);
  if (shown === null) return { shown: rounded, isImprovement: true };
  const before = contenderOf(shown.file, metric);
  if (before === null) return { shown: rounded, isImprovement: true };
  const sign = metric.better === "higher" ? 1 : -1;
  const gain = sign * (next.score - shown.score);
  // One row alone makes a gain of exactly one standard error: it must not pass by the last digit.
  if (gain <= standardErrorOfDifference(next, before) * (1 + 1e-9))
    return { shown: shown.score, isImprovement: false };
  return { shown: rounded, isImprovement: sign * (rounded - shown.score) > 0 };
}

/** The nearest multiple of a step, without the dust of binary fractions. */
export function roundedTo(step: number, score: number): number {
  return Number((Math.round(score / step) * step).toPrecision(12));
}

/** Of the difference of two submissions' scores on the same rows. */
function standardErrorOfDifference(a: Contender, b: Contender): number {
  const [one, other] = [a.evidence, b.evidence];
  if (one.kind === "placements" && other.kind === "placements")
    return delongDifference(one.placements, other.placements).standardError;
  if (one.kind === "contributions" && other.kind === "contributions")
    return standardErrorOfMean(one.perRow, other.perRow);
  return bootstrapError(a, b);
}

/** The deviation is that of a sample: a file that differs in a single row then never passes. */
function standardErrorOfMean(a: Float64Array, b: Float64Array): number {
  const n = a.length;
  if (n < 2) return Infinity;
  let mean = 0;
  for (let row = 0; row < n; row++) mean += ((a[row] ?? 0) - (b[row] ?? 0)) / n;
  let squares = 0;
  for (let row = 0; row < n; row++) squares += ((a[row] ?? 0) - (b[row] ?? 0) - mean) ** 2;
  return Math.sqrt(squares / (n - 1) / n);
}

const errorReplicates = 200;

function bootstrapError(a: Contender, b: Contender): number {
  const plan = { seed: "ladder", replicates: errorReplicates, rows: a.rows, groupOf: null };
  const { scores, count } = bootstrap([a.scorer, b.scorer], plan);
  if (count < 2) return Infinity;
  const differences = Array.from(
    { length: count },
    (_, r) => (scores[2 * r] ?? 0) - (scores[2 * r + 1] ?? 0),
  );
  const mean = differences.reduce((sum, difference) => sum + difference, 0) / count;
  const squares = differences.reduce((sum, difference) => sum + (difference - mean) ** 2, 0);
  return Math.sqrt(squares / (count - 1));
}
