export type GeneratedCase = { labels: Buffer; predictions: Buffer };

/** A label file and a predictions file with the same rows in another order; the same at every run. */
export function generatedCase(rows: number): GeneratedCase {
  const next = lehmer(20_261_124);
  const labels: string[] = [];
  const predictions: string[] = [];
  for (let row = 0; row < rows; row++) {
    const id = `case_${String(row).padStart(7, "0")}`;
    const label = next() < 0.4 ? 1 : 0;
    labels.push(`${id},${String(label)}`);
    predictions.push(`${id},${String(Math.min(1, Math.max(0, 0.35 * label + 0.65 * next())))}`);
  }
  for (let row = rows - 1; row > 0; row--) {
    const other = Math.floor(next() * (row + 1));
    [predictions[row], predictions[other]] = [predictions[other] ?? "", predictions[row] ?? ""];
  }
  const file = (lines: string[]) => Buffer.from(`id,y\n${lines.join("\n")}\n`);
  return { labels: file(labels), predictions: file(predictions) };
}

/** Evenly spread numbers between 0 and 1. Source: Park and Miller 1988. */
function lehmer(seed: number): () => number {
  let state = seed % 2_147_483_647;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
