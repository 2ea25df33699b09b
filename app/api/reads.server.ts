import type { z } from "zod";
import type { Actor } from "#app/accounts/actor.ts";
import { refusalWithoutScope, requirePerson } from "#app/accounts/policy.ts";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import { metricNames } from "#app/challenges/metric-names.ts";
import { phaseState } from "#app/challenges/rules.ts";
import type { BoardRow } from "#app/leaderboards/board-rows.server.ts";
import { board } from "#app/leaderboards/pages.server.ts";
import { standing } from "#app/leaderboards/standing.server.ts";
import { quotaNow, receiptOf, visibleSubmission } from "#app/submissions/pages.server.ts";
import { submissionContext } from "#app/submissions/submission-context.server.ts";
import { ownUpload } from "#app/submissions/uploads.server.ts";
import { db } from "#db/connections.ts";
import { publicUrl } from "#db/environment.ts";
import {
  currentVersions,
  filesOf,
  phasesOf,
  publishedChallenge,
  slugOf,
  type ChallengeRow,
} from "#db/queries/challenges.ts";
import { queuePosition, submissionsOfTeam, type SubmissionRow } from "#db/queries/submissions.ts";
import type { SubmissionId } from "#db/vocabulary.ts";
import type * as schemas from "./schemas.ts";

type Answer<Schema extends z.ZodType> = z.input<Schema>;

/** Public facts of a challenge.
 * @throws Refused `challenge_not_found` */
export async function challengeFacts(slug: string, now: Date): Promise<Answer<typeof schemas.challenge>> {
  return factsOf((await publishedChallenge(db(), slug)) ?? refuse("challenge_not_found"), now);
}

export async function factsOf(challenge: ChallengeRow, now: Date): Promise<Answer<typeof schemas.challenge>> {
  const phases = await phasesOf(db(), challenge.id);
  const last = phases.at(-1);
  const versions = last === undefined ? null : await currentVersions(db(), last.id);
  const metrics = versions?.specification == null ? [] : metricNames(versions.specification.content);
  const { slug, title, summary, timeZone, dailyLimit, totalLimit, maxFileBytes } = challenge;
  return {
    slug,
    title,
    summary,
    timeZone,
    limits: { daily: dailyLimit, total: totalLimit, maxFileBytes },
    phases: phases.map((phase) => ({
      id: phase.id,
      name: phase.name,
      opensAt: phase.opensAt.toISOString(),
      closesAt: phase.closesAt.toISOString(),
      state: phaseState(phase, now),
    })),
    metrics: metrics.map(({ name, title: words, better }, index) => ({
      name,
      title: words,
      better,
      ranks: index === 0,
    })),
    files: (await filesOf(db(), challenge.id)).map((file) => ({
      id: file.id,
      name: file.fileName,
      sizeBytes: file.sizeBytes,
      sha256: file.sha256,
      url: `${publicUrl()}/download/${file.id}`,
    })),
  };
}

/** What is answered to a file that was taken in. */
export async function acceptedAnswer(
  actor: Actor,
  slug: string,
  id: SubmissionId,
): Promise<Answer<typeof schemas.accepted>> {
  const row = await visibleSubmission(actor, id);
  const quota = await quotaNow(await submissionContext(db(), actor, slug));
  if (quota === null) throw new Error(`${id} was accepted without a team.`);
  const position = await queuePosition(db(), row.evaluation.queuedAt);
  return {
    id,
    state: "queued",
    position,
    quota: { ...quota, nextAllowedAt: quota.nextAllowedAt?.toISOString() ?? null },
  };
}

/** A submission as its team sees it. Keys without a value for this caller are absent.
 * @throws Refused see `visibleSubmission` */
export async function submissionAnswer(actor: Actor, id: string): Promise<Answer<typeof schemas.submission>> {
  const upload = await unfinishedUpload(actor, id);
  if (upload !== null) return upload;
  const row = await visibleSubmission(actor, id);
  const place = await standing(row);
  return {
    ...summary(row),
    challenge: await slugOf(db(), row.phase.challengeId),
    ...(place?.rank == null ? {} : { rank: place.rank }),
  };
}

async function unfinishedUpload(actor: Actor, id: string): Promise<Answer<typeof schemas.submission> | null> {
  if (!isSubmissionId(id)) return null;
  try {
    const upload = await ownUpload(actor, id);
    if (upload.state === "completed") return null;
    const [phase] = await db().query.phases.findMany({
      where: (phases, { eq }) => eq(phases.id, upload.phaseId),
    });
    if (phase === undefined) return null;
    const state = upload.state === "aborted" ? "cancelled" : "uploading";
    return { id, challenge: await slugOf(db(), phase.challengeId), state, faults: [] };
  } catch (error) {
    if (error instanceof Error && error.message === "submission_not_found") return null;
    throw error;
  }
}

function isSubmissionId(text: string): text is SubmissionId {
  return text.startsWith("sub_");
}

function summary(row: SubmissionRow) {
  const { submission, evaluation } = row;
  const isScored = evaluation.state === "scored";
  return {
    id: submission.id,
    number: submission.number,
    state: evaluation.state,
    note: submission.note,
    receivedAt: submission.receivedAt.toISOString(),
    ...(isScored ? { scores: scoresOf(row), receipt: receiptOf(row) } : {}),
    ...(evaluation.isImprovement === null ? {} : { isImprovement: evaluation.isImprovement }),
    ...(isScored && Object.keys(evaluation.publicUndefined ?? {}).length > 0
      ? { undefined: { public: evaluation.publicUndefined ?? {} } }
      : {}),
    ...(evaluation.failureClass === null
      ? {}
      : { failure: { class: evaluation.failureClass, code: evaluation.failureCode } }),
    ...(evaluation.faultsTotal === null ? {} : { total: evaluation.faultsTotal }),
    faults: evaluation.faults ?? [],
  };
}

/** Final scores are there once the phase is revealed, and only then. */
function scoresOf({ evaluation, finalScores }: SubmissionRow) {
  const scores = { public: evaluation.publicScores ?? {} };
  return finalScores === null ? scores : { ...scores, private: finalScores };
}

/** The submissions of the actor's team.
 * @throws Refused `sign_in_required`, `scope_missing`, `challenge_not_found` */
export async function ownSubmissions(
  actor: Actor,
  slug: string,
): Promise<Answer<typeof schemas.submission>[]> {
  refuseIf(refusalWithoutScope(requirePerson(actor), "submissions:read"));
  const { team, phase } = await submissionContext(db(), actor, slug);
  const rows = team === null ? [] : await submissionsOfTeam(db(), phase.id, team.id);
  return rows.map((row) => ({ ...summary(row), challenge: slug }));
}

/** The whole board. */
export async function boardAnswer(slug: string, until: Date | null, now: Date) {
  const full = await board(slug, { until }, now);
  return { full, items: full.rows.map(rowAnswer) };
}

function rowAnswer(row: BoardRow): Answer<typeof schemas.boardRow> {
  const { rank, name, affiliation, isBaseline, score, scores, submissions, lastAt } = row;
  return {
    rank,
    team: name,
    affiliation,
    baseline: isBaseline,
    score,
    scores,
    submissions,
    lastSubmissionAt: lastAt.toISOString(),
  };
}
