import { z } from "zod";

const interval = z.tuple([z.number(), z.number()]);

/** A ranking as it is kept: over which applications, with which seed, and what came out. */
export const rankingContent = z.object({
  /** Fingerprint of the set of applications. */
  scope: z.string(),
  seed: z.string(),
  draws: z.number(),
  places: z.number(),
  ranked: z.array(
    z.object({
      application: z.string(),
      marks: z.array(z.number()),
      mean: z.number(),
      median: z.number(),
      spread: z.number().nullable(),
      lowest: z.number(),
      highest: z.number(),
      calibrated: z.number().nullable(),
      rank: z.number(),
      expectedRank: z.number(),
      interval50: interval,
      interval90: interval,
      probabilityAbove: z.number(),
      band: z.enum(["in", "discuss", "out"]),
    }),
  ),
  /** Null in a ranking that was kept before reviews were counted. */
  expectedReviews: z.number().nullable().default(null),
  linkage: z.object({ groups: z.number(), strength: z.number() }),
  noCalibration: z
    .object({
      code: z.enum(["too_few_jurors", "too_few_reviews", "panels_not_linked", "panels_weakly_linked"]),
      jurors: z.number().optional(),
      groups: z.number().optional(),
      strength: z.number().optional(),
    })
    .nullable(),
  severities: z.array(z.object({ juror: z.string(), severity: z.number() })),
});

export type RankingContent = z.infer<typeof rankingContent>;
