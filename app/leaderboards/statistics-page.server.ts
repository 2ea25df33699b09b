import type { Actor } from "#app/accounts/actor.ts";
import { db } from "#db/connections.ts";
import { holdsRole } from "#db/queries/challenges.ts";
import { bestSubmissions } from "#db/queries/leaderboards.ts";
import { statisticsOf } from "#db/queries/statistics.ts";
import { shakeUp } from "#scoring/statistics/shake-up.ts";
import { pairIndex } from "#scoring/statistics/tie-groups.ts";
import { board, type Board } from "./pages.server.ts";

/** The map shows the best so many: more squares could not be told apart. */
const mappedAtMost = 30;

/** How much a challenge's ranking is worth: rank intervals, tests, and after the reveal the change from public to final.
 * @throws Refused `challenge_not_found`, `not_found`, `not_ready` */
export async function statisticsPage(actor: Actor, slug: string, phase: number | null, now: Date) {
  const full = await board(slug, { phase }, now);
  const found = await statisticsOf(db(), full.phase.id, full.kind);
  const isOrganiser =
    actor.kind === "person" &&
    (actor.isAdministrator || (await holdsRole(db(), full.challenge.id, actor.id, "organiser")));
  const [metric] = full.metrics;
  return {
    slug,
    phaseId: full.phase.id,
    kind: full.kind,
    metric: { title: metric?.title ?? null, decimals: metric?.decimals ?? 4 },
    timeZone: full.challenge.timeZone,
    statistics: found === null ? null : { ...worded(found.content, full), ...provenance(found) },
    shakeUp: full.kind === "private" ? await shakeUpOf(full) : null,
    isOrganiser,
  };
}

export type StatisticsPage = Awaited<ReturnType<typeof statisticsPage>>;
export type ShownStatistics = NonNullable<StatisticsPage["statistics"]>;

type Found = NonNullable<Awaited<ReturnType<typeof statisticsOf>>>;

function provenance({ seed, drawn, engineVersion, computedAt, content }: Found) {
  const { rows, replicates, stability, test } = content;
  return { seed, drawn, engineVersion, computedAt, rows, replicates, stability, test };
}

/** The teams from best to worst with their ranks, and which of them are significantly better than which. */
function worded({ places, order, pValues }: Found["content"], { rows }: Board) {
  const names = new Map(rows.map((row) => [row.teamId, row.name]));
  const teams = order.flatMap((index) => {
    const place = places[index];
    if (place === undefined) return [];
    const { teamId, score, interval, ranks, group, byAggregation } = place;
    return [{ teamId, name: names.get(teamId) ?? "–", score, interval, ranks, group, byAggregation }];
  });
  const mapped = Math.min(teams.length, mappedAtMost);
  const chances = Array.from({ length: mapped }, (_, worse) =>
    Array.from({ length: worse }, (__, better) => pValues[pairIndex(better, worse)] ?? 1),
  );
  return { teams, chances };
}

/** What changed from the public order to the final one, by the teams that stand in both. */
async function shakeUpOf({ phase, metrics, rows }: Board) {
  const better = metrics[0]?.better ?? "higher";
  const best = await bestSubmissions(db(), phase.id, { kind: "public", order: better, until: null });
  const publicScores = new Map(best.map((one) => [one.teamId, one.rankScore]));
  const both = rows.flatMap((row) => {
    const before = publicScores.get(row.teamId) ?? null;
    return row.rank === null || row.score === null || before === null
      ? []
      : [{ name: row.name, before, after: row.score }];
  });
  const { meanShift, tau, publicRanks, privateRanks } = shakeUp(
    Float64Array.from(both, (one) => one.before),
    Float64Array.from(both, (one) => one.after),
    better,
  );
  const teams = both.map(({ name }, index) => ({
    name,
    publicRank: publicRanks[index] ?? 0,
    privateRank: privateRanks[index] ?? 0,
  }));
  return { meanShift, tau, teams };
}
