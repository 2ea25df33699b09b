import { board } from "./pages.server.ts";

/** The teams that share the first rank of a board, or the first three when one is alone. */
export async function leadersOf(slug: string, now: Date) {
  const { rows, metrics } = await board(slug, null, now);
  const ranked = rows.filter((row) => row.rank !== null);
  const first = ranked.filter((row) => row.rank === 1);
  const shown = first.length > 1 ? first.slice(0, 4) : ranked.slice(0, 3);
  return {
    decimals: metrics[0]?.decimals ?? 4,
    isShared: first.length > 1,
    teams: shown.map(({ name, score, rank }) => ({ name, score, rank })),
  };
}
