import { expect, test } from "vitest";
import { formulaToMathMl } from "#app/ui/formula.server.ts";
import { submissionTexts } from "#app/submissions/texts.ts";
import { checkSpecification, evaluate } from "#scoring/evaluate.ts";
import { readLabels } from "#scoring/labels.ts";
import { checkPredictions } from "#scoring/predictions.ts";
import { catalogue } from "#scoring/registry.ts";
import { specificationSchema } from "#scoring/spec.ts";

/** The names of the contract, letter by letter. */
const names =
  `accuracy balanced_accuracy precision recall f1 fbeta matthews_corrcoef cohen_kappa expected_cost roc_auc
average_precision log_loss brier top_k_accuracy expected_calibration_error mean_squared_error root_mean_squared_error
mean_absolute_error median_absolute_error mean_absolute_percentage_error r2 pearson spearman kendall concordance_index dice
iou detection_f1 froc mean_average_precision panoptic_quality aggregated_jaccard hausdorff_95`.split(/\s+/);

test("the catalogue has every metric of the contract and no other", () => {
  expect(
    catalogue()
      .map(({ name }) => name)
      .sort(),
  ).toEqual([...names].sort());
});

test.each(catalogue().map((facts) => [facts.name, facts] as const))(
  "%s is told in both languages, with a formula that can be shown and a source",
  (_, facts) => {
    const { title, explanation, formula, source, range } = facts;

    for (const text of [title.en, title.fr, explanation.en, explanation.fr, source])
      expect(text.trim().length).toBeGreaterThan(1);
    expect(explanation.en).not.toBe(explanation.fr);
    // French has a narrow space before ; ! ? and a no-break space before a colon.
    expect(explanation.fr).not.toMatch(/[^\u202f][;!?]|[^\u00a0]:|[^\u00a0]%|'/);
    expect(formulaToMathMl(formula)).toMatch(/^<span class="katex"><math/);
    expect(formulaToMathMl(formula)).not.toContain("katex-error");
    expect(range[0]).toBeLessThan(range[1]);
  },
);

test("every reason for having no score is told in both languages", () => {
  for (const locale of ["en", "fr"] as const)
    for (const why of Object.values(submissionTexts[locale].undefinedWhy))
      expect(why.length).toBeGreaterThan(5);
});

const number = { id: "id", labels: ["y"], predictions: ["y"], target: "number" };
const classes = { ...number, target: "class" };
const probability = { ...number, target: "probability", positive: "1" };
const manyClasses = { ...number, target: "probability", predictions: ["p", "q", "r"] };

test.each([
  ["an unknown name", { ...number, metrics: [{ metric: "magic" }] }, "unknown_metric"],
  ["a metric of another target", { ...number, metrics: [{ metric: "roc_auc" }] }, "metric_target"],
  ["a metric of images on numbers", { ...number, metrics: [{ metric: "dice" }] }, "metric_target"],
  ["an unknown parameter", { ...number, metrics: [{ metric: "r2", params: { power: 2 } }] }, "metric_params"],
  [
    "a parameter out of range",
    { ...probability, metrics: [{ metric: "log_loss", params: { eps: 0 } }] },
    "metric_params",
  ],
  ["a missing parameter", { ...probability, metrics: [{ metric: "fbeta" }] }, "metric_params"],
  ["a binary average of three classes", { ...manyClasses, metrics: [{ metric: "f1" }] }, "metric_params"],
  [
    "a pooled average over pairs",
    { ...manyClasses, metrics: [{ metric: "roc_auc", params: { multi_class: "ovo", average: "micro" } }] },
    "metric_params",
  ],
  [
    "a cost table of another size",
    {
      ...manyClasses,
      metrics: [
        {
          metric: "expected_cost",
          params: {
            costs: [
              [0, 1],
              [1, 0],
            ],
          },
        },
      ],
    },
    "metric_params",
  ],
])("%s is refused before any file comes", (_, specification, code) => {
  const spec = specificationSchema.parse(specification);

  expect(() => {
    checkSpecification(spec);
  }).toThrow(expect.objectContaining({ code }));
});

test.each([
  [
    "survival with one label column",
    { ...number, target: "survival", metrics: [{ metric: "concordance_index" }] },
  ],
  ["boxes without a score", { ...number, target: "boxes", metrics: [{ metric: "mean_average_precision" }] }],
  [
    "more classes than columns",
    { ...manyClasses, classes: ["a", "b", "c", "d"], metrics: [{ metric: "brier" }] },
  ],
  ["a mean over a column that is no group", { ...number, metrics: [{ metric: "r2", over: "centre" }] }],
])("%s is no specification", (_, specification) => {
  expect(specificationSchema.safeParse(specification).success).toBe(false);
});

async function* one(text: string) {
  yield Buffer.from(text);
}

async function score(specification: unknown, labelFile: string, predictionFile: string) {
  const spec = specificationSchema.parse(specification);
  const labels = await readLabels(spec, one(labelFile));
  const checked = await checkPredictions(spec, labels.expected, one(predictionFile), { maxBytes: 1e6 });
  if (checked.status === "rejected") throw new Error(JSON.stringify(checked.faults));
  return evaluate(spec, labels, checked.predictions);
}

test("grades of whole numbers are ordered as numbers, and a class that only predictions name counts as wrong", async () => {
  const spec = {
    ...classes,
    metrics: [{ metric: "cohen_kappa", params: { weights: "linear" } }, { metric: "accuracy" }],
  };
  const labels = "id,y\na,9\nb,10\nc,8\n";

  // In the order 8, 9, 10 each of the two errors is one step: 1 − 2 / (8/3).
  const { scores } = await score(spec, labels, "id,y\na,8\nb,9\nc,8\n");
  expect(scores.all?.["cohen_kappa"]).toBeCloseTo(0.25, 12);
  expect(scores.all?.["accuracy"]).toBeCloseTo(1 / 3, 12);
  const unknown = await score(spec, labels, "id,y\na,9\nb,10\nc,7\n");
  expect(unknown.scores.all?.["accuracy"]).toBeCloseTo(2 / 3, 12);
});

test("a cost table keeps its order where a class is absent from a group, and an unknown class costs the most", async () => {
  const costs = [
    [0, 1, 9],
    [1, 0, 4],
    [9, 4, 0],
  ];
  const spec = { ...classes, usage: "usage", metrics: [{ metric: "expected_cost", params: { costs } }] };
  const labels = "id,y,usage\na,0,public\nb,2,public\nc,1,private\n";
  const outcome = await score(spec, labels, "id,y\na,2\nb,0\nc,7\n");

  expect(outcome.scores.public).toEqual({ expected_cost: 9 });
  expect(outcome.scores.private).toEqual({ expected_cost: 4 });
});

test("what has no value is null with its reason, never a number", async () => {
  const spec = { ...number, metrics: ["pearson", "spearman", "kendall", "r2"].map((metric) => ({ metric })) };
  const outcome = await score(spec, "id,y\na,1\nb,2\n", "id,y\na,5\nb,5\n");

  expect(outcome.scores.all).toEqual({ pearson: null, spearman: null, kendall: null, r2: -49 });
  const reason = "constant_predictions";
  expect(outcome.undefined).toEqual({ all: { pearson: reason, spearman: reason, kendall: reason } });
});

test("errors beyond the range of numbers have no value", async () => {
  const spec = { ...number, metrics: [{ metric: "mean_squared_error" }] };
  const outcome = await score(spec, "id,y\na,1\n", "id,y\na,1e300\n");

  expect(outcome.undefined).toEqual({ all: { mean_squared_error: "overflow" } });
});
