import type { Actor } from "#app/accounts/actor.ts";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import { formulaToMathMl } from "#app/ui/formula.server.ts";
import { markdownToHtml } from "#app/ui/markdown.server.ts";
import { db } from "#db/connections.ts";
import {
  currentRules,
  currentVersions,
  filesOf,
  holdsRole,
  phasesOf,
  publishedChallenge,
  publishedChallenges,
  recordDownload,
  rulesAcceptance,
  type ChallengeRow,
  type PhaseRow,
} from "#db/queries/challenges.ts";
import { openEvaluations } from "#db/queries/evaluations.ts";
import { teamOf } from "#db/queries/teams.ts";
import { challengeFiles, challenges } from "#db/schema/challenges.ts";
import type { Bilingual, ChallengeId, Locale } from "#db/vocabulary.ts";
import { readyMetric } from "#scoring/registry.ts";
import { outputName, rankingMetric, specificationSchema } from "#scoring/spec.ts";
import { and, eq, isNotNull } from "drizzle-orm";
import { phaseState, phaseToShow } from "./rules.ts";

/** What a list of challenges shows of each. */
export async function challengeList(locale: Locale, now: Date) {
  const rows = await publishedChallenges(db());
  return Promise.all(
    rows.map(async ({ challenge, teams }) => {
      const phase = phaseToShow(await phasesOf(db(), challenge.id), now);
      return {
        slug: challenge.slug,
        title: challenge.title[locale],
        summary: challenge.summary[locale],
        stain: challenge.stain,
        timeZone: challenge.timeZone,
        teams: Number(teams),
        opensAt: phase.opensAt,
        closesAt: phase.closesAt,
        state: phaseState(phase, now),
      };
    }),
  );
}

/** What all pages of a challenge share: its name, its phases, and what the actor is in it.
 * @throws Refused `challenge_not_found` */
export async function challengeFrame(actor: Actor, slug: string, locale: Locale, now: Date) {
  const challenge = (await publishedChallenge(db(), slug)) ?? refuse("challenge_not_found");
  const phases = await phasesOf(db(), challenge.id);
  const isPerson = actor.kind === "person";
  const team = isPerson ? await teamOf(db(), challenge.id, actor.id) : null;
  const isOrganiser =
    isPerson && (actor.isAdministrator || (await holdsRole(db(), challenge.id, actor.id, "organiser")));
  return {
    slug,
    title: challenge.title[locale],
    shortTitle: shortTitle(challenge.title, locale),
    timeZone: challenge.timeZone,
    stain: challenge.stain,
    phases: phases.map((phase) => phaseFacts(phase, locale, now)),
    teamName: team?.name ?? null,
    isOrganiser,
    isSignedIn: isPerson,
  };
}

/** The part of a title before its colon, for breadcrumbs. */
function shortTitle(title: Bilingual, locale: Locale): string {
  return title[locale].split(/\s*:/)[0] ?? title[locale];
}

function phaseFacts(phase: PhaseRow, locale: Locale, now: Date) {
  const { id, opensAt, closesAt } = phase;
  return { id, name: phase.name[locale], opensAt, closesAt, state: phaseState(phase, now) };
}

/** The overview of a challenge: why, what, how it is scored, the limits.
 * @throws Refused `challenge_not_found` */
export async function overviewPage(slug: string, locale: Locale, now: Date) {
  const challenge = (await publishedChallenge(db(), slug)) ?? refuse("challenge_not_found");
  const phase = phaseToShow(await phasesOf(db(), challenge.id), now);
  const versions = await currentVersions(db(), phase.id);
  return {
    summary: challenge.summary[locale],
    descriptionHtml: markdownToHtml(challenge.description[locale]),
    organisers: challenge.organisers.map(({ name, part }) => ({ name, part: part[locale] })),
    metrics: metricsOf(versions.specification?.content, locale),
    costs: costTable(versions.specification?.content),
    limits: limitsOf(challenge),
    rows: { public: versions.labelSet?.publicRows ?? null, private: versions.labelSet?.privateRows ?? null },
    closesAt: phase.closesAt,
    closesAtIso: phase.closesAt.toISOString(),
  };
}

function limitsOf({ dailyLimit, totalLimit, maxTeamSize, maxFileBytes }: ChallengeRow) {
  return { dailyLimit, totalLimit, maxTeamSize, maxFileBytes };
}

/** The metrics of a phase in words, the ranking one first marked. */
export function metricsOf(content: unknown, locale: Locale) {
  const parsed = specificationSchema.safeParse(content);
  if (!parsed.success) return [];
  const ranking = outputName(rankingMetric(parsed.data));
  return parsed.data.metrics.map((use) => {
    const metric = readyMetric(use, parsed.data.target);
    return {
      name: metric.name,
      title: metricTitle(use.as, metric.facts.title[locale]),
      explanation: metric.facts.explanation[locale],
      formulaHtml: formulaToMathMl(metric.facts.formula),
      better: metric.better,
      decimals: metric.facts.decimals,
      isRanking: metric.name === ranking,
    };
  });
}

/** An organiser's own name of a metric is shown as words: `tissuenet_score` becomes `Tissuenet score`. */
function metricTitle(as: string | null | undefined, title: string): string {
  if (as == null) return title;
  const words = as.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The cost of each error, where the ranking metric has such a table. */
function costTable(content: unknown): { classes: string[]; costs: number[][] } | null {
  const parsed = specificationSchema.safeParse(content);
  if (!parsed.success) return null;
  const costs = rankingMetric(parsed.data).params?.["costs"];
  if (!Array.isArray(costs)) return null;
  const rows = costs.map((row: unknown) => (Array.isArray(row) ? row.map(Number) : []));
  return { classes: parsed.data.classes ?? parsed.data.predictions, costs: rows };
}

/** The data page: files with size and digest.
 * @throws Refused `challenge_not_found` */
export async function dataPage(slug: string, locale: Locale) {
  const challenge = (await publishedChallenge(db(), slug)) ?? refuse("challenge_not_found");
  const rows = await filesOf(db(), challenge.id);
  return {
    descriptionHtml: markdownToHtml(challenge.dataDescription[locale]),
    files: rows.map(({ id, fileName, description, sizeBytes, sha256 }) => ({
      id,
      fileName,
      description: description[locale],
      sizeBytes,
      sha256,
    })),
  };
}

/** One file of a published challenge, about to be downloaded.
 * @throws Refused `not_found`
 * Effects: one line in the log of downloads. */
export async function downloadedFile(actor: Actor, fileId: string) {
  const rows = await db()
    .select({ file: challengeFiles })
    .from(challengeFiles)
    .innerJoin(
      challenges,
      and(eq(challenges.id, challengeFiles.challengeId), isNotNull(challenges.publishedAt)),
    )
    .where(eq(challengeFiles.id, fileId.startsWith("file_") ? `file_${fileId.slice(5)}` : "file_"));
  const file = rows[0]?.file ?? refuse("not_found");
  await recordDownload(db(), file.id, actor.kind === "person" ? actor.id : null);
  return file;
}

/** The rules in force, and whether the actor has accepted them.
 * @throws Refused `challenge_not_found`, `not_ready` */
export async function rulesPage(actor: Actor, slug: string, locale: Locale) {
  const challenge = (await publishedChallenge(db(), slug)) ?? refuse("challenge_not_found");
  const rules = (await currentRules(db(), challenge.id)) ?? refuse("not_ready");
  const acceptedAt = actor.kind === "person" ? await rulesAcceptance(db(), rules.id, actor.id) : null;
  return {
    version: rules.version,
    publishedAt: rules.publishedAt,
    html: markdownToHtml(rules.content[locale]),
    acceptedAt,
    isSignedIn: actor.kind === "person",
  };
}

/** What organisers see of the sealed scores: when, never what.
 * The actor has been let in already. */
export async function revealFacts(challengeId: ChallengeId, locale: Locale, now: Date) {
  const phases = await phasesOf(db(), challengeId);
  return Promise.all(
    phases.map(async (phase) => ({
      ...phaseFacts(phase, locale, now),
      revealedAt: phase.revealedAt,
      openEvaluations: await openEvaluations(db(), phase.id),
    })),
  );
}

export type RevealFacts = Awaited<ReturnType<typeof revealFacts>>[number];

/** Refuses whoever may not see what belongs to a challenge's organisers.
 * @throws Refused */
export async function requireOrganiser(actor: Actor, slug: string): Promise<ChallengeRow> {
  const challenge = (await publishedChallenge(db(), slug)) ?? refuse("challenge_not_found");
  if (actor.kind === "visitor") return refuse("sign_in_required");
  const isOrganiser = actor.isAdministrator || (await holdsRole(db(), challenge.id, actor.id, "organiser"));
  refuseIf(isOrganiser ? null : { code: "organiser_required" });
  return challenge;
}
