import { board } from "./pages.server.ts";

const shownOfPalmares = 4;

/** The teams that share the first rank of a board, or the first three when one is alone. */
export async function leadersOf(slug: string, now: Date) {
  const { rows, metrics } = await board(slug, {}, now);
  const ranked = rows.filter((row) => row.rank !== null);
  const first = ranked.filter((row) => row.rank === 1);
  const shown = first.length > 1 ? first.slice(0, 4) : ranked.slice(0, 3);
  return {
    decimals: metrics[0]?.decimals ?? 4,
    isShared: first.length > 1,
    teams: shown.map(({ name, score, rank }) => ({ name, score, rank })),
  };
}

/** The head of a final ranking, for the front page. */
export async function palmaresOf(challenge: { slug: string; title: string }, now: Date) {
  const { rows, metrics } = await board(challenge.slug, {}, now);
  const shown = rows.filter((row) => row.rank !== null).slice(0, shownOfPalmares);
  return {
    slug: challenge.slug,
    title: challenge.title,
    decimals: metrics[0]?.decimals ?? 4,
    teams: shown.map(({ name, affiliation, score, rank, sharedBy }) => ({
      name,
      affiliation,
      score,
      rank,
      isShared: sharedBy > 1,
    })),
  };
}

export type Palmares = Awaited<ReturnType<typeof palmaresOf>>;
