import { createReadStream, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { evaluate } from "#scoring/evaluate.ts";
import { readLabels } from "#scoring/labels.ts";
import { checkPredictions } from "#scoring/predictions.ts";
import { specificationSchema } from "#scoring/spec.ts";
import { hasReferenceData, referenceData } from "#tests/support/reference-data.ts";

const digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
const costs = [
  [0, 0.1, 0.7, 1],
  [0.1, 0, 0.3, 0.7],
  [0.7, 0.3, 0, 0.3],
  [1, 0.7, 0.3, 0],
];

/** How each folder's values were computed, as its notes say. */
const specifications = {
  tissuenet: {
    id: "filename",
    usage: "usage",
    labels: ["0", "1", "2", "3"],
    predictions: ["0", "1", "2", "3"],
    target: "one_hot",
    metrics: [
      { metric: "expected_cost", as: "tissuenet_score", params: { costs, reward: true } },
      { metric: "accuracy" },
    ],
  },
  wdbc: {
    id: "id",
    usage: "usage",
    labels: ["malignant"],
    predictions: ["malignant"],
    target: "probability",
    positive: "1",
    metrics: [
      "roc_auc",
      "log_loss",
      "average_precision",
      "brier",
      "accuracy",
      "f1",
      "balanced_accuracy",
      "matthews_corrcoef",
    ].map((metric) => ({ metric })),
  },
  digits: {
    id: "id",
    usage: "usage",
    labels: ["digit"],
    predictions: digits.map((digit) => `p${digit}`),
    target: "probability",
    classes: digits,
    metrics: [
      { metric: "log_loss" },
      { metric: "accuracy" },
      { metric: "f1", as: "f1_macro", params: { average: "macro" } },
      { metric: "cohen_kappa", as: "cohen_kappa_quadratic", params: { weights: "quadratic" } },
      { metric: "top_k_accuracy", as: "top_3_accuracy", params: { k: 3 } },
      { metric: "roc_auc", as: "roc_auc_ovr_macro", params: { multi_class: "ovr", average: "macro" } },
      { metric: "roc_auc", as: "roc_auc_ovo_macro", params: { multi_class: "ovo", average: "macro" } },
    ],
  },
  diabetes: {
    id: "id",
    usage: "usage",
    labels: ["progression"],
    predictions: ["progression"],
    target: "number",
    metrics: [
      "mean_squared_error",
      "root_mean_squared_error",
      "mean_absolute_error",
      "median_absolute_error",
      "r2",
      "mean_absolute_percentage_error",
      "pearson",
      "spearman",
      "kendall",
    ].map((metric) => ({ metric })),
  },
};

/** Every file that has expected scores: the predictions, and the sample where it has been scored too. */
const cases = hasReferenceData
  ? Object.keys(specifications).flatMap((folder) =>
      Object.keys(JSON.parse(readFileSync(join(referenceData, folder, "expected.json"), "utf8"))).map(
        (name) => [folder, name === "sample_submission" ? `${name}.csv` : `predictions/${name}.csv`] as const,
      ),
    )
  : [];

test.skipIf(!hasReferenceData).each(cases.length > 0 ? cases : [["none", "none"] as const])(
  "%s/%s scores as another implementation says",
  async (folder, file) => {
    const spec = specificationSchema.parse(
      Object.entries(specifications).find(([name]) => name === folder)?.[1],
    );
    const expected = JSON.parse(readFileSync(join(referenceData, folder, "expected.json"), "utf8"))[
      basename(file, ".csv")
    ];

    const labels = await readLabels(spec, createReadStream(join(referenceData, folder, "labels.csv")));
    const predictions = createReadStream(join(referenceData, folder, file));
    const checked = await checkPredictions(spec, labels.expected, predictions, { maxBytes: 1e8 });
    if (checked.status === "rejected") throw new Error(JSON.stringify(checked.faults));
    const { scores } = evaluate(spec, labels, checked.predictions);

    for (const group of ["all", "public", "private"] as const) {
      const references: Record<string, number> = expected[group];
      // A score that the other implementation does not define is absent there, and null here.
      const defined = Object.entries(scores[group] ?? {}).filter(([, value]) => value !== null);
      expect(defined.map(([name]) => name).sort()).toEqual(Object.keys(references).sort());
      for (const [name, value] of defined) {
        const reference = references[name] ?? NaN;
        expect(Math.abs((value ?? NaN) - reference), name).toBeLessThanOrEqual(1e-12 * Math.abs(reference));
      }
    }
  },
);
