import { doublePrecision, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { PhaseId, ProbeFlag, Split, SubmissionId, TeamId } from "../vocabulary.ts";
import { phases } from "./challenges.ts";
import { instant } from "./columns.ts";
import { submissions, withheld } from "./submissions.ts";

/** What the statistics of a ranking say of one submission; shapes are those of `scoring/statistics/ranking-statistics.ts`. */
export type StoredPlace = {
  teamId: TeamId;
  submissionId: SubmissionId;
  isBaseline: boolean;
  score: number;
  interval: { low: number; high: number } | null;
  ranks: { first: number; topThree: number; median: number; low: number; high: number } | null;
  group: number | null;
  byAggregation: Record<string, number> | null;
};

/** The statistics of a ranking, as they were computed; no label can be read from them that the scores do not tell. */
export type StoredStatistics = {
  metric: string;
  rows: number;
  places: StoredPlace[];
  stability: { median: number; low: number; high: number } | null;
  test: "wilcoxon" | "delong" | "bootstrap";
  /** Indices of `places` from best to worst, baselines left out. */
  order: number[];
  /** Adjusted p-values of "the better-placed is better", for places 0–1, 0–2, 1–2, 0–3 … of `order`. */
  pValues: number[];
  /** Replicates kept of those that were drawn. */
  replicates: number;
};

const statisticsColumns = () => ({
  phaseId: text("phase_id")
    .$type<PhaseId>()
    .notNull()
    .references(() => phases.id),
  split: text("split").$type<Split>().notNull(),
  content: jsonb("content").$type<StoredStatistics>().notNull(),
  seed: text("seed").notNull(),
  drawn: integer("drawn").notNull(),
  engineVersion: text("engine_version").notNull(),
  computedAt: instant("computed_at").notNull(),
});

/** How much a phase's ranking is worth, for everybody; that of the private rows comes here at the reveal. */
export const rankingStatistics = pgTable("ranking_statistics", statisticsColumns(), (t) => [
  primaryKey({ columns: [t.phaseId, t.split] }),
]);

/** Signs of probing in a submission, for its challenge's organisers to judge; computed from predictions alone. */
export const submissionFlags = pgTable(
  "submission_flags",
  {
    submissionId: text("submission_id")
      .$type<SubmissionId>()
      .notNull()
      .references(() => submissions.id),
    flag: text("flag").$type<ProbeFlag>().notNull(),
    phaseId: text("phase_id")
      .$type<PhaseId>()
      .notNull()
      .references(() => phases.id),
    /** Distinct values, rows changed, share at the bounds, or rank correlation. */
    value: doublePrecision("value").notNull(),
    /** The submission of another team that it is like; null for flags of one file. */
    likeSubmissionId: text("like_submission_id")
      .$type<SubmissionId>()
      .references(() => submissions.id),
    computedAt: instant("computed_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.submissionId, t.flag] }), index("submission_flags_phase").on(t.phaseId)],
);

/** The statistics of the private rows until the reveal. */
export const withheldStatistics = withheld.table("ranking_statistics", statisticsColumns(), (t) => [
  primaryKey({ columns: [t.phaseId, t.split] }),
]);
