import type { ExamplesOf } from "../metric.ts";

/** How often each true class (row) received each predicted class (column). Rows end with the classes of the labels: those
 * that only predictions name come behind them, and no row is of one. */
export type Confusion = { size: number; counts: Float64Array; total: number };

/** Several metrics ask about the same rows: they are counted once. */
const counted = new WeakMap<ExamplesOf<"classes">, Confusion>();

/** Counts pairs of true and predicted class; `counts[t · size + p]`. */
export function confusionOf(examples: ExamplesOf<"classes">): Confusion {
  const confusion = counted.get(examples) ?? countPairs(examples);
  counted.set(examples, confusion);
  return confusion;
}

/** Examples of which only their confusion is known, for metrics that ask for nothing else. */
export function examplesCounted(
  { classes, areDeclared, positive, labelClasses }: Omit<ExamplesOf<"classes">, "truth" | "predicted">,
  confusion: Confusion,
): ExamplesOf<"classes"> {
  const none = new Int32Array(0);
  const examples = { truth: none, predicted: none, classes, areDeclared, positive, labelClasses };
  const ofKind: ExamplesOf<"classes"> = { kind: "classes", ...examples };
  counted.set(ofKind, confusion);
  return ofKind;
}

function countPairs({ truth, predicted, classes, labelClasses }: ExamplesOf<"classes">): Confusion {
  const size = classes.length;
  const counts = new Float64Array(Math.min(labelClasses, size) * size);
  for (let row = 0; row < truth.length; row++) {
    const cell = (truth[row] ?? 0) * size + (predicted[row] ?? 0);
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  return { size, counts, total: truth.length };
}

/** What concerns one class: rows that have it, rows predicted to have it, rows where both hold. */
export type ClassTally = { actual: number; predicted: number; hits: number };

/** One tally per class, in the order of the classes. */
export function tallies({ size, counts }: Confusion): ClassTally[] {
  const all = Array.from({ length: size }, (): ClassTally => ({ actual: 0, predicted: 0, hits: 0 }));
  for (let row = 0, cell = 0; cell < counts.length; row++) {
    let actual = 0;
    for (const tally of all) {
      const count = counts[cell++] ?? 0;
      actual += count;
      tally.predicted += count;
    }
    const ofRow = all[row];
    if (ofRow === undefined) break;
    ofRow.actual = actual;
    ofRow.hits = counts[row * size + row] ?? 0;
  }
  return all;
}
