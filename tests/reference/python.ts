import { spawnSync } from "node:child_process";
import { findPython } from "#scoring/bench/peer.ts";
import type { ReferenceCase } from "./cases.ts";

export type ReferenceValues = { versions: Record<string, string>; values: (number | null)[] };

/** Values of another implementation; null where there is no Python with scikit-learn. */
export function referenceValues(cases: readonly ReferenceCase[]): ReferenceValues | null {
  const python = findPython();
  if (python === null) return null;
  const { stdout, stderr, status } = spawnSync(python, ["tests/reference/metrics.py"], {
    input: cases.map((one) => JSON.stringify(one)).join("\n"),
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(stderr);
  const [versions = "{}", ...values] = stdout.trim().split("\n");
  return { versions: JSON.parse(versions), values: values.map((value) => JSON.parse(value)) };
}
