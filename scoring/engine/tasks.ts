import type { FileAt } from "../contained/spooled-file.ts";
import type { GroupCounts } from "./register-labels.ts";
import type { ScoredFile } from "../fast/scorer.ts";
import type { NearCopy } from "../statistics/near-copies.ts";
import type { ProbeSign } from "../statistics/probe-signs.ts";
import type { RankingStatistics } from "../statistics/ranking-statistics.ts";
import type { Rung } from "../statistics/ladder.ts";

/** What the engine's process is asked, and what it answers. Plain data, as it crosses between processes. */

/** A specification with a registered label set. `file` is null when the process may still keep the labels. */
export type Phase = {
  spec: unknown;
  specDigest: string;
  labels: { digest: string; sizeBytes: number; file: FileAt | null };
};

export type SentFile = { at: FileAt; sizeBytes: number };

export type Questions = {
  score: { phase: Phase; file: SentFile; maxBytes: number };
  climb: { phase: Phase; file: SentFile; before: { score: number; file: SentFile } | null; maxBytes: number };
  probe: { phase: Phase; file: SentFile; before: SentFile | null; maxBytes: number };
  statistics: {
    phase: Phase;
    files: { file: SentFile; isBaseline: boolean }[];
    split: "public" | "private";
    seed: string;
    replicates: number;
    maxBytes: number;
  };
  register: { spec: unknown; file: SentFile };
};
export type TaskName = keyof Questions;

export type Answers = {
  score: ScoredFile;
  climb: Rung;
  probe: ProbeSign[];
  statistics: FoundStatistics;
  register: GroupCounts;
};

/** `files` are the places of those among the sent ones that are ranked: the metric is undefined on the others. */
export type FoundStatistics = { statistics: RankingStatistics; files: number[]; copies: NearCopy[] };

/** The process does not have the labels (any more): the same question must be put again with them. */
export const labelsWanted = "labels wanted";

export type Task = { [Name in TaskName]: { name: Name } & Questions[Name] }[TaskName];
