import { z } from "zod";

export const targets = ["class", "one_hot", "probability", "number"] as const;
export type Target = (typeof targets)[number];

const columnName = z.string().min(1).max(200);

/** How a phase is scored: the object of the scoring command, which a phase stores as it is. */
export const specificationSchema = z
  .strictObject({
    /** Name of the identifier column in both files. */
    id: columnName,
    /** Column of the label file that says `public`, `private` or `ignored`. */
    usage: columnName.nullish(),
    labels: z.array(columnName).min(1),
    predictions: z.array(columnName).min(1),
    target: z.enum(targets),
    classes: z.array(z.string().min(1)).min(2).nullish(),
    positive: z.string().min(1).nullish(),
    metrics: z
      .array(
        z.strictObject({
          metric: z.string().min(1),
          as: z.string().min(1).nullish(),
          params: z.record(z.string(), z.unknown()).nullish(),
          primary: z.boolean().nullish(),
        }),
      )
      .min(1),
    range: z.tuple([z.number(), z.number()]).nullish(),
    rowSum: z
      .union([
        z.literal("normalise"),
        z.strictObject({ tolerance: z.number().min(0), otherwise: z.enum(["reject", "normalise"]) }),
      ])
      .nullish(),
  })
  .refine((spec) => spec.range == null || spec.range[0] < spec.range[1], {
    message: "range: [min, max] with min < max",
  })
  .refine((spec) => spec.target !== "probability" || spec.predictions.length > 1 || spec.positive != null, {
    message: "positive: name the class whose probability the one column holds",
  })
  .refine((spec) => new Set(spec.metrics.map(outputName)).size === spec.metrics.length, {
    message: "metrics: two metrics have the same name; set “as”",
  });

export type Specification = z.infer<typeof specificationSchema>;
export type MetricUse = Specification["metrics"][number];

/** The name under which a metric's value is given. */
export function outputName(use: { metric: string; as?: string | null | undefined }): string {
  return use.as ?? use.metric;
}

/** The metric that ranks: the one marked primary, else the first. */
export function rankingMetric(spec: Specification): MetricUse {
  const ranking = spec.metrics.find((use) => use.primary === true) ?? spec.metrics[0];
  if (ranking === undefined) throw new Error("A specification without metrics has passed its schema.");
  return ranking;
}

/** The interval in which predictions must lie; null when any number may be given. */
export function allowedRange(spec: Specification): readonly [number, number] | null {
  return spec.range ?? (spec.target === "probability" ? [0, 1] : null);
}

/** What to do with class probabilities that do not sum to 1. */
export function rowSumRule(spec: Specification): { tolerance: number; otherwise: "reject" | "normalise" } {
  if (spec.rowSum === "normalise") return { tolerance: 1e-6, otherwise: "normalise" };
  return spec.rowSum ?? { tolerance: 1e-6, otherwise: "reject" };
}

/** All columns that a predictions file must have. */
export function expectedColumns(spec: Specification): string[] {
  return [spec.id, ...spec.predictions];
}

/** The same text for specifications that mean the same: keys in order, absent keys left out. Its SHA-256 is the digest. */
export function canonicalSpecification(spec: Specification): string {
  return JSON.stringify(spec, (_key, value: unknown) => (isRecord(value) ? sorted(value) : value));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sorted(record: Record<string, unknown>): Record<string, unknown> {
  const present = Object.entries(record).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(present.sort(([a], [b]) => (a < b ? -1 : 1)));
}
