import { z } from "zod";

export const targets = [
  "class",
  "one_hot",
  "probability",
  "number",
  "survival",
  "rle",
  "points",
  "boxes",
  "label_map",
] as const;
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
          /** A column of `groups`: the score is then the mean of the metric over its groups. */
          over: columnName.nullish(),
        }),
      )
      .min(1),
    /** Columns of the label file that say what an organiser wants to compare: centre, scanner. */
    groups: z.array(columnName).max(20).nullish(),
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
  .superRefine((spec, context) => {
    const message =
      columnMisfit(spec.target, spec.labels.length, spec.predictions.length) ??
      classMisfit(spec.target, spec.classes?.length ?? null, spec.predictions.length);
    if (message !== null) context.addIssue({ code: "custom", message });
  })
  .refine((spec) => spec.metrics.every(({ over }) => over == null || spec.groups?.includes(over) === true), {
    message: "metrics: “over” must name one of “groups”",
  })
  .refine((spec) => new Set(spec.metrics.map(outputName)).size === spec.metrics.length, {
    message: "metrics: two metrics have the same name; set “as”",
  });

export type Specification = z.infer<typeof specificationSchema>;
export type MetricUse = Specification["metrics"][number];

/** How many columns each target takes in the label file and in the predictions. */
const columnRules: Partial<Record<Target, { labels: number[]; predictions: number[]; message: string }>> = {
  class: { labels: [1], predictions: [1], message: "one label column and one prediction column" },
  number: { labels: [1], predictions: [1], message: "one label column and one prediction column" },
  survival: {
    labels: [2],
    predictions: [1],
    message: "labels [time, event] and one prediction column, the risk",
  },
  points: {
    labels: [1, 2, 3],
    predictions: [2, 3, 4],
    message:
      "labels [x, y], [x, y, class] or [run lengths]; predictions [x, y], [x, y, score] or [x, y, score, class]",
  },
  boxes: {
    labels: [4, 5],
    predictions: [5, 6],
    message:
      "labels [x_min, y_min, x_max, y_max] and maybe class; predictions the same with score before class",
  },
};

/** What is wrong with the numbers of columns for a target; null when nothing is. */
function columnMisfit(target: Target, labels: number, predictions: number): string | null {
  const rule = columnRules[target];
  if (rule !== undefined && !(rule.labels.includes(labels) && rule.predictions.includes(predictions)))
    return `${target}: ${rule.message}`;
  const isPaired =
    target === "one_hot" ||
    target === "rle" ||
    target === "label_map" ||
    (target === "probability" && labels > 1);
  if (isPaired && labels !== predictions) return `${target}: as many label columns as prediction columns`;
  const after = coordinates[target];
  if (after !== undefined && (labels === after.labels + 1) !== (predictions === after.predictions + 1))
    return `${target}: a class column in both files or in neither`;
  return null;
}

/** What is wrong with the number of declared classes where each has its own column; null when nothing is. */
function classMisfit(target: Target, classes: number | null, predictions: number): string | null {
  const hasColumns = target === "one_hot" || (target === "probability" && predictions > 1);
  return hasColumns && classes !== null && classes !== predictions
    ? `${target}: as many classes as prediction columns`
    : null;
}

/** How many columns of each file come before a class, for targets that have one. */
const coordinates: Partial<Record<Target, { labels: number; predictions: number }>> = {
  points: { labels: 2, predictions: 3 },
  boxes: { labels: 4, predictions: 5 },
};

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
