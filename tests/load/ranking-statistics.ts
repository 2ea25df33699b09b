import { probabilityMetric, simulatedTeams } from "#tests/support/simulated-teams.ts";
import { installLocalKernels } from "#scoring/local/install-kernels.ts";
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
const area = contenders("roc_auc");
const loss = contenders("log_loss");

for (const count of [1, 50]) {
  const scorers = [...area.slice(0, count), ...loss.slice(0, count)].map((one) => one.scorer);
  const bootstrapMs = medianMs(count === 1 ? 15 : 5, () => bootstrap(scorers, plan));
  console.log(JSON.stringify({ work: "bootstrap, roc_auc and log_loss", teams: count, rows, bootstrapMs }));
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
