import { and, count, eq, inArray } from "drizzle-orm";
import type { Person } from "#app/accounts/actor.ts";
import { Refused } from "#app/accounts/refusal.ts";
import { acceptRules } from "#app/challenges/accept-rules.server.ts";
import { submitPredictions } from "#app/submissions/submit-predictions.server.ts";
import { createTeam } from "#app/teams/create-team.server.ts";
import { markBaseline } from "#app/challenges/mark-baseline.server.ts";
import { db } from "#db/connections.ts";
import { fingerprintOf } from "#db/fingerprint.ts";
import type { PhaseRow } from "#db/queries/challenges.ts";
import { teamOf } from "#db/queries/teams.ts";
import { evaluations, submissions } from "#db/schema/submissions.ts";
import { moments, skills } from "#db/seed/histories.ts";
import { isUnderWay, type TeamId } from "#db/vocabulary.ts";
import { pasts, type Past } from "./pasts.ts";
import { ensureInventedPerson, type DemonstrationPeople } from "./people.ts";
import { waitUntil } from "./wait-until.ts";

const dayMs = 86_400_000;
const atOnce = 4;

/** One team's past in one challenge: who submits what. */
type History = {
  person: Person;
  team: { name: string; affiliation: string | null };
  isBaseline: boolean;
  files: string[];
};

/** A challenge of the demonstration, with the phase that its past happened in. */
export type SeededChallenge = { slug: keyof typeof pasts; phase: PhaseRow };

/** Plays the past of all teams through the verbs, as it would have happened, and waits until everything is scored.
 * What an interrupted run has played already is not played again.
 * @returns the number of submissions in the world */
export async function playHistories(
  challenges: SeededChallenge[],
  people: DemonstrationPeople,
  now: Date,
): Promise<number> {
  const waiting: (SeededChallenge & { history: History })[] = [];
  for (const challenge of challenges) {
    for (const history of await historiesOf(challenge.slug, people)) waiting.push({ ...challenge, history });
  }
  const player = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await play(next, people, now);
  };
  await Promise.all(Array.from({ length: atOnce }, player));
  return awaitScores(challenges.map(({ phase }) => phase));
}

async function historiesOf(slug: SeededChallenge["slug"], people: DemonstrationPeople): Promise<History[]> {
  const past: Past = pasts[slug];
  const histories: History[] = [];
  for (const [rank, { name, affiliation, captain }] of past.teams.entries()) {
    const person = await ensureInventedPerson(captain, affiliation);
    // Two teams whose best files are equally good, so that the board shows a shared rank.
    const seed = rank === 5 ? (past.teams[4]?.name ?? name) : name;
    const among = { teams: past.teams.length, files: past.filesAtMost };
    const files = skills(seed, rank === 5 ? 4 : rank, among).map((skill, index) =>
      past.predict(skill, `${seed} ${String(index)}`),
    );
    histories.push({ person, team: { name, affiliation }, isBaseline: false, files });
  }
  if (past.hasCompetitor) histories.push(competitorHistory(past, people));
  for (const { name, file } of past.baselines()) {
    const person = await ensureInventedPerson(`Référence ${slug} ${name}`, null);
    histories.push({ person, team: { name, affiliation: "organisateur" }, isBaseline: true, files: [file] });
  }
  return histories;
}

function competitorHistory(past: Past, people: DemonstrationPeople): History {
  const team = { name: "Lames & Co", affiliation: "Univ. de Brévannes" };
  const files = [0.55, 0.63, 0.61, 0.7].map((skill, index) =>
    past.predict(skill, `Lames & Co ${String(index)}`),
  );
  return { person: people.competitor, team, isBaseline: false, files };
}

/** A reference row begins as a team like others, which cannot be called one. */
function entryOf({ name }: History["team"]): History["team"] {
  return { name: name.replace(/^Référence\u00a0: /, ""), affiliation: null };
}

async function play(
  { slug, phase, history }: SeededChallenge & { history: History },
  people: DemonstrationPeople,
  now: Date,
) {
  const { person, team, isBaseline, files } = history;
  await acceptRules(person, slug);
  const existing = await teamOf(db(), phase.challengeId, person.id);
  const teamId = existing?.id ?? (await createUnlessTaken(person, slug, isBaseline ? entryOf(team) : team));
  // Another version has played this team under another captain: its past stays as it is.
  if (teamId === null) return;
  if (isBaseline && existing?.isBaseline !== true) await markBaseline(people.organiser, teamId, team);
  const played = await countOf(phase, teamId);
  // The last moment is two days ago at the latest: nothing in the world bears today's date.
  const last = Math.min(now.getTime() - 2 * dayMs, phase.closesAt.getTime());
  const span = { from: new Date(phase.opensAt.getTime() + dayMs), to: new Date(last) };
  const dates = moments(`${slug} ${team.name}`, files.length, span);
  for (const [index, content] of files.entries()) {
    if (index < played) continue;
    const at = dates[index] ?? span.to;
    await submit(person, slug, { content, fileName: `predictions_${String(index + 1)}.csv`, at });
  }
}

async function createUnlessTaken(
  captain: Person,
  slug: string,
  team: History["team"],
): Promise<TeamId | null> {
  try {
    return await createTeam(captain, slug, team);
  } catch (error) {
    if (error instanceof Refused && error.refusal.code === "team_name_taken") return null;
    throw error;
  }
}

async function submit(
  person: Person,
  slug: string,
  { content, fileName, at }: { content: string; fileName: string; at: Date },
) {
  const bytes = Buffer.from(content);
  const file = {
    sizeBytes: bytes.byteLength,
    sha256: fingerprintOf(bytes),
    async *read() {
      yield bytes;
    },
  };
  const details = { fileName, note: null, origin: "demonstration", idempotencyKey: null } as const;
  await submitPredictions(person, slug, { file, details }, () => Promise.resolve(at));
}

async function countOf(phase: PhaseRow, teamId: TeamId): Promise<number> {
  const mine = and(eq(submissions.phaseId, phase.id), eq(submissions.teamId, teamId));
  const rows = await db().select({ played: count() }).from(submissions).where(mine);
  return rows[0]?.played ?? 0;
}

async function awaitScores(phases: PhaseRow[]): Promise<number> {
  const ids = phases.map((phase) => phase.id);
  return waitUntil("the scores of all submissions", async () => {
    const rows = await db()
      .select({ state: evaluations.state, evaluations: count() })
      .from(evaluations)
      .where(inArray(evaluations.phaseId, ids))
      .groupBy(evaluations.state);
    const unfinished = rows.some(({ state }) => isUnderWay(state));
    return unfinished ? null : rows.reduce((total, row) => total + row.evaluations, 0);
  });
}
