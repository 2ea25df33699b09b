import { createReadStream, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { evaluate } from "#scoring/evaluate.ts";
import { readLabels } from "#scoring/labels.ts";
import { checkPredictions } from "#scoring/predictions.ts";
import { specificationSchema } from "#scoring/spec.ts";
import { hasReferenceData, referenceData, referenceSpecifications } from "#tests/support/reference-data.ts";

/** Every file that has expected scores: the predictions, and the sample where it has been scored too. */
const cases = hasReferenceData
  ? Object.keys(referenceSpecifications).flatMap((folder) =>
      Object.keys(JSON.parse(readFileSync(join(referenceData, folder, "expected.json"), "utf8"))).map(
        (name) => [folder, name === "sample_submission" ? `${name}.csv` : `predictions/${name}.csv`] as const,
      ),
    )
  : [];

test.skipIf(!hasReferenceData).each(cases.length > 0 ? cases : [["none", "none"] as const])(
  "%s/%s scores as another implementation says",
  async (folder, file) => {
    const spec = specificationSchema.parse(
      Object.entries(referenceSpecifications).find(([name]) => name === folder)?.[1],
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
