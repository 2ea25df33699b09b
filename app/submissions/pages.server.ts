import type { Actor } from "#app/accounts/actor.ts";
import { hasScope } from "#app/accounts/actor.ts";
import { refusalWithoutScope, requirePerson } from "#app/accounts/policy.ts";
import { refuse, refuseIf } from "#app/accounts/refusal.ts";
import { metricNames } from "#app/challenges/metric-names.ts";
import { phaseToShow } from "#app/challenges/rules.ts";
import { db, files } from "#db/connections.ts";
import { databaseClock } from "#db/clock.ts";
import {
  holdsRole,
  phasesOf,
  publishedChallenge,
  sampleSubmissionOf,
  timeZoneOf,
} from "#db/queries/challenges.ts";
import { flagsOf } from "#db/queries/flags.ts";
import {
  queuePosition,
  quotaUsed,
  submissionById,
  submissionCounts,
  submissionsOfPhase,
  submissionsOfTeam,
  type SubmissionRow,
} from "#db/queries/submissions.ts";
import { unfinishedUploads } from "#db/queries/uploads.ts";
import { membersOf, teamOf } from "#db/queries/teams.ts";
import { readVerified } from "#db/verified-read.ts";
import type { ChallengeId, SubmissionId } from "#db/vocabulary.ts";
import { expectedColumns, specificationSchema } from "#scoring/spec.ts";
import { refusalToSubmit } from "./policy.ts";
import { quotaOf } from "./rules.ts";
import { submissionContext, type SubmissionContext } from "./submission-context.server.ts";

/** What a team's member sees of a submission in a list. */
function summary({ submission, team, evaluation }: SubmissionRow) {
  return {
    id: submission.id,
    number: submission.number,
    team: team.name,
    fileName: submission.fileName,
    note: submission.note,
    receivedAt: submission.receivedAt,
    state: evaluation.state,
    scores: evaluation.publicScores ?? {},
    rankScore: evaluation.publicRankScore,
    isImprovement: evaluation.isImprovement,
    faultsTotal: evaluation.faultsTotal,
    failureClass: evaluation.failureClass,
    isCounted: submission.countedIn.length > 0,
  };
}

export type SubmissionSummary = ReturnType<typeof summary>;

/** The submissions of the actor's team, the newest first.
 * @throws Refused `sign_in_required`, `scope_missing`, `challenge_not_found` */
export async function ownSubmissionsPage(actor: Actor, slug: string) {
  const person = requirePerson(actor);
  refuseIf(refusalWithoutScope(person, "submissions:read"));
  const context = await submissionContext(db(), actor, slug);
  const rows = context.team === null ? [] : await submissionsOfTeam(db(), context.phase.id, context.team.id);
  const quota = await quotaNow(context);
  return {
    team: context.team?.name ?? null,
    metrics: context.specification === null ? [] : metricNames(context.specification.content),
    submissions: rows.map(summary),
    quota,
    timeZone: context.challenge.timeZone,
  };
}

/** What the submission form needs: whether and why not, quota, the sample and the specification for the check.
 * @throws Refused `challenge_not_found` */
export async function submissionFormPage(actor: Actor, slug: string) {
  const context = await submissionContext(db(), actor, slug);
  const now = await databaseClock(db());
  const { challenge, phase, team, specification } = context;
  const sample = await sampleSubmissionOf(db(), challenge.id);
  const spec = specification === null ? null : specificationSchema.parse(specification.content);
  return {
    refusal: refusalToSubmit(actor, context.facts, now),
    team: team === null ? null : { name: team.name, members: (await membersOf(db(), team.id)).length },
    quota: await quotaNow(context),
    unfinished: await interruptedUploads(actor, context),
    columns: spec === null ? [] : expectedColumns(spec),
    // Text, so that nothing of the organiser's making travels as an object.
    specification: specification === null ? null : JSON.stringify(specification.content),
    sample: sample === null ? null : { id: sample.id, fileName: sample.fileName },
    maxFileBytes: challenge.maxFileBytes,
    closesAt: phase.closesAt,
    timeZone: challenge.timeZone,
  };
}

/** Large files that the actor has begun to send, and neither completed nor given up. */
async function interruptedUploads(actor: Actor, { phase, team }: SubmissionContext) {
  if (actor.kind === "visitor" || team === null) return [];
  const uploads = await unfinishedUploads(db(), phase.id, team.id);
  return uploads
    .filter((upload) => upload.personId === actor.id)
    .map(({ id, fileName, sizeBytes, sha256 }) => ({ id, fileName, sizeBytes, sha256 }));
}

/** The public sample submission itself, for the check in the browser.
 * @throws Refused `challenge_not_found`, `not_found`; StoreUnavailable when it is not the one that was published */
export async function sampleContent(slug: string) {
  const challenge = (await publishedChallenge(db(), slug)) ?? refuse("challenge_not_found");
  const sample = (await sampleSubmissionOf(db(), challenge.id)) ?? refuse("not_found");
  return readVerified(files(), sample);
}

/** The quota of the actor's team now; null without a team. */
export async function quotaNow(context: SubmissionContext) {
  if (context.team === null) return null;
  const now = await databaseClock(db());
  const used = await quotaUsed(db(), context.phase.id, context.team.id);
  return quotaOf(context.challenge, used, now, context.challenge.timeZone);
}

/** One submission, for its team and for the challenge's organisers; to anybody else it does not exist.
 * @throws Refused `sign_in_required`, `scope_missing`, `submission_not_found` */
export async function visibleSubmission(actor: Actor, id: string): Promise<SubmissionRow> {
  const person = requirePerson(actor);
  if (!hasScope(person, "submissions:read")) return refuse("scope_missing", { scope: "submissions:read" });
  const row = isSubmissionId(id) ? await submissionById(db(), id) : null;
  if (row === null) return refuse("submission_not_found");
  const { challengeId } = row.team;
  const isOwn = (await teamOf(db(), challengeId, person.id))?.id === row.team.id;
  const isOrganiser = person.isAdministrator || (await holdsRole(db(), challengeId, person.id, "organiser"));
  return isOwn || isOrganiser ? row : refuse("submission_not_found");
}

function isSubmissionId(text: string): text is SubmissionId {
  return /^sub_[0-9a-z]{26}$/.test(text);
}

/** The page of a submission that the actor may see: its way, its scores, its receipt. */
export async function submissionPage(row: SubmissionRow) {
  const { submission, team, phase, evaluation } = row;
  const history = (await submissionsOfTeam(db(), phase.id, team.id))
    .flatMap((other) =>
      other.evaluation.publicRankScore === null
        ? []
        : [{ number: other.submission.number, score: other.evaluation.publicRankScore }],
    )
    .reverse();
  return {
    ...summary(row),
    sizeBytes: submission.sizeBytes,
    timeline: {
      queuedAt: evaluation.queuedAt,
      startedAt: evaluation.startedAt,
      finishedAt: evaluation.finishedAt,
      position: evaluation.state === "queued" ? await queuePosition(db(), evaluation.queuedAt) : null,
    },
    undefinedScores: evaluation.publicUndefined ?? {},
    finalScores: row.finalScores,
    faults: evaluation.faults ?? [],
    failureCode: evaluation.failureCode,
    history,
    receipt: receiptOf(row),
    timeZone: await timeZoneOf(db(), phase.challengeId),
    metrics: metricNames(row.specification),
  };
}

/** What a competitor may keep as proof: what was received, when, and with what it was scored. */
export function receiptOf({ submission, phase, evaluation }: SubmissionRow) {
  return {
    submission: submission.id,
    phase: phase.id,
    number: submission.number,
    receivedAt: submission.receivedAt.toISOString(),
    file: { sha256: `sha256:${submission.sha256}`, sizeBytes: submission.sizeBytes },
    specification: {
      version: evaluation.specificationVersion,
      digest: `sha256:${evaluation.specificationDigest}`,
    },
    // The version alone: with a digest of the file, somebody who knows all labels but a few could try those few.
    labels: { version: evaluation.labelSetVersion },
    engine: evaluation.engineVersion,
    scoredAt: evaluation.finishedAt?.toISOString() ?? null,
  };
}

const organiserPageSize = 50;
const flagsAtMost = 100;

/** All submissions of a challenge's current phase, for its organisers; they have been let in already. */
export async function organiserSubmissionsPage(challengeId: ChallengeId, page: number, now: Date) {
  const phase = phaseToShow(await phasesOf(db(), challengeId), now);
  const counts = await submissionCounts(db(), phase.id);
  const rows = await submissionsOfPhase(db(), phase.id, {
    limit: organiserPageSize,
    offset: (page - 1) * organiserPageSize,
  });
  const total = counts.reduce((sum, row) => sum + row.submissions, 0);
  return {
    submissions: rows.map(summary),
    flags: await flagsOf(db(), phase.id, flagsAtMost),
    metrics: rows[0] === undefined ? [] : metricNames(rows[0].specification),
    counts,
    total,
    page,
    pages: Math.max(1, Math.ceil(total / organiserPageSize)),
  };
}

export type OrganiserPage = Awaited<ReturnType<typeof organiserSubmissionsPage>>;
