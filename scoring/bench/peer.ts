import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { Files } from "./generate.ts";
import type { Work } from "./works.ts";

const answerSchema = z.object({ ms: z.number(), cpuMs: z.number(), scores: z.array(z.number()) });
const program = fileURLToPath(new URL("peer.py", import.meta.url));
const duckdbProgram = fileURLToPath(new URL("duckdb.mjs", import.meta.url));

/** What people score with elsewhere. */
export type Peer = {
  name: "pandas-typical" | "pandas-tuned" | "duckdb";
  /** What it can compute. */
  tasks: readonly Work["task"][];
  score: (work: Work, files: Files) => PeerAnswer;
};
type PeerAnswer = { ms: number; cpuMs: number; scores: number[] };

const everyTask = ["binary", "classes", "grades", "numbers"] as const;

/** The peers that this machine has. */
export function findPeers(): Peer[] {
  const python = findPython();
  const pandas = (["typical", "tuned"] as const).map((manner) => ({
    name: `pandas-${manner}` as const,
    tasks: everyTask,
    score: ({ task }: Work, { labels, predictions }: Files) =>
      ask(python ?? "", [program, task ?? "", manner, labels, predictions]),
  }));
  const folder = findDuckdb();
  const duckdb = {
    name: "duckdb" as const,
    tasks: ["binary"] as const,
    score: (_work: Work, { labels, predictions }: Files) =>
      ask(process.execPath, [duckdbProgram, folder ?? "", labels, predictions]),
  };
  return [...(python === null ? [] : pandas), ...(folder === null ? [] : [duckdb])];
}

/** The folder that the environment variable DUCKDB names, when it has the package; the project itself needs none. */
function findDuckdb(): string | null {
  const folder = process.env["DUCKDB"] ?? "";
  return folder !== "" && existsSync(join(folder, "node_modules", "@duckdb", "node-api")) ? folder : null;
}

/** The first Python that has pandas and scikit-learn; null when none has. */
export function findPython(): string | null {
  const candidates = [process.env["PYTHON"] ?? "", "python3", "/usr/bin/python3"].filter(
    (path) => path !== "",
  );
  const hasBoth = (path: string) => spawnSync(path, ["-c", "import pandas, sklearn"]).status === 0;
  return candidates.find(hasBoth) ?? null;
}

function ask(command: string, parameters: string[]): PeerAnswer {
  const { stdout, stderr, status } = spawnSync(command, parameters, { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return answerSchema.parse(JSON.parse(stdout));
}
