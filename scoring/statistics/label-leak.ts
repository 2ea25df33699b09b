import type { MetricUse } from "../spec.ts";

const smallestClip = 1e-15;

/** The step to which a board under the Ladder rounds its scores, from the metric and the number of public rows.
 * Never finer than what one row can move the score by: 1/n for scores between 0 and 1, more where one row weighs more.
 * @param range of the metric; an infinite one has no largest weight, and log loss is bounded by its clip
 * Source: Blum & Hardt 2015 (1/n); Whitehill 2017 for log loss. */
export function displayStep(use: MetricUse, range: readonly [number, number], rows: number): number {
  return Math.max(largestEffectOfOneRow(use, range), Number.EPSILON) / Math.max(1, rows);
}

function largestEffectOfOneRow(use: MetricUse, range: readonly [number, number]): number {
  if (use.metric === "log_loss") return logOddsAt(clipOf(use));
  const width = range[1] - range[0];
  return Number.isFinite(width) ? width : 1;
}

function clipOf(use: MetricUse): number {
  const eps = use.params?.["eps"];
  return typeof eps === "number" && eps > 0 ? eps : smallestClip;
}

function logOddsAt(clip: number): number {
  return Math.log((1 - clip) / clip);
}

/** How many labels one file could read from a plain score shown to some decimals, without any model.
 * For log loss a file whose odds double from row to row writes the labels into the digits of the score; for scores that
 * one row moves by 1/n at most, one row can be read while the display tells steps of that size.
 * @returns null for metrics of which no such bound is known here
 * Source: Whitehill 2017, "Climbing the Kaggle leaderboard by exploiting the log-loss oracle"; Whitehill 2015 for areas. */
export function labelsReadable(use: MetricUse, rows: number, decimals: number): number | null {
  const step = 10 ** -decimals;
  if (use.metric === "log_loss") {
    const codes = logOddsAt(clipOf(use)) / (rows * step);
    return Math.min(rows, Math.max(0, 1 + Math.floor(Math.log2(codes))));
  }
  if (use.metric === "accuracy" || use.metric === "roc_auc") return 1 / rows > step / 2 ? 1 : 0;
  return null;
}
