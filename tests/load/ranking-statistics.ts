import { probabilityMetric, simulatedTeams } from "#tests/support/simulated-teams.ts";
import type { Scoring } from "#scoring/examples.ts";
import { installLocalKernels } from "#scoring/local/install-kernels.ts";
import { SeededDraws } from "#scoring/numeric/random.ts";
import { expectedIds } from "#scoring/predictions.ts";
import { readyMetric } from "#scoring/registry.ts";
import { specificationSchema } from "#scoring/spec.ts";
import { bootstrap } from "#scoring/statistics/bootstrap.ts";
import { contenderOf } from "#scoring/statistics/contender.ts";
import { rankingStatistics } from "#scoring/statistics/ranking-statistics.ts";

/** How long the statistics of a ranking take, in one thread: the bootstrap of one team and of fifty, and the complete
 * statistics of a hundred. One JSON line per work; medians in milliseconds of
 * processor time, which neighbours disturb less than durations.
 * node --import tsx tests/load/ranking-statistics.ts */

installLocalKernels();
const rows = 10_000;
const plan = { seed: "bench", replicates: 1000, rows, groupOf: null };

function medianMs(rounds: number, work: () => unknown): number {
  const times = Array.from({ length: rounds }, () => {
    const startedAt = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(startedAt);
    return (user + system) / 1000;
  });
  return Math.round(times.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? NaN);
}

const teams = simulatedTeams({ teams: 100, rows, step: 0.002, seed: "bench" });
const contenders = (metric: string) =>
  teams.flatMap((team) => {
    const contender = contenderOf(team, probabilityMetric(metric));
    return contender === null ? [] : [{ ...contender, isBaseline: false }];
  });
const kappa = readyMetric({ metric: "cohen_kappa", params: { weights: "quadratic" } }, "class");

/** Five grades, of which each team gives seven in ten as they are and others by one step wrong. */
function gradedTeams(count: number): Scoring[] {
  const draws = new SeededDraws("grades");
  const truth = Uint8Array.from({ length: rows }, () => draws.integer(0, 4));
  const classes = ["0", "1", "2", "3", "4"];
  const guess = (grade: number) => Math.min(4, Math.max(0, grade + draws.integer(-1, 1)));
  const spec = specificationSchema.parse({
    id: "id",
    labels: ["grade"],
    predictions: ["grade"],
    target: "class",
    classes,
    metrics: [{ metric: "cohen_kappa" }],
  });
  const expected = expectedIds(Array.from(truth.keys(), String));
  const labels = { expected, truth, classes, events: null, shapes: null, usage: null, subgroups: new Map() };
  return Array.from({ length: count }, () => ({
    spec,
    labels,
    predictions: {
      rows,
      columns: 1,
      values: truth.map((grade) => (draws.uniform() < 0.7 ? grade : guess(grade))),
      classes,
      shapes: null,
    },
    rows: "every",
  }));
}

const area = contenders("roc_auc");
const loss = contenders("log_loss");

for (const count of [1, 50]) {
  const scorers = [...area.slice(0, count), ...loss.slice(0, count)].map((one) => one.scorer);
  const bootstrapMs = medianMs(count === 1 ? 15 : 5, () => bootstrap(scorers, plan));
  console.log(JSON.stringify({ work: "bootstrap, roc_auc and log_loss", teams: count, rows, bootstrapMs }));
}
for (const count of [1, 10]) {
  const scorers = gradedTeams(count).flatMap((team) => contenderOf(team, kappa)?.scorer ?? []);
  const bootstrapMs = medianMs(15, () => bootstrap(scorers, plan));
  const ofRows = scorers.map((scorer) => ({ ...scorer, byCells: null }));
  const byRowsMs = medianMs(15, () => bootstrap(ofRows, plan));
  console.log(
    JSON.stringify({ work: "bootstrap, quadratic kappa", teams: count, rows, bootstrapMs, byRowsMs }),
  );
}
for (const [metric, all] of [
  ["roc_auc", area],
  ["log_loss", loss],
] as const) {
  const direction = metric === "roc_auc" ? "higher" : "lower";
  const completeMs = medianMs(1, () => rankingStatistics(all, direction, plan));
  console.log(
    JSON.stringify({ work: `complete statistics, ${metric}`, teams: all.length, rows, completeMs }),
  );
}
