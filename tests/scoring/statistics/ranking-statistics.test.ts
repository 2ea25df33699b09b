import { expect, test } from "vitest";
import { examplesOf, type Scoring } from "#scoring/examples.ts";
import { replicatesPerDraw } from "#scoring/kernels/kernels.ts";
import { bootstrap, percentileIntervals } from "#scoring/statistics/bootstrap.ts";
import { contenderOf, type Contender } from "#scoring/statistics/contender.ts";
import { delongDifference, placementsOf } from "#scoring/statistics/delong.ts";
import { rankingStatistics } from "#scoring/statistics/ranking-statistics.ts";
import { ranksByAggregation } from "#scoring/statistics/sensitivity.ts";
import { shakeUp } from "#scoring/statistics/shake-up.ts";
import { PoissonWeights } from "#scoring/statistics/weights.ts";
import { probabilityMetric, scoringOf, simulatedTeams } from "#tests/support/simulated-teams.ts";

const metrics = { roc_auc: "higher", log_loss: "lower", accuracy: "higher" } as const;
const planOf = (rows: number, seed = "test", replicates = 1000) => ({
  seed,
  replicates,
  rows,
  groupOf: null,
});

function contendersOf(teams: readonly Scoring[], metric: string): (Contender & { isBaseline: boolean })[] {
  return teams.map((team) => {
    const contender = contenderOf(team, probabilityMetric(metric));
    if (contender === null) throw new Error(`${metric} is undefined.`);
    return { ...contender, isBaseline: false };
  });
}

test("weights have mean 1 and variance 1, stay together within a group, and repeat with their seed", () => {
  const drawnBytes = (rows: number, groupOf: Uint32Array | null = null) => {
    const weights = new PoissonWeights("seed", rows, groupOf);
    weights.draw();
    return weights.bytes().slice();
  };
  const all = drawnBytes(50_000);
  for (let r = 0; r < replicatesPerDraw; r++) {
    const bytes = Array.from({ length: 50_000 }, (_, row) => all[row * replicatesPerDraw + r] ?? 0);
    const mean = bytes.reduce((a, b) => a + b) / bytes.length;
    const variance = bytes.reduce((sum, w) => sum + (w - mean) ** 2, 0) / bytes.length;
    expect(Math.abs(mean - 1)).toBeLessThan(0.02);
    expect(Math.abs(variance - 1)).toBeLessThan(0.05);
  }
  expect(Buffer.compare(drawnBytes(50_000), all)).toBe(0);
  const grouped = drawnBytes(4, Uint32Array.from([0, 1, 0, 1]));
  expect(grouped.subarray(0, 32)).toEqual(grouped.subarray(32));
  expect(grouped.subarray(0, 16)).not.toEqual(grouped.subarray(16, 32));
});

test("a replicate's score is the metric on its rows, each as often as it counts, ties included", () => {
  const [smooth] = simulatedTeams({ teams: 1, rows: 300, step: 0, seed: "ties" });
  if (smooth === undefined) throw new Error("No team.");
  const rounded = (steps: number) =>
    scoringOf(
      smooth.labels.truth,
      smooth.predictions.values.map((p) => Math.round(p * steps) / steps),
    );
  for (const team of [smooth, rounded(5), rounded(1), rounded(40)]) {
    for (const metric of ["roc_auc", "log_loss", "accuracy", "f1", "average_precision"]) {
      const { scorer } = contendersOf([team], metric)[0] ?? {};
      const weights = new PoissonWeights("ties", 300);
      weights.draw();
      const bytes = weights.bytes();
      const scores = new Float64Array(replicatesPerDraw);
      scorer?.onRows(weights, scores);
      for (let r = 0; r < replicatesPerDraw; r++) {
        const rows = Array.from(team.labels.truth.keys()).flatMap((row) =>
          Array<number>(bytes[row * replicatesPerDraw + r] ?? 0).fill(row),
        );
        const direct = probabilityMetric(metric).compute(
          examplesOf({ ...team, rows: Uint32Array.from(rows) }),
        );
        expect(scores[r]).toBeCloseTo("value" in direct ? direct.value : NaN, 12);
      }
    }
  }
});

test("the bootstrap interval of an area agrees with DeLong's standard error", () => {
  const [team] = simulatedTeams({ teams: 1, rows: 2000, step: 0, seed: "interval" });
  if (team === undefined) throw new Error("No team.");
  const contenders = contendersOf([team], "roc_auc");
  const [interval] = percentileIntervals(
    bootstrap(
      contenders.map((one) => one.scorer),
      planOf(2000, "interval", 4000),
    ),
  );
  const placements = placementsOf(team.labels.truth, Float64Array.from(team.predictions.values));
  const zeros = {
    ofPositives: placements.ofPositives.map(() => 0),
    ofNegatives: placements.ofNegatives.map(() => 0),
  };
  const { difference, standardError } = delongDifference(placements, zeros);
  expect(interval?.low).toBeCloseTo(difference - 1.96 * standardError, 2);
  expect(((interval?.high ?? 0) - (interval?.low ?? 0)) / (2 * 1.96 * standardError)).toBeCloseTo(1, 1);
});

test("well separated teams keep their ranks, whatever the metric and the order in which they are given", () => {
  const teams = simulatedTeams({ teams: 4, rows: 10_000, step: 1, seed: "ideal" });
  for (const [metric, better] of Object.entries(metrics)) {
    const contenders = contendersOf(teams, metric);
    const { submissions, stability, order } = rankingStatistics(contenders, better, planOf(10_000));
    expect(order).toEqual([0, 1, 2, 3]);
    // The signed-rank test looks at the typical row, and the mean log loss is made by the rare confident error.
    if (metric !== "log_loss") expect(submissions.map((one) => one.group)).toEqual([0, 1, 2, 3]);
    expect(submissions.map((one) => [one.ranks?.low, one.ranks?.high])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 4],
    ]);
    expect(stability?.low).toBe(1);
    const reversed = rankingStatistics([...contenders].reverse(), better, planOf(10_000));
    expect(reversed.submissions.map((one) => one.interval).reverse()).toEqual(
      submissions.map((one) => one.interval),
    );
  }
});

test("among exchangeable teams the chance of the first rank is one in their number, over many worlds", () => {
  const worlds = 60;
  const teams = 5;
  const first = Array.from({ length: worlds }, (_, world) => {
    const seed = `world ${String(world)}`;
    const contenders = contendersOf(simulatedTeams({ teams, rows: 200, step: 0, seed }), "roc_auc");
    const { submissions } = rankingStatistics(contenders, "higher", planOf(200, seed, 200));
    expect(submissions.reduce((sum, one) => sum + (one.ranks?.first ?? 0), 0)).toBeCloseTo(1, 9);
    return submissions;
  });
  for (let team = 0; team < teams; team++) {
    const chances = first.map((submissions) => submissions[team]?.ranks?.first ?? 0);
    const mean = chances.reduce((a, b) => a + b) / worlds;
    const deviation = Math.sqrt(chances.reduce((sum, p) => sum + (p - mean) ** 2, 0) / (worlds - 1));
    expect(Math.abs(mean - 1 / teams)).toBeLessThan((3 * deviation) / Math.sqrt(worlds));
  }
  const oneGroup = first.filter((submissions) => submissions.every((one) => one.group === 0)).length;
  expect(oneGroup / worlds).toBeGreaterThanOrEqual(0.9);
});

test("a baseline has an interval and neither a rank nor a group", () => {
  const [one, other] = contendersOf(
    simulatedTeams({ teams: 2, rows: 300, step: 1, seed: "base" }),
    "log_loss",
  );
  if (one === undefined || other === undefined) throw new Error("No teams.");
  const { submissions } = rankingStatistics([{ ...one, isBaseline: true }, other], "lower", planOf(300));
  expect(submissions[0]).toMatchObject({ ranks: null, group: null, byAggregation: null });
  expect(submissions[0]?.interval).not.toBeNull();
  expect(submissions[1]?.ranks).toMatchObject({ first: 1, low: 1, high: 1 });
});

test("the order under four rules of aggregation, by hand", () => {
  const perRow = [
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 90],
    [1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
  ].map((values) => Float64Array.from(values));
  expect(ranksByAggregation(perRow, "lower")).toEqual({
    mean: [2, 1],
    median: [1, 2],
    trimmed_mean: [1, 2],
    mean_rank: [1, 2],
  });
});

test("the shake-up of a board that turns over, by hand", () => {
  const { meanShift, tau, publicRanks } = shakeUp(
    Float64Array.from([3, 2, 1]),
    Float64Array.from([1, 2, 3]),
    "higher",
  );
  expect(publicRanks).toEqual([1, 2, 3]);
  expect(meanShift).toBeCloseTo(4 / 9, 12);
  expect(tau).toBe(-1);
});
