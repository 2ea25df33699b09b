import { expect, test } from "vitest";
import { caseDetails, classDetails } from "#scoring/details.ts";
import { evaluate, readyMetrics } from "#scoring/evaluate.ts";
import { readLabels } from "#scoring/labels.ts";
import { checkPredictions } from "#scoring/predictions.ts";
import { specificationSchema } from "#scoring/spec.ts";
import { valuePerGroup } from "#scoring/subgroups.ts";

async function* one(text: string) {
  yield Buffer.from(text);
}

async function scoring(specification: unknown, labelFile: string, predictionFile: string) {
  const spec = specificationSchema.parse(specification);
  const labels = await readLabels(spec, one(labelFile));
  const checked = await checkPredictions(spec, labels.expected, one(predictionFile), { maxBytes: 1e6 });
  if (checked.status === "rejected") throw new Error(JSON.stringify(checked.faults));
  const [metric] = readyMetrics(spec);
  if (metric === undefined) throw new Error("No metric.");
  return { metric, scoring: { spec, labels, predictions: checked.predictions, rows: "every" as const } };
}

const centres = {
  id: "id",
  usage: "usage",
  groups: ["centre"],
  labels: ["y"],
  predictions: ["y"],
  target: "number",
  metrics: [
    { metric: "mean_absolute_error" },
    { metric: "mean_absolute_error", as: "over_centres", over: "centre" },
    { metric: "pearson", as: "pearson_over_centres", over: "centre" },
  ],
};
const labels = "id,y,centre,usage\na,0,Lyon,public\nb,0,Lyon,public\nc,0,Paris,public\nd,5,Brest,ignored\n";
const predictions = "id,y\na,1\nb,2\nc,6\nd,9\n";

test("a metric has a value per centre, and its mean over the centres can be the score", async () => {
  const { metric, scoring: input } = await scoring(centres, labels, predictions);

  expect(valuePerGroup(metric, "centre", input)).toEqual([
    { group: "Brest", rows: 1, result: { value: 4 } },
    { group: "Lyon", rows: 2, result: { value: 1.5 } },
    { group: "Paris", rows: 1, result: { value: 6 } },
  ]);
  const { scores, undefined: reasons } = evaluate(input.spec, input.labels, input.predictions);
  // The mean of 1, 2 and 6; then that of Lyon's 1.5 and Paris's 6; Brest is ignored.
  expect(scores.public).toEqual({ mean_absolute_error: 3, over_centres: 3.75, pearson_over_centres: null });
  expect(reasons.public).toEqual({ pearson_over_centres: "a_group_is_undefined" });
});

test("each case has its term of the mean", async () => {
  const { metric, scoring: input } = await scoring(centres, labels, predictions);

  expect(caseDetails(metric, input)).toEqual([
    { id: "a", result: { value: 1 } },
    { id: "b", result: { value: 2 } },
    { id: "c", result: { value: 6 } },
    { id: "d", result: { value: 4 } },
  ]);
});

test("each image has the metric on itself alone, with the reason where it has none", async () => {
  const spec = {
    id: "image",
    labels: ["x", "y"],
    predictions: ["x", "y", "score"],
    target: "points",
    metrics: [{ metric: "froc", params: { distance: 1 } }],
  };
  const { metric, scoring: input } = await scoring(
    spec,
    "image,x,y\na,1,1\nb,,\n",
    "image,x,y,score\na,1,1,0.5\nb,,,\n",
  );

  expect(caseDetails(metric, input)).toEqual([
    { id: "a", result: { value: 1 } },
    { id: "b", result: { undefinedBecause: "no_object" } },
  ]);
});

test("a metric that means nothing on one case has no details per case", async () => {
  const spec = { ...centres, metrics: [{ metric: "spearman" }] };
  const { metric, scoring: input } = await scoring(spec, labels, predictions);

  expect(caseDetails(metric, input)).toBeNull();
});

test("each class has its rows, its precision and its recall, and the table of confusions", async () => {
  const spec = {
    id: "id",
    labels: ["y"],
    predictions: ["y"],
    target: "class",
    metrics: [{ metric: "accuracy" }],
  };
  const { scoring: input } = await scoring(spec, "id,y\n1,a\n2,a\n3,b\n4,c\n", "id,y\n1,a\n2,b\n3,b\n4,b\n");

  expect(classDetails(input)).toEqual({
    classes: [
      { name: "a", rows: 2, predicted: 1, precision: 1, recall: 0.5, f1: 2 / 3 },
      { name: "b", rows: 1, predicted: 3, precision: 1 / 3, recall: 1, f1: 0.5 },
      { name: "c", rows: 1, predicted: 0, precision: 0, recall: 0, f1: 0 },
    ],
    confusion: [
      [1, 1, 0],
      [0, 1, 0],
      [0, 1, 0],
    ],
  });
});

test("rows of a case that disagree on its group are the organiser’s fault", async () => {
  const spec = specificationSchema.parse({
    id: "image",
    groups: ["centre"],
    labels: ["x", "y"],
    predictions: ["x", "y"],
    target: "points",
    metrics: [{ metric: "detection_f1", params: { distance: 1 } }],
  });

  await expect(readLabels(spec, one("image,x,y,centre\na,1,1,Lyon\na,2,2,Paris\n"))).rejects.toMatchObject({
    code: "labels",
  });
});
