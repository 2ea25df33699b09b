import type { Actor } from "#app/accounts/actor.ts";
import { refuse } from "#app/accounts/refusal.ts";
import { metricNames, type NamedMetric } from "#app/challenges/metric-names.ts";
import { phaseState, phaseToShow } from "#app/challenges/rules.ts";
import { endOfDay, localDay } from "#app/i18n/calendar.ts";
import { withoutInvisible } from "#app/i18n/written-text.ts";
import { db } from "#db/connections.ts";
import {
  currentVersions,
  phasesOf,
  publishedChallenge,
  type ChallengeRow,
  type PhaseRow,
} from "#db/queries/challenges.ts";
import { scoreHistories, type BoardKind } from "#db/queries/leaderboards.ts";
import { teamOf } from "#db/queries/teams.ts";
import type { SubmissionId, TeamId } from "#db/vocabulary.ts";
import { certaintiesOf, type Certainty } from "./certainty.server.ts";
import type { Histories } from "./board-memory.server.ts";
import { currentRows, rowsAt, type BoardRow } from "./board-rows.server.ts";
import { axisOf, bestSoFar, teamsPerPage, thinned, type Axis } from "./rules.ts";

/** Points of the small line in a row. */
const historyPoints = 24;

/** A whole board, best first. */
export type Board = {
  challenge: ChallengeRow;
  phases: PhaseRow[];
  phase: PhaseRow;
  kind: BoardKind;
  /** The ranking metric first. */
  metrics: NamedMetric[];
  rows: readonly BoardRow[];
  /** The teams' public scores over time, as far as somebody has asked for them. */
  histories: Histories;
  version: number;
  changedAt: Date | null;
  /** The moment at which it is shown; null = now. */
  until: Date | null;
};

/** Which board of a challenge: of the phase at a position, from 1, or of the one to show now; as it stood at an earlier
 * moment, or now. */
export type BoardChoice = { phase?: number | null; until?: Date | null };

/** A board of a challenge: public during the phase, private after the reveal.
 * @throws Refused `challenge_not_found`, `not_found` (no such phase), `not_ready` */
export async function board(slug: string, choice: BoardChoice, now: Date): Promise<Board> {
  const challenge = (await publishedChallenge(db(), slug)) ?? refuse("challenge_not_found");
  const phases = await phasesOf(db(), challenge.id);
  const phase = choice.phase == null ? phaseToShow(phases, now) : phaseAt(phases, choice.phase);
  const until = choice.until ?? null;
  const { specification } = await currentVersions(db(), phase.id);
  const kind: BoardKind = phaseState(phase, now) === "revealed" ? "private" : "public";
  const all = metricNames(specification?.content ?? refuse("not_ready"));
  // Under the Ladder only the ranking metric is shown: exact scores of the others would say what it keeps back.
  const metrics = kind === "public" && phase.displayRule === "ladder" ? all.slice(0, 1) : all;
  const order = metrics[0]?.better ?? "higher";
  const { rows, histories, version, changedAt } = await (until === null
    ? currentRows(phase, { kind, order })
    : rowsAt(phase, { kind, order, until }));
  return { challenge, phases, phase, kind, metrics, rows, histories, version, changedAt, until };
}

function phaseAt(phases: readonly PhaseRow[], position: number): PhaseRow {
  return phases.find((phase) => phase.position === position) ?? refuse("not_found");
}

export type BoardQuery = {
  page: number;
  search: string;
  phase: number | null;
  /** A calendar day in the challenge's zone, at whose end the board is shown; null = now. */
  day: string | null;
};

/** The board that a visitor has chosen by phase and day.
 * @throws Refused `challenge_not_found`, `not_found`, `not_ready` */
export async function chosenBoard(
  slug: string,
  { phase, day }: Pick<BoardQuery, "phase" | "day">,
  now: Date,
): Promise<Board> {
  const challenge = (await publishedChallenge(db(), slug)) ?? refuse("challenge_not_found");
  const until = day === null ? null : endOfDay(day, challenge.timeZone);
  return board(slug, { phase, until }, now);
}

/** One page of a board, with the actor's own row and all that its drawing needs.
 * @throws Refused `challenge_not_found`, `not_ready` */
export async function leaderboardPage(actor: Actor, slug: string, query: BoardQuery, now: Date) {
  const full = await chosenBoard(slug, query, now);
  const own = actor.kind === "person" ? await teamOf(db(), full.challenge.id, actor.id) : null;
  const found = full.rows.filter((row) => matches(row, query.search));
  const pages = Math.max(1, Math.ceil(found.length / teamsPerPage));
  const page = Math.min(Math.max(1, query.page), pages);
  const rows = found.slice((page - 1) * teamsPerPage, page * teamsPerPage);
  const ownIndex = found.findIndex((row) => row.teamId === own?.id);
  const certainties = await certaintiesOf(full);
  return {
    slug,
    phaseId: full.phase.id,
    phaseName: full.phase.name,
    kind: full.kind,
    displayRule: full.phase.displayRule,
    metrics: full.metrics,
    axis: axisOf(full.rows.flatMap((row) => drawnValues(row, certainties))),
    hasCertainty: certainties.size > 0,
    rows: (await withHistories(rows, full)).map((row) => ({
      ...row,
      certainty: certainties.get(row.submissionId) ?? null,
    })),
    own: ownRow(full, own?.id ?? null, certainties),
    ownPage: ownIndex < 0 ? null : Math.floor(ownIndex / teamsPerPage) + 1,
    teams: full.rows.filter((row) => !row.isBaseline).length,
    found: found.length,
    page,
    pages,
    changedAt: full.changedAt,
    now,
    ...choices(full, query.day, now),
    timeZone: full.challenge.timeZone,
    closesAt: full.phase.closesAt,
  };
}

/** What the axis must hold of a ranked row: its score and the ends of its interval. */
function drawnValues(row: BoardRow, certainties: ReadonlyMap<SubmissionId, Certainty>): number[] {
  if (row.rank === null || row.score === null) return [];
  const interval = certainties.get(row.submissionId)?.interval ?? null;
  return interval === null ? [row.score] : [interval.low, row.score, interval.high];
}

/** What a visitor may choose: a phase that has begun, and a day of the one that is shown. */
function choices({ phases, phase, challenge }: Board, day: string | null, now: Date) {
  const begun = phases.filter((one) => phaseState(one, now) !== "upcoming");
  const last = now < phase.closesAt ? now : phase.closesAt;
  return {
    phases: begun.map(({ position, name }) => ({ position, name })),
    position: phase.position,
    day,
    days: {
      first: localDay(phase.opensAt, challenge.timeZone),
      last: localDay(last, challenge.timeZone),
    },
  };
}

export type LeaderboardPage = Awaited<ReturnType<typeof leaderboardPage>>;
export type ShownRow = LeaderboardPage["rows"][number];
export type { Axis };

function matches(row: BoardRow, search: string): boolean {
  const plain = (text: string) =>
    withoutInvisible(text).normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return search === "" || plain(`${row.name} ${row.affiliation ?? ""}`).includes(plain(search));
}

async function withHistories(rows: BoardRow[], { phase, metrics, histories, until }: Board) {
  const missing = rows.map((row) => row.teamId).filter((id) => !histories.has(id));
  const found = await scoreHistories(db(), phase.id, missing, until);
  for (const id of missing) histories.set(id, found.get(id) ?? []);
  const better = metrics[0]?.better ?? "higher";
  return rows.map((row) => {
    const scores = bestSoFar(histories.get(row.teamId) ?? [], better);
    return { ...row, history: thinned(scores, historyPoints), historyLength: scores.length };
  });
}

/** The own team's standing, and how much it lacks to the lead; null when it has none. */
function ownRow(full: Board, teamId: TeamId | null, certainties: ReadonlyMap<SubmissionId, Certainty>) {
  const row = full.rows.find((candidate) => candidate.teamId === teamId);
  if (row === undefined) return null;
  const leader = full.rows.find((candidate) => candidate.rank === 1);
  const behind = leader?.score == null || row.score === null ? null : Math.abs(leader.score - row.score);
  return { ...row, behind, certainty: certainties.get(row.submissionId) ?? null };
}
