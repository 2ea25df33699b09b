import { z } from "zod";
import { writtenText } from "#app/i18n/written-text.ts";
import type { Criterion } from "#db/schema/calls.ts";

const bilingual = z.strictObject({ en: writtenText().min(1), fr: writtenText().min(1) });

const criterion = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
    name: bilingual,
    help: bilingual,
    weight: z.number().positive().max(100),
    max: z.number().int().min(1).max(20).default(5),
    step: z.number().positive().max(1).default(1),
    threshold: z.number().nullable().default(null),
    anchors: z
      .array(z.strictObject({ mark: z.number().min(0), text: bilingual }))
      .min(2)
      .max(21),
  })
  .refine(
    ({ anchors, max }) => anchors.every(({ mark }) => mark <= max),
    "an anchor lies above the highest mark",
  )
  .refine(
    ({ anchors }) => new Set(anchors.map(({ mark }) => mark)).size === anchors.length,
    "a mark has two anchors",
  )
  .refine(
    ({ threshold, max }) => threshold === null || threshold <= max,
    "the threshold is above the highest mark",
  );

const rubricSchema = z.strictObject({
  totalThreshold: z.number().int().min(0).max(100).nullable().default(null),
  criteria: z
    .array(criterion)
    .min(1)
    .max(20)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, "two criteria have the same id"),
});

export type Rubric = { criteria: Criterion[]; totalThreshold: number | null };

/** Reads criteria from their JSON text.
 * @returns the rubric, or what is wrong with it, each with its place */
export function parseRubric(
  text: string,
): { rubric: Rubric } | { faults: { path: string; message: string }[] } {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    return { faults: [{ path: "", message: error instanceof Error ? error.message : "not JSON" }] };
  }
  const parsed = rubricSchema.safeParse(content);
  if (parsed.success) return { rubric: parsed.data };
  const faults = parsed.error.issues.map(({ path, message }) => ({
    path: path.map(String).join("."),
    message,
  }));
  return { faults: faults.slice(0, 20) };
}
