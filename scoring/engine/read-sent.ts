import type { Scorer } from "../fast/scorer.ts";
import type { ScoringFacts } from "../limits.ts";
import { localFile } from "../local/local-file.ts";
import { checkPredictions, type Predictions } from "../predictions.ts";
import type { SentFile } from "./tasks.ts";

/** What is known before a file is opened. */
export function factsOf(
  { spec, labels, rows }: Scorer,
  files: readonly (SentFile | null | undefined)[],
): ScoringFacts {
  const sizes = spec.target === "label_map" ? (labels.expected.sizes ?? []) : [];
  const pixels = sizes.reduce((sum, { height, width }) => sum + height * width, 0);
  return {
    rows,
    columns: spec.predictions.length,
    pixels: pixels * spec.predictions.length,
    fileBytes: Math.max(0, ...files.map((file) => file?.sizeBytes ?? 0)),
    metrics: spec.metrics.length,
  };
}

/** The predictions of a file that was scored.
 * @throws Error when it is refused now */
export async function acceptedBefore(scorer: Scorer, file: SentFile, maxBytes: number): Promise<Predictions> {
  const predictions = await readSent(scorer, file, maxBytes);
  if (predictions === null) throw new Error("A file was scored and is now refused.");
  return predictions;
}

/** @returns null when it is faulty */
export async function readSent(
  { spec, labels }: Scorer,
  { at }: SentFile,
  maxBytes: number,
): Promise<Predictions | null> {
  const checked = await checkPredictions(spec, labels.expected, await localFile(at).open(), { maxBytes });
  return checked.status === "accepted" ? checked.predictions : null;
}
