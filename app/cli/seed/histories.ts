import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { and, count, eq, inArray } from "drizzle-orm";
import type { Person } from "#app/accounts/actor.ts";
import { acceptRules } from "#app/challenges/accept-rules.server.ts";
import { submitPredictions } from "#app/submissions/submit-predictions.server.ts";
import { createTeam } from "#app/teams/create-team.server.ts";
import { markBaseline } from "#app/challenges/mark-baseline.server.ts";
import { db } from "#db/connections.ts";
import type { PhaseRow } from "#db/queries/challenges.ts";
import { teamOf } from "#db/queries/teams.ts";
import { evaluations, submissions } from "#db/schema/submissions.ts";
import { classes, moments, probabilities, skills } from "#db/seed/histories.ts";
import { inventedTeams } from "#db/seed/teams.ts";
import { generatedSlides, predictionFile } from "#db/seed/tissuenet/slides.ts";
import type { TeamId } from "#db/vocabulary.ts";
import { ensureInventedPerson, type DemonstrationPeople } from "./people.ts";

const dayMs = 86_400_000;
const atOnce = 4;

/** One team's past in one challenge: who submits what. */
type History = {
  person: Person;
  team: { name: string; affiliation: string | null };
  isBaseline: boolean;
  files: string[];
};

/** Plays the past of all teams through the verbs, as it would have happened, and waits until everything is scored.
 * What an interrupted run has played already is not played again.
 * @returns the number of submissions in the world */
export async function playHistories(
  phases: PhaseRow[],
  people: DemonstrationPeople,
  now: Date,
): Promise<number> {
  const slugs = ["tissuenet", "wdbc"] as const;
  const histories: { slug: string; phase: PhaseRow; history: History }[] = [];
  for (const [index, slug] of slugs.entries()) {
    const phase = phases[index];
    if (phase === undefined) throw new Error(`The phase of ${slug} is missing.`);
    for (const history of await historiesOf(slug, people)) histories.push({ slug, phase, history });
  }
  const waiting = [...histories];
  const player = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await play(next, people, now);
  };
  await Promise.all(Array.from({ length: atOnce }, player));
  return awaitScores(phases);
}

async function historiesOf(slug: "tissuenet" | "wdbc", people: DemonstrationPeople): Promise<History[]> {
  const predict = slug === "wdbc" ? wdbcFile : tissuenetFile;
  const histories: History[] = [];
  for (const [rank, { name, affiliation, captain }] of inventedTeams.entries()) {
    const person = await ensureInventedPerson(captain, affiliation);
    // Two teams whose best files are equally good, so that the board shows a shared rank.
    const seed = rank === 5 ? (inventedTeams[4]?.name ?? name) : name;
    const files = skills(seed, rank === 5 ? 4 : rank, inventedTeams.length).map((skill, index) =>
      predict(skill, `${seed} ${String(index)}`),
    );
    histories.push({ person, team: { name, affiliation }, isBaseline: false, files });
  }
  const own = { name: "Lames & Co", affiliation: "Univ. de Brévannes" };
  const ownFiles = [0.55, 0.63, 0.61, 0.7].map((skill, index) =>
    predict(skill, `Lames & Co ${String(index)}`),
  );
  histories.push({ person: people.competitor, team: own, isBaseline: false, files: ownFiles });
  for (const { name, file } of slug === "wdbc" ? wdbcBaselines() : tissuenetBaselines()) {
    const person = await ensureInventedPerson(`Référence ${slug} ${name}`, null);
    histories.push({ person, team: { name, affiliation: "organisateur" }, isBaseline: true, files: [file] });
  }
  return histories;
}

async function play(
  { slug, phase, history }: { slug: string; phase: PhaseRow; history: History },
  people: DemonstrationPeople,
  now: Date,
) {
  const { person, team, isBaseline, files } = history;
  await acceptRules(person, slug);
  const existing = await teamOf(db(), phase.challengeId, person.id);
  const teamId = existing?.id ?? (await createTeam(person, slug, team));
  if (isBaseline && existing?.isBaseline !== true) await markBaseline(people.organiser, teamId);
  const played = await countOf(phase, teamId);
  // The last moment is two days ago: nothing in the world bears today's date.
  const span = { from: new Date(now.getTime() - 60 * dayMs), to: new Date(now.getTime() - 2 * dayMs) };
  const dates = moments(`${slug} ${team.name}`, files.length, span);
  for (const [index, content] of files.entries()) {
    if (index < played) continue;
    const at = dates[index] ?? span.to;
    await submit(person, slug, { content, fileName: `predictions_${String(index + 1)}.csv`, at });
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
    sha256: createHash("sha256").update(bytes).digest("hex"),
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
  for (let waitedMs = 0; waitedMs < 120_000; waitedMs += 100) {
    const rows = await db()
      .select({ state: evaluations.state, evaluations: count() })
      .from(evaluations)
      .where(inArray(evaluations.phaseId, ids))
      .groupBy(evaluations.state);
    const unfinished = rows.some(({ state }) => state === "queued" || state === "running");
    if (!unfinished) return rows.reduce((total, row) => total + row.evaluations, 0);
    await new Promise((resume) => setTimeout(resume, 100));
  }
  throw new Error("The scoring worker has not scored the demonstration's submissions in two minutes.");
}

const slides = generatedSlides();

function tissuenetFile(skill: number, seed: string): string {
  const chosen = classes(slides, skill, seed);
  return predictionFile(slides, (_, index) => chosen[index] ?? 0);
}

function tissuenetBaselines() {
  return [
    { name: "Référence\u00a0: toujours bas grade", file: predictionFile(slides, () => 1) },
    { name: "Référence\u00a0: toujours bénin", file: predictionFile(slides, () => 0) },
  ];
}

type Table = Record<string, string>[];

/** Rows of a plain CSV file of ours, without quotes. */
function rowsOf(name: string): Table {
  const [header = "", ...lines] = readFileSync(`db/seed/wdbc/${name}`, "utf8").trim().split("\n");
  const names = header.split(",");
  return lines.map((line) =>
    Object.fromEntries(line.split(",").map((cell, index) => [names[index] ?? "", cell])),
  );
}

const cases = rowsOf("labels.csv");

function wdbcFile(skill: number, seed: string): string {
  const truth = cases.map((row) => Number(row["malignant"]));
  const values = probabilities(truth, skill, seed);
  return wdbcTable(cases.map((row, index) => [row["id"] ?? "", String(values[index])]));
}

function wdbcTable(lines: string[][]): string {
  return `id,malignant\n${lines.map((line) => line.join(",")).join("\n")}\n`;
}

/** What a single measurement tells: the larger the nuclei, the more likely malignant; and what nobody knows tells. */
function wdbcBaselines() {
  const test = rowsOf("test.csv");
  const radius = test.map((row) => [
    row["id"] ?? "",
    String(1 / (1 + Math.exp(-(Number(row["mean_radius"]) - 14.5)))),
  ]);
  return [
    { name: "Référence\u00a0: rayon moyen seul", file: wdbcTable(radius) },
    {
      name: "Référence\u00a0: même probabilité pour tous",
      file: wdbcTable(test.map((row) => [row["id"] ?? "", "0.372"])),
    },
  ];
}
