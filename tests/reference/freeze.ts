import { writeFileSync } from "node:fs";
import { referenceCase, referenceMetrics } from "./cases.ts";
import { referenceValues } from "./python.ts";

/** Writes the values of the first cases of each metric, for places without Python:
 * node --import tsx tests/reference/freeze.ts */

const casesPerMetric = 60;

const cases = referenceMetrics.flatMap((metric) =>
  Array.from({ length: casesPerMetric }, (_, index) => referenceCase(metric, index)),
);
const reference = referenceValues(cases);
if (reference === null) throw new Error("No Python with pandas and scikit-learn was found.");
const values = Object.fromEntries(
  referenceMetrics.map((metric, index) => [
    metric,
    reference.values.slice(index * casesPerMetric, (index + 1) * casesPerMetric),
  ]),
);
writeFileSync("tests/reference/metrics.json", `${JSON.stringify({ versions: reference.versions, values })}\n`);
