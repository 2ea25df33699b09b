import type { z } from "zod";
import type { ClassIndices } from "./class-indices.ts";
import { meanOf } from "./numeric/sum.ts";
import type { Box, LabelMap, Lesion, Point, Runs } from "./shapes.ts";
import type { Specification } from "./spec.ts";

type Bilingual = { en: string; fr: string };

/** The rows of one group, ready for a metric; all arrays have one entry per row, in one order. */
export type Examples =
  | {
      kind: "classes";
      /** Indices into `classes`. */
      truth: ClassIndices;
      predicted: ClassIndices;
      /** Those of the labels in their order, then those that only predictions name. */
      classes: readonly string[];
      /** Whether the order of the classes was declared. */
      areDeclared: boolean;
      /** Index of the positive class, where there is one. */
      positive: number | null;
      /** Number of classes that the labels know. */
      labelClasses: number;
    }
  | {
      kind: "probabilities";
      /** Index into `classes`; with one column, 1 for the positive class and 0 for the other. */
      truth: ClassIndices;
      /** Row after row, `columns` numbers each; with one column the probability of the positive class. */
      probabilities: Float64Array;
      columns: number;
      classes: readonly string[];
      positive: number | null;
    }
  | { kind: "numbers"; truth: Float64Array; predicted: Float64Array }
  | {
      kind: "survival";
      /** Time of the event, or up to which there was none. */
      times: Float64Array;
      /** 1 where the event happened, 0 where the time is censored. */
      events: Uint8Array;
      /** Higher means an earlier event. */
      risks: Float64Array;
    }
  | { kind: "masks"; truth: readonly (readonly Runs[])[]; predicted: readonly (readonly Runs[])[] }
  | {
      kind: "points";
      truth: readonly (readonly Lesion[])[];
      predicted: readonly (readonly Point[])[];
      /** Physical size of a pixel of each image; 1 when the labels do not say. */
      pixelSizes: Float64Array;
    }
  | { kind: "boxes"; truth: readonly (readonly Box[])[]; predicted: readonly (readonly Box[])[] }
  | {
      kind: "label_maps";
      truth: readonly (readonly LabelMap[])[];
      predicted: readonly (readonly LabelMap[])[];
      classes: readonly string[];
    };

export type Kind = Examples["kind"];
export type ExamplesOf<K extends Kind> = Extract<Examples, { kind: K }>;

/** A metric has a value, or a reason for having none on these data. Never NaN. */
export type MetricValue = { value: number } | { undefinedBecause: UndefinedReason };

/** Why a metric has no value. */
export type UndefinedReason =
  | "a_class_is_absent"
  | "constant_labels"
  | "constant_predictions"
  | "too_few_rows"
  | "no_comparable_pair"
  | "no_object"
  | "a_mask_is_empty"
  | "overflow"
  | "a_group_is_undefined";

/** What is told about a metric, whatever computes it. */
export type MetricFacts = {
  name: string;
  title: Bilingual;
  /** What it says, in a sentence for competitors. */
  explanation: Bilingual;
  /** LaTeX. */
  formula: string;
  source: string;
  /** Which scores are better. */
  better: "higher" | "lower";
  range: readonly [number, number];
  needs: readonly Kind[];
  /** Whether the value is a mean of one number per row. */
  isMeanOverRows: boolean;
  /** Whether it asks of classes only how often each was taken for which. */
  isOfConfusion?: true;
  /** Decimals shown by default. */
  decimals: number;
  /** Which of several definitions in use this is; stated beside the score. */
  variant?: string;
};

export type Metric<Params, K extends Kind> = Omit<MetricFacts, "needs"> & {
  needs: readonly K[];
  params: z.ZodType<Params>;
  compute: (examples: ExamplesOf<K>, params: Params) => MetricValue;
  /** What one row adds to the mean, for metrics that are means over rows. */
  term?: (examples: ExamplesOf<K>, params: Params) => (row: number) => number;
  /** Why it cannot be used with a specification, seen before any file comes; null when it can. */
  misfit?: (params: Params, spec: Specification) => string | null;
};

/** Declares a metric, keeping the types of its parameters and of what it needs. */
export function metric<Params, K extends Kind>(definition: Metric<Params, K>): Metric<Params, K> {
  return definition;
}

type MeanDefinition<Params, K extends Kind> = Omit<
  Metric<Params, K>,
  "compute" | "isMeanOverRows" | "term"
> & {
  term: (examples: ExamplesOf<K>, params: Params) => (row: number) => number;
};

/** Declares a metric that is the mean of one number per row. */
export function meanOverRows<Params, K extends Kind>(
  definition: MeanDefinition<Params, K>,
): Metric<Params, K> {
  const { term } = definition;
  return {
    ...definition,
    isMeanOverRows: true,
    compute: (examples, params) => ({ value: meanOf(rowCount(examples), term(examples, params)) }),
  };
}

/** Number of rows, or of images. */
export function rowCount(examples: Examples): number {
  return examples.kind === "survival" ? examples.times.length : examples.truth.length;
}
