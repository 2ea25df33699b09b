import { existsSync } from "node:fs";
import { join } from "node:path";

/** Folder of the reference data with scores from another implementation; it lies beside the repository where it exists. */
export const referenceData = join(process.cwd(), "..", "shared", "data");

export const hasReferenceData = existsSync(referenceData);

const digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
const costs = [
  [0, 0.1, 0.7, 1],
  [0.1, 0, 0.3, 0.7],
  [0.7, 0.3, 0, 0.3],
  [1, 0.7, 0.3, 0],
];

/** How each folder's values were computed, as its notes say. */
export const referenceSpecifications = {
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
