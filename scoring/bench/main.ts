import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { evaluate } from "../evaluate.ts";
import { readLabels } from "../labels.ts";
import { checkPredictions } from "../predictions.ts";
import { specificationSchema } from "../spec.ts";
import { generatedCase } from "./generate.ts";
import { findPython, peerMs } from "./peer.ts";

/** npm run bench: how long one file takes to be checked and scored, labels in memory, beside pandas and scikit-learn where
 * they are installed. One JSON line per work; medians in milliseconds. */

const rounds = 7;

const { values } = parseArgs({
  options: { rows: { type: "string", default: "1000000" }, cold: { type: "boolean" } },
});
const rows = Number(values.rows);
const spec = specificationSchema.parse({
  id: "id",
  labels: ["y"],
  predictions: ["y"],
  target: "probability",
  positive: "1",
  metrics: [{ metric: "roc_auc" }, { metric: "log_loss" }],
});
const files = generatedCase(rows);
const labels = await readLabels(spec, chunks(files.labels));

if (values.cold === true) console.log(String(await once()));
else await compare();

async function compare(): Promise<void> {
  const python = findPython();
  const own: number[] = [];
  const peers: number[] = [];
  await once();
  for (let round = 0; round < rounds; round++) {
    own.push(await once());
    if (python !== null && round % 3 === 0) peers.push(peerMs(python, files));
  }
  const hotMs = rounded(median(own));
  const peer = peers.length === 0 ? null : rounded(median(peers));
  console.log(
    JSON.stringify({
      work: "roc_auc+log_loss",
      rows,
      hotMs,
      coldMs: coldMs(),
      peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
      peer: peer === null ? null : "pandas-tuned",
      peerMs: peer,
      ratio: peer === null ? null : rounded(peer / hotMs),
    }),
  );
}

/** Checks and scores the file once, in milliseconds. */
async function once(): Promise<number> {
  const startedAt = performance.now();
  const checked = await checkPredictions(spec, labels.expected, chunks(files.predictions), { maxBytes: 4e9 });
  if (checked.status === "rejected") throw new Error("The generated file was refused.");
  evaluate(spec, labels, checked.predictions);
  return performance.now() - startedAt;
}

/** The same for the first file of a fresh process. */
function coldMs(): number {
  const parameters = ["--import", "tsx", "scoring/bench/main.ts", "--rows", String(rows), "--cold"];
  return rounded(Number(spawnSync(process.execPath, parameters, { encoding: "utf8" }).stdout));
}

async function* chunks(file: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.byteLength; at += 262_144) yield file.subarray(at, at + 262_144);
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;
}

function rounded(ms: number): number {
  return Number(ms.toPrecision(3));
}
