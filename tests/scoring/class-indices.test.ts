import { expect, test } from "vitest";
import { evaluate } from "#scoring/evaluate.ts";
import { readLabels } from "#scoring/labels.ts";
import { checkPredictions } from "#scoring/predictions.ts";
import { specificationSchema } from "#scoring/spec.ts";
import { inPieces } from "#tests/support/fast-reader.ts";

const spec = specificationSchema.parse({
  id: "id",
  usage: "usage",
  labels: ["grade"],
  predictions: ["grade"],
  target: "class",
  metrics: [{ metric: "accuracy" }, { metric: "cohen_kappa", params: { weights: "linear" } }],
});

/** Rows of as many classes as there are rows, of which the last quarter are predicted as the class before. */
async function scored(classes: number) {
  const rows = Array.from({ length: classes }, (_, row) => row);
  const labels = rows.map((row) => `${String(row)},${String(row)},${row % 2 === 0 ? "public" : "private"}\n`);
  const wrongFrom = (classes * 3) / 4;
  const cells = rows.map((row) => `${String(row)},${String(row >= wrongFrom ? row - 1 : row)}\n`);
  const truth = await readLabels(spec, inPieces(Buffer.from(`id,grade,usage\n${labels.join("")}`), 1000));
  const file = inPieces(Buffer.from(`id,grade\n${cells.join("")}`), 1000);
  const checked = await checkPredictions(spec, truth.expected, file, { maxBytes: 1e6 });
  if (checked.status === "rejected") throw new Error("The file was refused.");
  return { truth: truth.truth, ...evaluate(spec, truth, checked.predictions) };
}

test.each([
  [200, Uint8Array],
  [256, Uint8Array],
  [264, Int32Array],
  [1000, Int32Array],
])("%d classes are counted right, in one byte or in more", async (classes, kind) => {
  const { truth, scores } = await scored(classes);

  expect(truth).toBeInstanceOf(kind);
  expect(scores.all?.["accuracy"]).toBe(0.75);
  expect(scores.public?.["accuracy"]).toBeCloseTo(0.75, 12);
  // Each class is true once. A quarter of the rows are off by one; by chance i meets j as often as the predictions name j,
  // and predictions name every class once, but for the last, which none names, and the one before the wrong ones.
  const named = Array.from({ length: classes }, (_, grade) =>
    grade >= (classes * 3) / 4 ? grade - 1 : grade,
  );
  let byChance = 0;
  for (let actual = 0; actual < classes; actual++)
    for (const predicted of named) byChance += Math.abs(actual - predicted);
  expect(scores.all?.["cohen_kappa"]).toBeCloseTo(1 - classes / 4 / (byChance / classes), 12);
});
