import { Container } from "#scoring/contained/container.ts";
import { packLabels } from "#scoring/fast/label-pack.ts";
import { Scorer } from "#scoring/fast/scorer.ts";
import { readLabels } from "#scoring/labels.ts";
import { installLocalKernels } from "#scoring/local/install-kernels.ts";
import { localFile } from "#scoring/local/local-file.ts";
import { specificationSchema } from "#scoring/spec.ts";
import { inTurn, report } from "./measure.ts";

/** What a process of its own costs a file of 1,015 rows: `node --import tsx tests/load/contained.ts`. In turn with the same
 * score in this process, so that both meet the same machine. */

const rows = Array.from({ length: 1_015 }, (_, row) => row);
const bytes = Buffer.from(
  `id,p\n${rows.map((row) => `r${String(row)},${String((row % 97) / 97)}\n`).join("")}`,
);
const labels = Buffer.from(`id,p\n${rows.map((row) => `r${String(row)},${String(row % 2)}\n`).join("")}`);
const spec = specificationSchema.parse({
  ...{ id: "id", labels: ["p"], predictions: ["p"], target: "probability", positive: "1" },
  metrics: [{ metric: "roc_auc" }, { metric: "log_loss" }],
});

installLocalKernels();
const scorer = new Scorer(
  spec,
  packLabels(await readLabels(spec, await localFile({ bytes: labels }).open())),
);
const container = new Container({ program: "scoring/engine/main", spare: 1 });
const allowance = { memoryBytes: 500_000_000, withinMs: 60_000 };
const phase = {
  ...{ spec, specDigest: "s" },
  labels: { digest: "l", sizeBytes: labels.byteLength, file: { bytes: labels } },
};
const file = { at: { bytes }, sizeBytes: bytes.byteLength };
const task = { name: "score", phase, file, maxBytes: 1e6 };

const [here, there]: [number[], number[]] = [[], []];
for (let round = 0; round < 30; round++) {
  here.push(
    ...(await inTurn(5, async () => void (await scorer.score(localFile({ bytes }), { maxBytes: 1e6 })))),
  );
  there.push(...(await inTurn(5, async () => void (await container.do({ task, allowance, keeps: "l:s" })))));
}
const decimals = (times: number[]) => {
  const sorted = times.slice(25).sort((a, b) => a - b);
  return (sorted[Math.floor(sorted.length / 2)] ?? NaN).toFixed(2);
};
console.log(
  `medians after warming: ${decimals(here)} ms here, ${decimals(there)} ms in a process of its own`,
);
report("in this process", here);
report("in a process of its own", there);
container.close();
