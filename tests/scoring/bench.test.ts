import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { z } from "zod";

/** Null where there is no peer. */
const ofPeer = z.number().positive().nullable();
const line = z.object({
  work: z.string(),
  rows: z.literal(300),
  hotMs: z.number().positive(),
  coldMs: z.number().positive(),
  limitMs: z.number().positive(),
  peakMb: z.number().int().positive(),
  peer: z.enum(["pandas-typical", "pandas-tuned", "duckdb"]).nullable(),
  peerMs: ofPeer,
  ratio: ofPeer,
  hotCpuMs: z.number().positive(),
  peerCpuMs: ofPeer,
  cpuRatio: ofPeer,
});

test("the benchmark prints one line of JSON for a work without peers", () => {
  const work = "roc_auc+log_loss, quotes, byte-order mark, CRLF, identifier last";
  const parameters = ["--import", "tsx", "scoring/bench/main.ts", "--rows", "300", "--only", work];

  const output = execFileSync(process.execPath, parameters, { encoding: "utf8" });

  expect(line.parse(JSON.parse(output))).toMatchObject({ work, peer: null });
});
