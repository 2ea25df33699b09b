import type { z } from "zod";

type Bilingual = { en: string; fr: string };

/** The rows of one group, ready for a metric; all arrays have one entry per row, in one order. */
export type Examples =
  | { kind: "classes"; truth: Int32Array; predicted: Int32Array; classes: readonly string[] }
  | {
      kind: "probabilities";
      /** Index into `classes`; with one column, 1 for the positive class and 0 for the other. */
      truth: Int32Array;
      /** Row after row, `columns` numbers each; with one column the probability of the positive class. */
      probabilities: Float64Array;
      columns: number;
      classes: readonly string[];
    }
  | { kind: "numbers"; truth: Float64Array; predicted: Float64Array };

/** A metric has a value, or a reason for having none on these data. Never NaN. */
export type MetricValue = { value: number } | { undefinedBecause: string };

export type Metric<Params = unknown> = {
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
  needs: readonly Examples["kind"][];
  /** Whether the value is a mean of one number per row. */
  isMeanOverRows: boolean;
  /** Decimals shown by default. */
  decimals: number;
  params: z.ZodType<Params>;
  compute: (examples: Examples, params: Params) => MetricValue;
};

/** Declares a metric, keeping the type of its parameters. */
export function metric<Params>(definition: Metric<Params>): Metric<Params> {
  return definition;
}

/** What a metric is called on when it cannot use the examples: a specification that the registry should have refused. */
export function unsuited(name: string, examples: Examples): never {
  throw new Error(`${name} cannot be computed on ${examples.kind}.`);
}
