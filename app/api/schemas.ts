import { z } from "zod";
import { evaluationStates } from "#db/vocabulary.ts";

/** What the API answers, in zod: the OpenAPI document is made from these. */

const bilingual = z.object({ en: z.string(), fr: z.string() });
const instant = z.iso.datetime();
const scores = z.record(z.string(), z.number().nullable());

export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  code: z.string(),
});

export const fault = z.object({
  code: z.string(),
  line: z.number().nullable(),
  column: z.string().nullable(),
  value: z.string().nullable(),
  message: bilingual,
});

export const challenge = z.object({
  slug: z.string(),
  title: bilingual,
  summary: bilingual,
  timeZone: z.string(),
  limits: z.object({ daily: z.number().nullable(), total: z.number().nullable(), maxFileBytes: z.number() }),
  phases: z.array(
    z.object({ id: z.string(), name: bilingual, opensAt: instant, closesAt: instant, state: z.string() }),
  ),
  metrics: z.array(
    z.object({ name: z.string(), title: bilingual, better: z.enum(["higher", "lower"]), ranks: z.boolean() }),
  ),
  files: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      sizeBytes: z.number(),
      sha256: z.string(),
      url: z.string(),
    }),
  ),
});

export const quota = z.object({
  limit: z.number().nullable(),
  used: z.number(),
  remaining: z.number().nullable(),
  nextAllowedAt: instant.nullable(),
});

export const accepted = z.object({ id: z.string(), state: z.literal("queued"), position: z.number(), quota });

export const uploadPlan = z.object({
  id: z.string(),
  state: z.literal("uploading"),
  partBytes: z.number(),
  arrivedBytes: z.number(),
  parts: z.array(z.object({ number: z.number(), url: z.string() })),
  expiresAt: instant,
});

export const submission = z.object({
  id: z.string(),
  challenge: z.string(),
  number: z.number().optional(),
  state: z.enum(["uploading", ...evaluationStates]),
  note: z.string().nullable().optional(),
  receivedAt: instant.optional(),
  position: z.number().optional(),
  scores: z.object({ public: scores, private: scores.optional() }).optional(),
  isImprovement: z.boolean().optional(),
  undefined: z.object({ public: z.record(z.string(), z.string()) }).optional(),
  rank: z.number().optional(),
  failure: z.object({ class: z.string(), code: z.string().nullable() }).optional(),
  receipt: z.record(z.string(), z.unknown()).optional(),
  faults: z.array(fault),
  total: z.number().optional(),
});

export const boardRow = z.object({
  rank: z.number().nullable(),
  team: z.string(),
  affiliation: z.string().nullable(),
  baseline: z.boolean(),
  score: z.number().nullable(),
  scores,
  submissions: z.number(),
  lastSubmissionAt: instant,
});

export const acceptance = z.object({ version: z.number(), acceptedAt: instant });
export const token = z.object({ token: z.string(), scopes: z.array(z.string()) });
export const call = z.object({
  slug: z.string(),
  title: bilingual,
  summary: bilingual,
  state: z.enum(["upcoming", "open", "closed", "evaluating", "announced"]),
  timeZone: z.string(),
  opensAt: instant.nullable(),
  cutoffs: z.array(z.object({ label: bilingual, closesAt: instant })),
  deadlineChanges: z.array(z.object({ from: instant, to: instant, reason: bilingual, changedAt: instant })),
  criteria: z.array(
    z.object({
      id: z.string(),
      name: bilingual,
      weight: z.number(),
      max: z.number(),
      threshold: z.number().nullable(),
      anchors: z.array(z.object({ mark: z.number(), text: bilingual })),
    }),
  ),
  rulebookVersion: z.number().nullable(),
  url: z.string(),
});

export const list = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().nullable() });
