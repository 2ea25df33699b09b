import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { GeneratedCase } from "./generate.ts";

/** One index alignment, then both metrics: the fastest that is usual in Python. Imports are not counted. */
const program = `
import sys, time
import pandas as pd
from sklearn.metrics import log_loss, roc_auc_score
start = time.perf_counter()
labels = pd.read_csv(sys.argv[1], index_col="id")
predictions = pd.read_csv(sys.argv[2], index_col="id")
assert predictions.index.is_unique and len(predictions) == len(labels)
aligned = predictions.reindex(labels.index)["y"]
assert aligned.notna().all() and aligned.between(0, 1).all()
roc_auc_score(labels["y"], aligned)
log_loss(labels["y"], aligned)
print((time.perf_counter() - start) * 1000)
`;

/** The first Python that has pandas and scikit-learn; null when none has. */
export function findPython(): string | null {
  const candidates = [process.env["PYTHON"] ?? "", "python3", "/usr/bin/python3"].filter(
    (path) => path !== "",
  );
  const hasBoth = (path: string) => spawnSync(path, ["-c", "import pandas, sklearn"]).status === 0;
  return candidates.find(hasBoth) ?? null;
}

/** Milliseconds that the peer takes for a case.
 * @throws Error with Python's own words */
export function peerMs(python: string, { labels, predictions }: GeneratedCase): number {
  const folder = mkdtempSync(join(tmpdir(), "palmares-bench-"));
  const [labelPath, predictionPath] = [join(folder, "labels.csv"), join(folder, "predictions.csv")];
  writeFileSync(labelPath, labels);
  writeFileSync(predictionPath, predictions);
  const { stdout, stderr, status } = spawnSync(python, ["-c", program, labelPath, predictionPath], {
    encoding: "utf8",
  });
  rmSync(folder, { recursive: true });
  if (status !== 0) throw new Error(stderr);
  return Number(stdout);
}
