import { and, asc, desc, eq, isNotNull, sql } from "drizzle-orm";
import type { Reader, Tx } from "../client.ts";
import {
  challengeFiles,
  challengeMembers,
  challenges,
  fileDownloads,
  labelDeliveries,
  labelSets,
  phases,
  rules,
  rulesAcceptances,
  specifications,
} from "../schema/challenges.ts";
import { submissions } from "../schema/submissions.ts";
import { teams } from "../schema/teams.ts";
import type {
  ChallengeFileId,
  ChallengeId,
  ChallengeRole,
  LabelSetId,
  PersonId,
  PhaseId,
  RulesId,
} from "../vocabulary.ts";

export type ChallengeRow = typeof challenges.$inferSelect;
export type PhaseRow = typeof phases.$inferSelect;
export type ChallengeFileRow = typeof challengeFiles.$inferSelect;

/** The published challenge of a slug; null when there is none. */
export async function publishedChallenge(db: Reader, slug: string): Promise<ChallengeRow | null> {
  const rows = await db
    .select()
    .from(challenges)
    .where(and(eq(challenges.slug, slug), isNotNull(challenges.publishedAt)));
  return rows[0] ?? null;
}

/** All published challenges with their number of ranked teams; the newest first. */
export async function publishedChallenges(db: Reader) {
  const teamCount = db.$count(teams, and(eq(teams.challengeId, challenges.id), eq(teams.isBaseline, false)));
  return db
    .select({ challenge: challenges, teams: teamCount })
    .from(challenges)
    .where(isNotNull(challenges.publishedAt))
    .orderBy(desc(challenges.publishedAt), asc(challenges.slug));
}

/** The phases of a challenge, in order. */
export async function phasesOf(db: Reader, challengeId: ChallengeId): Promise<PhaseRow[]> {
  return db.select().from(phases).where(eq(phases.challengeId, challengeId)).orderBy(asc(phases.position));
}

/** A phase's current specification (its content and version) and label set; null parts until they exist. */
export async function currentVersions(db: Reader, phaseId: PhaseId) {
  const rows = await db
    .select({ specification: specifications, labelSet: labelSets })
    .from(phases)
    .leftJoin(specifications, eq(specifications.id, phases.specificationId))
    .leftJoin(labelSets, eq(labelSets.id, phases.labelSetId))
    .where(eq(phases.id, phaseId));
  return rows[0] ?? { specification: null, labelSet: null };
}

/** The rules in force, which are the newest version; null when none are published. */
export async function currentRules(db: Reader, challengeId: ChallengeId) {
  const rows = await db
    .select()
    .from(rules)
    .where(eq(rules.challengeId, challengeId))
    .orderBy(desc(rules.version))
    .limit(1);
  return rows[0] ?? null;
}

/** When a person accepted a version of the rules; null when not. */
export async function rulesAcceptance(
  db: Reader,
  rulesId: RulesId,
  personId: PersonId,
): Promise<Date | null> {
  const rows = await db
    .select({ acceptedAt: rulesAcceptances.acceptedAt })
    .from(rulesAcceptances)
    .where(and(eq(rulesAcceptances.rulesId, rulesId), eq(rulesAcceptances.personId, personId)));
  return rows[0]?.acceptedAt ?? null;
}

/** Whether a person holds a role in a challenge. */
export async function holdsRole(
  db: Reader,
  challengeId: ChallengeId,
  personId: PersonId,
  role: ChallengeRole,
) {
  const rows = await db
    .select({ role: challengeMembers.role })
    .from(challengeMembers)
    .where(
      and(
        eq(challengeMembers.challengeId, challengeId),
        eq(challengeMembers.personId, personId),
        eq(challengeMembers.role, role),
      ),
    );
  return rows.length > 0;
}

/** The files that competitors may download, in the organiser's order. */
export async function filesOf(db: Reader, challengeId: ChallengeId): Promise<ChallengeFileRow[]> {
  return db
    .select()
    .from(challengeFiles)
    .where(eq(challengeFiles.challengeId, challengeId))
    .orderBy(asc(challengeFiles.position), asc(challengeFiles.fileName));
}

/** The public sample submission, whose ids every submission must carry; null when there is none. */
export async function sampleSubmissionOf(
  db: Reader,
  challengeId: ChallengeId,
): Promise<ChallengeFileRow | null> {
  const rows = await db
    .select()
    .from(challengeFiles)
    .where(and(eq(challengeFiles.challengeId, challengeId), eq(challengeFiles.kind, "sample_submission")))
    .orderBy(desc(challengeFiles.createdAt))
    .limit(1);
  return rows[0] ?? null;
}

/** Effects: one line in the log of downloads. */
export async function recordDownload(
  db: Reader,
  fileId: ChallengeFileId,
  personId: PersonId | null,
): Promise<void> {
  await db.insert(fileDownloads).values({ fileId, personId });
}

/** A label file's passage through the inbox, locked for its answer. */
export async function deliveryForUpdate(tx: Tx, deliveryId: `delivery_${string}`) {
  const rows = await tx
    .select()
    .from(labelDeliveries)
    .where(eq(labelDeliveries.id, deliveryId))
    .for("update");
  return rows[0] ?? null;
}

/** How a label delivery ended; null while the worker has not answered. */
export async function deliveryAnswer(db: Reader, deliveryId: `delivery_${string}`) {
  const rows = await db
    .select({ labelSetId: labelDeliveries.labelSetId, refusalCode: labelDeliveries.refusalCode })
    .from(labelDeliveries)
    .where(and(eq(labelDeliveries.id, deliveryId), isNotNull(labelDeliveries.answeredAt)));
  return rows[0] ?? null;
}

/** The next version number of a phase's label sets. */
export async function nextLabelSetVersion(tx: Tx, phaseId: PhaseId): Promise<number> {
  const rows = await tx
    .select({ next: sql<number>`coalesce(max(${labelSets.version}), 0) + 1` })
    .from(labelSets)
    .where(eq(labelSets.phaseId, phaseId));
  return Number(rows[0]?.next ?? 1);
}

/** Whether a phase has submissions; none is added before the transaction ends. */
export async function isScoredAgainst(tx: Tx, phaseId: PhaseId): Promise<boolean> {
  await tx.select({ id: phases.id }).from(phases).where(eq(phases.id, phaseId)).for("update");
  return (await tx.$count(submissions, eq(submissions.phaseId, phaseId))) > 0;
}

/** Makes a label set the one that new submissions are evaluated with. */
export async function useLabelSet(tx: Tx, phaseId: PhaseId, labelSetId: LabelSetId): Promise<void> {
  await tx.update(phases).set({ labelSetId }).where(eq(phases.id, phaseId));
}

/** The zone in which a challenge counts its days. */
export async function timeZoneOf(db: Reader, challengeId: ChallengeId): Promise<string> {
  const rows = await db
    .select({ timeZone: challenges.timeZone })
    .from(challenges)
    .where(eq(challenges.id, challengeId));
  return rows[0]?.timeZone ?? "UTC";
}

/** The slug of a challenge. */
export async function slugOf(db: Reader, challengeId: ChallengeId): Promise<string> {
  const rows = await db
    .select({ slug: challenges.slug })
    .from(challenges)
    .where(eq(challenges.id, challengeId));
  return rows[0]?.slug ?? "";
}
