import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgSchema,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type {
  ChallengeId,
  EvaluationId,
  EvaluationState,
  FailureClass,
  LabelSetId,
  PersonId,
  PhaseId,
  SpecificationId,
  SubmissionId,
  SubmissionOrigin,
  TeamId,
  UploadState,
} from "../vocabulary.ts";
import { people } from "./accounts.ts";
import { challenges, labelSets, phases, specifications } from "./challenges.ts";
import { bytes, instant } from "./columns.ts";
import { teams } from "./teams.ts";

/** One fault of a competitor's file, as the scoring engine words it. */
export type StoredFault = {
  code: string;
  line: number | null;
  column: string | null;
  value: string | null;
  message: { en: string; fr: string };
};

/** Metric name → value; null where the metric is undefined on the data. */
export type StoredScores = Record<string, number | null>;

/** Submissions used in a window: `day:2026-11-24` in the challenge's zone, or `total`. */
export const quotaCounters = pgTable(
  "quota_counters",
  {
    phaseId: text("phase_id")
      .$type<PhaseId>()
      .notNull()
      .references(() => phases.id),
    teamId: text("team_id")
      .$type<TeamId>()
      .notNull()
      .references(() => teams.id),
    window: text("window").notNull(),
    used: integer("used").notNull(),
    /** The limit in force when the row was last written. */
    allowed: integer("allowed").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.phaseId, t.teamId, t.window] }),
    check("quota_not_exceeded", sql`${t.used} >= 0 and ${t.used} <= ${t.allowed}`),
  ],
);

export const submissions = pgTable(
  "submissions",
  {
    id: text("id").$type<SubmissionId>().primaryKey(),
    phaseId: text("phase_id")
      .$type<PhaseId>()
      .notNull()
      .references(() => phases.id),
    teamId: text("team_id")
      .$type<TeamId>()
      .notNull()
      .references(() => teams.id),
    personId: text("person_id")
      .$type<PersonId>()
      .references(() => people.id),
    /** 1, 2, 3 … within the team and phase. */
    number: integer("number").notNull(),
    objectKey: text("object_key").notNull(),
    fileName: text("file_name").notNull(),
    sizeBytes: bytes("size_bytes").notNull(),
    sha256: text("sha256").notNull(),
    note: text("note"),
    origin: text("origin").$type<SubmissionOrigin>().notNull(),
    receivedAt: instant("received_at").notNull(),
    /** The quota windows it counts in; emptied when it is given back. */
    countedIn: text("counted_in").array().notNull(),
  },
  (t) => [
    unique("submissions_number").on(t.phaseId, t.teamId, t.number),
    index("submissions_team").on(t.teamId, t.receivedAt),
  ],
);

/** Large files on their way to the object store in parts; becomes the submission of the same id. */
export const uploads = pgTable(
  "uploads",
  {
    id: text("id").$type<SubmissionId>().primaryKey(),
    phaseId: text("phase_id")
      .$type<PhaseId>()
      .notNull()
      .references(() => phases.id),
    teamId: text("team_id")
      .$type<TeamId>()
      .notNull()
      .references(() => teams.id),
    personId: text("person_id")
      .$type<PersonId>()
      .notNull()
      .references(() => people.id),
    objectKey: text("object_key").notNull(),
    storeUploadId: text("store_upload_id").notNull(),
    partBytes: bytes("part_bytes").notNull(),
    sizeBytes: bytes("size_bytes").notNull(),
    sha256: text("sha256").notNull(),
    fileName: text("file_name").notNull(),
    note: text("note"),
    state: text("state").$type<UploadState>().notNull(),
    startedAt: instant("started_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [
    index("uploads_open")
      .on(t.expiresAt)
      .where(sql`${t.state} = 'uploading'`),
  ],
);

/** Idempotency keys of the API; they live 24 hours per person and challenge. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    personId: text("person_id")
      .$type<PersonId>()
      .notNull()
      .references(() => people.id),
    challengeId: text("challenge_id")
      .$type<ChallengeId>()
      .notNull()
      .references(() => challenges.id),
    key: text("key").notNull(),
    sha256: text("sha256").notNull(),
    submissionId: text("submission_id").$type<SubmissionId>().notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.challengeId, t.key] })],
);

/** One submission scored with one specification and one label set. */
export const evaluations = pgTable(
  "evaluations",
  {
    id: text("id").$type<EvaluationId>().primaryKey(),
    submissionId: text("submission_id")
      .$type<SubmissionId>()
      .notNull()
      .references(() => submissions.id),
    /** Repeated from the submission, so that a board is one index scan. */
    phaseId: text("phase_id")
      .$type<PhaseId>()
      .notNull()
      .references(() => phases.id),
    teamId: text("team_id")
      .$type<TeamId>()
      .notNull()
      .references(() => teams.id),
    specificationId: text("specification_id")
      .$type<SpecificationId>()
      .notNull()
      .references(() => specifications.id),
    labelSetId: text("label_set_id")
      .$type<LabelSetId>()
      .notNull()
      .references(() => labelSets.id),
    state: text("state").$type<EvaluationState>().notNull(),
    /** Raised by each claim: a worker that lost its lease holds an older number and can write nothing. */
    fence: integer("fence").notNull().default(0),
    attempts: integer("attempts").notNull().default(0),
    claimedBy: text("claimed_by"),
    leaseUntil: instant("lease_until"),
    queuedAt: instant("queued_at").notNull(),
    startedAt: instant("started_at"),
    finishedAt: instant("finished_at"),
    rows: integer("rows"),
    /** What the public board may show. Under the Ladder that is the team's shown score, of the ranking metric alone: the
     * exact ones are out of reach, in `withheld.private_scores`. */
    publicScores: jsonb("public_scores").$type<StoredScores>(),
    /** Metric → why it has no value. */
    publicUndefined: jsonb("public_undefined").$type<Record<string, string>>(),
    /** Under the Ladder, whether this file raised what is shown; null under other rules. */
    isImprovement: boolean("is_improvement"),
    /** The score that ranks, on the public rows; null when undefined. */
    publicRankScore: doublePrecision("public_rank_score"),
    faults: jsonb("faults").$type<StoredFault[]>(),
    faultsTotal: integer("faults_total"),
    failureClass: text("failure_class").$type<FailureClass>(),
    failureCode: text("failure_code"),
    engineVersion: text("engine_version"),
  },
  (t) => [
    uniqueIndex("evaluations_one_live")
      .on(t.submissionId, t.specificationId, t.labelSetId)
      .where(sql`${t.state} <> 'cancelled'`),
    index("evaluations_board")
      .on(t.phaseId, t.teamId, t.publicRankScore)
      .where(sql`${t.state} = 'scored'`),
    index("evaluations_open")
      .on(t.queuedAt)
      .where(sql`${t.state} in ('queued', 'running')`),
    index("evaluations_submission").on(t.submissionId),
  ],
);

/** Counts the changes of a phase's board; the key of every cached rendering. */
export const boards = pgTable("boards", {
  phaseId: text("phase_id")
    .$type<PhaseId>()
    .primaryKey()
    .references(() => phases.id),
  version: bigint("version", { mode: "number" }).notNull(),
  changedAt: instant("changed_at").notNull(),
});

/** Private scores after the reveal, copied by `reveal_phase()`. */
export const revealedScores = pgTable("revealed_scores", {
  evaluationId: text("evaluation_id")
    .$type<EvaluationId>()
    .primaryKey()
    .references(() => evaluations.id),
  phaseId: text("phase_id")
    .$type<PhaseId>()
    .notNull()
    .references(() => phases.id),
  privateScores: jsonb("private_scores").$type<StoredScores>().notNull(),
  privateRankScore: doublePrecision("private_rank_score"),
});

/** Out of reach of the web process: its role has no right on this schema. */
export const withheld = pgSchema("withheld");

export const privateScores = withheld.table("private_scores", {
  evaluationId: text("evaluation_id")
    .$type<EvaluationId>()
    .primaryKey()
    .references(() => evaluations.id),
  phaseId: text("phase_id")
    .$type<PhaseId>()
    .notNull()
    .references(() => phases.id),
  privateScores: jsonb("private_scores").$type<StoredScores>().notNull(),
  privateUndefined: jsonb("private_undefined").$type<Record<string, string>>().notNull(),
  privateRankScore: doublePrecision("private_rank_score"),
  allScores: jsonb("all_scores").$type<StoredScores>().notNull(),
  /** On the public rows, where the board does not show them exactly; else null. */
  exactPublicScores: jsonb("exact_public_scores").$type<StoredScores>(),
});
